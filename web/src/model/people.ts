import { signal } from "@preact/signals";
import { RefusedError, type Presence, type User } from "@parley/client";
import { api, me, untilAnswered, whenIn, whenOut } from "./account.js";
import { onNews } from "./connection.js";

export type Person = Pick<User, "userId" | "name" | "displayName">;

export const people = signal<ReadonlyMap<string, Person>>(new Map());
export const presence = signal<ReadonlyMap<string, Presence>>(new Map());

const asked = new Set<string>();

export function personOf(userId: string): Person {
  return people.value.get(userId) ?? { userId, name: "", displayName: "…" };
}

/** Who that is, looked up where it is not known; shows as dots until then. */
export function nameOf(userId: string): string {
  const person = people.value.get(userId);
  if (!person) queueMicrotask(() => void findPerson(userId));
  return person?.displayName || person?.name || "…";
}

export async function findPerson(userId: string): Promise<void> {
  if (people.value.has(userId) || asked.has(userId)) return;
  asked.add(userId);
  await untilAnswered(async () => {
    try {
      learnPeople([await api.user(userId)]);
    } catch (refused) {
      if (!(refused instanceof RefusedError)) throw refused;
      learnPeople([{ userId, name: "", displayName: "" }]);
    }
  });
}

/** Who has no name was erased: the service knows nothing but the id. */
export function learnPeople(more: readonly Person[]): void {
  const next = new Map(people.value);
  for (const { userId, name, displayName } of more) next.set(userId, { userId, name, displayName: displayName || name || "Deleted user" });
  people.value = next;
}

whenIn(() => {
  void untilAnswered(async () => {
    me.value = await api.me();
    learnPeople([me.value]);
  });
});

whenOut(() => {
  people.value = new Map();
  asked.clear();
  presence.value = new Map();
});

onNews((news) => {
  if (news.is !== "presence" && news.is !== "snapshot") return;
  const next = new Map(presence.value);
  for (const user of news.is === "presence" ? news.users : news.presence) next.set(user.userId, user);
  presence.value = next;
});
