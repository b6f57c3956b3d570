import { batch, signal, type Signal } from "@preact/signals";
import { RefusedError } from "@parley/client";
import { api, session, untilAnswered, whenOut } from "./account.js";
import { onNews } from "./connection.js";

/** How far each user is in each conversation. */
type Marks = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What the others have read. */
export const markers = signal<Marks>(new Map());
/** What has reached a device of the other in a direct chat. Not kept: it is heard of while this page is open. */
export const deliveries = signal<Marks>(new Map());

function mark(marks: Signal<Marks>, conversationId: string, userId: string, seq: number): void {
  const those = marks.value.get(conversationId);
  if ((those?.get(userId) ?? 0) >= seq) return;
  marks.value = new Map(marks.value).set(conversationId, new Map(those).set(userId, seq));
}

export async function loadMarkers(id: string): Promise<void> {
  await untilAnswered(async () => {
    try {
      const all = await api.markers(id);
      batch(() => all.forEach(({ userId, readSeq }) => userId !== session.userId && mark(markers, id, userId, readSeq)));
    } catch (refused) {
      // Whoever left a group is not told any more.
      if (!(refused instanceof RefusedError)) throw refused;
    }
  });
}

whenOut(() => {
  markers.value = new Map();
  deliveries.value = new Map();
});

onNews((news) => {
  if (news.is !== "receipt") return;
  mark(markers, news.conversationId, news.userId, news.readSeq);
  mark(deliveries, news.conversationId, news.userId, news.deliveredSeq);
});
