import { signal } from "@preact/signals";
import { whenOut } from "./account.js";
import { ask, onNews } from "./connection.js";

const SAY_AGAIN_MS = 3_500;
const GRACE_MS = 50;

/** Until when who is writing in which conversation. */
export const typing = signal<ReadonlyMap<string, ReadonlyMap<string, number>>>(new Map());

const saidAt = new Map<string, number>();

export function saysTyping(conversationId: string): void {
  const now = performance.now();
  if (now - (saidAt.get(conversationId) ?? -Infinity) < SAY_AGAIN_MS) return;
  saidAt.set(conversationId, now);
  ask({ is: "typing", conversationId });
}

function setTyping(conversationId: string, userId: string, until: number | undefined): void {
  const before = typing.value.get(conversationId);
  if (until === undefined && !before?.has(userId)) return;
  const those = new Map(before);
  if (until === undefined) those.delete(userId);
  else those.set(userId, until);
  typing.value = new Map(typing.value).set(conversationId, those);
}

whenOut(() => {
  typing.value = new Map();
});

onNews((news) => {
  if (news.is === "head" && news.event) setTyping(news.head.conversationId, news.event.author, undefined);
  if (news.is !== "typing") return;
  const { conversationId, userId, expiresInMs } = news;
  setTyping(conversationId, userId, performance.now() + expiresInMs);
  setTimeout(() => {
    if ((typing.value.get(conversationId)?.get(userId) ?? 0) <= performance.now()) setTyping(conversationId, userId, undefined);
  }, expiresInMs + GRACE_MS);
});
