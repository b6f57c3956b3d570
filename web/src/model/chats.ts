import { batch, computed, effect, signal } from "@preact/signals";
import {
  directConversation,
  peerOf,
  type Conversation,
  type ConversationEvent,
  type Group,
  type Head,
  type NamedMember,
} from "@parley/client";
import { isConversationId } from "../notices.js";
import { api, phase, session, untilAnswered, whenIn, whenOut } from "./account.js";
import { ask, onNews } from "./connection.js";
import { isMixed, skeletonOf } from "./lookalikes.js";
import { findPerson, learnPeople, personOf, type Person } from "./people.js";

/** A line of the list of conversations. */
export interface Chat {
  id: string;
  isGroup: boolean;
  /** Of a group; of a direct conversation the other's display name. */
  title: string;
  /** The other user of a direct conversation; oneself in notes to self. */
  peerId: string | undefined;
  /** Of a group, empty where the user is no member any more. */
  members: NamedMember[];
  head: Head;
  lastAt: string;
  /** The newest event, as far as it is known. */
  last: ConversationEvent | undefined;
}

const PREVIEWS_AT_ONCE = 4;
const MOST_PREVIEWS = 40;
const PREVIEWS_AFTER_MS = 300;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const chats = signal<ReadonlyMap<string, Chat>>(new Map());
export const areChatsLoaded = signal(false);
/** The conversation that is open. */
export const current = signal<string | undefined>(conversationOfAddress());

export const sorted = computed(() =>
  [...chats.value.values()].filter((chat) => chat.head.seq > 0 || chat.id === current.value).sort((a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0)),
);
/** People whose names alone could be taken for somebody else's. */
export const lookalikes = computed(() => {
  const bySkeleton = new Map<string, string[]>();
  const found = new Set<string>();
  for (const { peerId } of sorted.value) {
    const person = peerId && peerId !== session.userId ? personOf(peerId) : undefined;
    if (!person?.name) continue;
    const skeleton = skeletonOf(person.displayName);
    bySkeleton.set(skeleton, [...(bySkeleton.get(skeleton) ?? []), person.userId]);
    if (isMixed(person.displayName)) found.add(person.userId);
  }
  for (const alike of bySkeleton.values()) if (alike.length > 1) alike.forEach((userId) => found.add(userId));
  return found;
});
export const unreadTotal = computed(() => sorted.value.reduce((sum, chat) => sum + chat.head.unread, 0));

effect(() => {
  const unread = unreadTotal.value;
  document.title = phase.value === "in" && unread > 0 ? `(${unread}) Parley` : "Parley";
});

// ---- which one is open

export function watchAddress(): void {
  addEventListener("popstate", () => (current.value = conversationOfAddress()));
}

function conversationOfAddress(): string | undefined {
  const id = /^\/c\/(.+)$/.exec(location.pathname)?.[1];
  return isConversationId(id) ? id : undefined;
}

export function openChat(id: string): void {
  if (current.value !== id) history.pushState(null, "", `/c/${id}`);
  current.value = id;
}

export function closeChat(): void {
  if (current.value) history.pushState(null, "", "/");
  current.value = undefined;
}

/** Opens the conversation with a person; it exists without anyone making it. */
export function talkTo(person: Person): void {
  learnPeople([person]);
  const id = directConversation(session.userId, person.userId);
  if (!chats.value.has(id)) put(newChat(id));
  openChat(id);
}

/** What an address may name and nobody has said anything in. */
export function ensureChat(id: string): void {
  if (chats.value.has(id) || !areChatsLoaded.value) return;
  put(newChat(id));
  void complete(id);
}

// ---- what is known of each

function newChat(id: string): Chat {
  const peerId = peerOf(id, session.userId);
  const title = peerId ? personOf(peerId).displayName : "";
  return { id, isGroup: !peerId, title, peerId, members: [], head: { conversationId: id, seq: 0, readSeq: 0, unread: 0 }, lastAt: "", last: undefined };
}

function put(chat: Chat): void {
  chats.value = new Map(chats.value).set(chat.id, chat);
}

function update(id: string, change: (chat: Chat) => Chat): void {
  const chat = chats.value.get(id);
  if (chat) put(change(chat));
}

async function load(): Promise<void> {
  moved.clear();
  await untilAnswered(async () => {
    const all = await api.allConversations();
    batch(() => {
      const next = new Map(chats.value);
      for (const one of all) next.set(one.conversationId, merged(next.get(one.conversationId), one));
      chats.value = next;
      areChatsLoaded.value = true;
    });
  });
  loadPreviews();
}

function merged(known: Chat | undefined, one: Conversation): Chat {
  if (one.peer) learnPeople([one.peer]);
  if (one.members) learnPeople(one.members);
  const { conversationId, kind, title, seq, readSeq, unread, leftSeq, mutedUntil, lastAt } = one;
  const told: Head = { conversationId, seq, readSeq, unread, ...(leftSeq === undefined ? {} : { leftSeq }), ...(mutedUntil === undefined ? {} : { mutedUntil }) };
  // The list is some seconds old at most; what the WebSocket said is exact.
  const head = known && known.head.seq >= seq ? known.head : told;
  return {
    id: conversationId,
    isGroup: kind === "group",
    title,
    peerId: one.peer?.userId,
    members: one.members ?? [],
    head,
    lastAt: known?.last && known.last.seq >= seq ? known.lastAt : (lastAt ?? known?.lastAt ?? ""),
    last: known?.last,
  };
}

/** One that was not in the list when it was loaded. */
async function complete(id: string): Promise<void> {
  const peerId = peerOf(id, session.userId);
  if (peerId) {
    await findPerson(peerId);
    update(id, (chat) => ({ ...chat, title: personOf(peerId).displayName }));
  } else {
    await untilAnswered(async () => learnGroup(await api.group(id)));
  }
}

export function learnGroup(group: Group): void {
  learnPeople(group.members);
  const chat = chats.value.get(group.conversationId) ?? newChat(group.conversationId);
  const lastAt = chat.lastAt || new Date().toISOString();
  put({ ...chat, title: group.title, members: group.members, lastAt });
}

function learnHead(head: Head, event?: ConversationEvent): void {
  const before = chats.value.get(head.conversationId);
  const next: Chat = { ...(before ?? newChat(head.conversationId)), head };
  if (event) {
    next.lastAt = event.sentAt;
    next.last = event;
    if (event.kind === "membership") {
      next.title = event.title;
      next.members = event.members.map((member) => ({ ...member, ...personOf(member.userId) }));
      event.members.forEach((member) => void findPerson(member.userId));
    }
  }
  put(next);
  if (!before && areChatsLoaded.value && head.seq > 0) void complete(head.conversationId);
  if (!event && areChatsLoaded.value && head.seq > (before?.head.seq ?? 0)) {
    moved.add(head.conversationId);
    catchUpSoon();
  }
}

// ---- what was said last in each

/** Those of which was told that something was said, and not what. */
const moved = new Set<string>();
let catchUpTimer: ReturnType<typeof setTimeout> | undefined;

/** After a reconnect. Where much was said, the list tells the place and time of all at once. */
function catchUpSoon(): void {
  clearTimeout(catchUpTimer);
  catchUpTimer = setTimeout(() => {
    if (moved.size > MOST_PREVIEWS) void load();
    else moved.forEach(wantPreview);
    moved.clear();
  }, PREVIEWS_AFTER_MS);
}

/** Of those that matter most. The others follow once they are in view. */
function loadPreviews(): void {
  [...chats.value.values()]
    .filter(lacksPreview)
    .sort((a, b) => b.head.unread - a.head.unread || (a.lastAt < b.lastAt ? 1 : -1))
    .slice(0, MOST_PREVIEWS)
    .forEach((chat) => wantPreview(chat.id));
}

export function lacksPreview(chat: Chat): boolean {
  return chat.head.seq > (chat.last?.seq ?? 0);
}

/** Asked for and not begun yet; at most as many as there are conversations. */
const wantedPreviews = new Set<string>();
let fetching = 0;
/** Those that are being fetched, and how far they had come when that began. */
const underWay = new Map<string, number>();

export function wantPreview(id: string): void {
  if (underWay.has(id) && underWay.get(id) === chats.value.get(id)?.head.seq) return;
  wantedPreviews.add(id);
  if (fetching < PREVIEWS_AT_ONCE) void fetchPreviews();
}

async function fetchPreviews(): Promise<void> {
  fetching++;
  for (const id of wantedPreviews) {
    wantedPreviews.delete(id);
    const wanted = chats.value.get(id);
    if (!wanted || !lacksPreview(wanted)) continue;
    underWay.set(id, wanted.head.seq);
    await untilAnswered(async () => {
      const last = (await api.history(id, { limit: 1 })).events.at(-1);
      if (last) update(id, (chat) => ((chat.last?.seq ?? 0) >= last.seq ? chat : { ...chat, last, lastAt: last.sentAt }));
    });
    underWay.delete(id);
  }
  fetching--;
}

export function markRead(conversationId: string, seq: number): void {
  const chat = chats.value.get(conversationId);
  if (chat && seq > chat.head.readSeq) ask({ is: "read", conversationId, seq });
}

export function setMute(conversationId: string, until: string): void {
  ask({ is: "mute", conversationId, until });
}

/** Counts the mutes that have ended, so that what is shown of them changes. */
const ended = signal(0);
let muteTimer: ReturnType<typeof setTimeout> | undefined;

/** Whether nothing of it rings now; a mute that has ended still stands in its head. */
export function isMuted({ head: { mutedUntil } }: Chat): boolean {
  ended.value;
  return mutedUntil === "forever" || (mutedUntil !== undefined && Date.parse(mutedUntil) > Date.now());
}

effect(() => {
  ended.value;
  clearTimeout(muteTimer);
  const now = Date.now();
  let next = Infinity;
  for (const { head } of chats.value.values()) {
    const until = Date.parse(head.mutedUntil ?? "");
    if (until > now && until < next) next = until;
  }
  if (next < Infinity) muteTimer = setTimeout(() => ended.value++, Math.min(next - now + 1, LONGEST_TIMER_MS));
});

whenIn(() => void load());

whenOut(() => {
  clearTimeout(catchUpTimer);
  moved.clear();
  wantedPreviews.clear();
  chats.value = new Map();
  areChatsLoaded.value = false;
  current.value = undefined;
});

onNews((news) => {
  if (news.is === "snapshot") news.heads.forEach((head) => learnHead(head));
  if (news.is === "head") learnHead(news.head, news.event);
});
