import { batch, computed, effect, signal, type Signal } from "@preact/signals";
import {
  Api,
  directConversation,
  LoggedOutError,
  peerOf,
  randomName,
  RefusedError,
  Session,
  UnreachableError,
  usualStore,
  type Conversation,
  type ConversationEvent,
  type Group,
  type Head,
  type LinkState,
  type Me,
  type NamedMember,
  type PendingSend,
  type Presence,
  type User,
} from "@parley/client";
import { Hub, type News } from "./hub.js";
import { kept, oneTabAtATime, SESSION_KEY, sessionStore } from "./storage.js";
import { Thread } from "./thread.js";

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

export interface Failed {
  send: PendingSend;
  code: string;
  detail: string;
}

type Person = Pick<User, "userId" | "name" | "displayName">;

const PREVIEWS_AT_ONCE = 4;
const MOST_PREVIEWS = 40;
const REFRESH_WATCHES_MS = 60_000;
const TOUCH_MS = 3_000;

export const session = new Session({ server: "", store: sessionStore, deviceName: deviceName(), lock: oneTabAtATime });
export const api = new Api(session);

export const phase = signal<"loading" | "out" | "in">("loading");
export const me = signal<Me | undefined>(undefined);
export const link = signal<LinkState>("stopped");
export const isOnline = signal(navigator.onLine);
export const chats = signal<ReadonlyMap<string, Chat>>(new Map());
export const areChatsLoaded = signal(false);
export const people = signal<ReadonlyMap<string, Person>>(new Map());
export const presence = signal<ReadonlyMap<string, Presence>>(new Map());
export const typing = signal<ReadonlyMap<string, ReadonlyMap<string, number>>>(new Map());
type Marks = ReadonlyMap<string, ReadonlyMap<string, number>>;
export const markers = signal<Marks>(new Map());
/** What has reached a device of the other in a direct chat. Not kept: it is heard of while this page is open. */
export const deliveries = signal<Marks>(new Map());
export const outbox = signal<readonly PendingSend[]>([]);
export const failed = signal<readonly Failed[]>([]);
export const current = signal<string | undefined>(conversationOfAddress());
export const notice = signal<string | undefined>(undefined);
/** For screen readers. */
export const announcement = signal("");

const threads = new Map<string, Thread>();
/** Said in this tab and not yet seen in the leading tab's outbox. */
const unsaved = new Map<string, PendingSend>();
let hub: Hub | undefined;

export const sorted = computed(() =>
  [...chats.value.values()].filter((chat) => chat.head.seq > 0 || chat.id === current.value).sort((a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0)),
);
export const unreadTotal = computed(() => sorted.value.reduce((sum, chat) => sum + chat.head.unread, 0));

effect(() => {
  const unread = unreadTotal.value;
  document.title = phase.value === "in" && unread > 0 ? `(${unread}) Parley` : "Parley";
});

// ---- coming and going

export async function boot(): Promise<void> {
  addEventListener("online", () => ((isOnline.value = true), hub?.ask({ is: "hurry" })));
  addEventListener("offline", () => (isOnline.value = false));
  addEventListener("popstate", () => (current.value = conversationOfAddress()));
  addEventListener("storage", ({ key, newValue }) => {
    if ((key === SESSION_KEY || key === null) && !newValue && phase.value === "in") location.reload();
    if (key === SESSION_KEY && newValue && phase.value === "out") location.reload();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hub?.ask({ is: "hurry" }));
  let touchedAt = 0;
  for (const sign of ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"]) {
    addEventListener(
      sign,
      () => {
        if (performance.now() - touchedAt < TOUCH_MS) return;
        touchedAt = performance.now();
        hub?.ask({ is: "touched" });
      },
      { passive: true, capture: true },
    );
  }
  setInterval(watchWhoIsShown, REFRESH_WATCHES_MS);
  effect(() => {
    // Whoever is in the list is watched.
    sorted.value;
    queueMicrotask(watchIfOthersAreShown);
  });
  if (await session.resume()) await enter();
  else phase.value = "out";
}

export async function logIn(name: string, password: string): Promise<void> {
  await session.login(name, password);
  await enter();
}

export async function register(name: string, password: string, displayName: string): Promise<void> {
  await session.register(name, password, displayName);
  await enter();
}

export async function logOut(): Promise<void> {
  await forgetDevice();
  try {
    await session.logout();
  } catch (away) {
    if (!(away instanceof UnreachableError)) throw away;
    // Forgotten here all the same; the server ends the tokens by themselves.
  }
  location.assign("/");
}

/** Shows what is there at once, and connects; a server that does not answer yet is waited for. */
async function enter(): Promise<void> {
  // Tokens from a broken storage may be anything: ids that are none lead nowhere.
  if (!/^[1-9][0-9]{0,18}$/.test(session.userId) || !/^[1-9][0-9]{0,18}$/.test(session.deviceId)) {
    await sessionStore.clear();
    phase.value = "out";
    return;
  }
  phase.value = "in";
  hub = new Hub(session, (news) => batch(() => hear(news)));
  void untilAnswered(async () => {
    me.value = await api.me();
    learnPeople([me.value]);
  });
  void loadChats();
}

/** Repeats what fails because the server is away; ends with the login. */
async function untilAnswered(work: () => Promise<void>): Promise<void> {
  for (let delayMs = 500; ; delayMs = Math.min(delayMs * 2, 15_000)) {
    try {
      await work();
      return;
    } catch (error) {
      if (error instanceof LoggedOutError) {
        await loggedOut();
        return;
      }
      if (!(error instanceof UnreachableError)) {
        show(error);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(delayMs, error.retryAfterMs)));
    }
  }
}

/** What was written and not sent does not stay behind for whoever logs in next. */
async function forgetDevice(): Promise<void> {
  hub?.close();
  hub = undefined;
  unsaved.clear();
  kept.forget("parley.draft.");
  const known = await sessionStore.load();
  if (known) await usualStore(`parley-${known.deviceId}`).clear();
}

export function takeOver(): void {
  hub?.takeOver();
}

async function loggedOut(): Promise<void> {
  if (phase.value === "out") return;
  await forgetDevice();
  await sessionStore.clear();
  batch(() => {
    // Whoever logs in next on this page may be someone else.
    threads.clear();
    chats.value = new Map();
    areChatsLoaded.value = false;
    people.value = new Map();
    asked.clear();
    presence.value = new Map();
    typing.value = new Map();
    markers.value = new Map();
    deliveries.value = new Map();
    outbox.value = [];
    failed.value = [];
    me.value = undefined;
    current.value = undefined;
    link.value = "stopped";
    watchedKey = "";
    phase.value = "out";
    notice.value = "You were logged out on this device.";
  });
}

/** Says what went wrong, in the server's words where it has some. */
export function show(error: unknown): void {
  if (error instanceof LoggedOutError) {
    void loggedOut();
    return;
  }
  notice.value = words(error);
}

export function words(error: unknown): string {
  if (error instanceof RefusedError && error.code === "bad_credentials") return "Name or password is wrong.";
  if (error instanceof RefusedError || error instanceof UnreachableError) return error.message;
  console.error(error);
  return "Something went wrong.";
}

// ---- news

function hear(news: News): void {
  switch (news.is) {
    case "leader":
      // The one before may have gone with what this tab had asked for.
      threads.forEach((thread) => thread.isLoaded && hub!.ask({ is: "open", conversationId: thread.id, after: thread.lastSeq }));
      unsaved.forEach((send) => hub!.ask({ is: "send", ...send }));
      watchWhoIsShown();
      break;
    case "snapshot":
      link.value = news.state;
      news.heads.forEach((head) => learnHead(head));
      hearOutbox(news.outbox);
      hearPresence(news.presence);
      break;
    case "state":
      link.value = news.state;
      if (news.state === "loggedOut") void loggedOut();
      if (news.state === "live") threads.forEach((thread) => thread.id === current.value && void loadMarkers(thread.id));
      break;
    case "event":
      threads.get(news.event.conversationId)?.take(news.event);
      break;
    case "head":
      learnHead(news.head, news.event);
      break;
    case "settled": {
      const { send, outcome } = news;
      unsaved.delete(send.clientMessageId);
      if (!outcome.sent) failed.value = [...failed.value, { send, code: outcome.code, detail: outcome.detail }];
      else void threads.get(send.conversationId)?.reach(outcome.seq);
      outbox.value = outbox.value.filter((one) => one.clientMessageId !== send.clientMessageId);
      break;
    }
    case "outbox":
      hearOutbox(news.outbox);
      break;
    case "receipt":
      mark(markers, news.conversationId, news.userId, news.readSeq);
      mark(deliveries, news.conversationId, news.userId, news.deliveredSeq);
      break;
    case "typing":
      hearTyping(news.conversationId, news.userId, news.expiresInMs);
      break;
    case "presence":
      hearPresence(news.users);
      break;
    case "trouble":
      notice.value = news.detail;
      break;
  }
}

function hearOutbox(sends: readonly PendingSend[]): void {
  sends.forEach((send) => unsaved.delete(send.clientMessageId));
  outbox.value = [...sends, ...unsaved.values()];
}

function hearPresence(users: readonly Presence[]): void {
  const next = new Map(presence.value);
  users.forEach((user) => next.set(user.userId, user));
  presence.value = next;
}

function hearTyping(conversationId: string, userId: string, expiresInMs: number): void {
  const until = performance.now() + expiresInMs;
  setTyping(conversationId, userId, until);
  setTimeout(() => {
    if ((typing.value.get(conversationId)?.get(userId) ?? 0) <= performance.now()) setTyping(conversationId, userId, undefined);
  }, expiresInMs + 50);
}

function setTyping(conversationId: string, userId: string, until: number | undefined): void {
  const before = typing.value.get(conversationId);
  if (until === undefined && !before?.has(userId)) return;
  const those = new Map(before);
  if (until === undefined) those.delete(userId);
  else those.set(userId, until);
  typing.value = new Map(typing.value).set(conversationId, those);
}

function mark(marks: Signal<Marks>, conversationId: string, userId: string, seq: number): void {
  const those = marks.value.get(conversationId);
  if ((those?.get(userId) ?? 0) >= seq) return;
  marks.value = new Map(marks.value).set(conversationId, new Map(those).set(userId, seq));
}

function learnHead(head: Head, event?: ConversationEvent): void {
  const before = chats.value.get(head.conversationId);
  const chat = before ?? newChat(head.conversationId);
  const next: Chat = { ...chat, head };
  if (event) {
    next.lastAt = event.sentAt;
    next.last = event;
    if (event.kind === "membership") {
      next.title = event.title;
      next.members = event.members.map((member) => ({ ...member, ...personOf(member.userId) }));
      event.members.forEach((member) => void findPerson(member.userId));
    }
    setTyping(head.conversationId, event.author, undefined);
    if (event.kind === "message" && event.author !== session.userId) void announce(next, event.text, event.author);
  }
  chats.value = new Map(chats.value).set(head.conversationId, next);
  if (!before && areChatsLoaded.value && head.seq > 0) void completeChat(head.conversationId);
  if (!event && areChatsLoaded.value && head.seq > (next.last?.seq ?? 0)) loadPreviewsSoon();
  void threads.get(head.conversationId)?.reach(head.seq);
}

// ---- chats

function newChat(id: string): Chat {
  const peerId = peerOf(id, session.userId);
  const title = peerId ? personOf(peerId).displayName : "";
  return { id, isGroup: !peerId, title, peerId, members: [], head: { conversationId: id, seq: 0, readSeq: 0, unread: 0 }, lastAt: "", last: undefined };
}

async function loadChats(): Promise<void> {
  await untilAnswered(async () => {
    const all = await api.allConversations();
    batch(() => {
      const next = new Map(chats.value);
      for (const one of all) next.set(one.conversationId, merged(next.get(one.conversationId), one));
      chats.value = next;
      areChatsLoaded.value = true;
    });
  });
  void loadPreviews();
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
    lastAt: known?.last ? known.lastAt : (lastAt ?? ""),
    last: known?.last,
  };
}

/** One that was not in the list when it was loaded. */
async function completeChat(id: string): Promise<void> {
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
  chats.value = new Map(chats.value).set(chat.id, { ...chat, title: group.title, members: group.members, lastAt });
}

function update(id: string, change: (chat: Chat) => Chat): void {
  const chat = chats.value.get(id);
  if (chat) chats.value = new Map(chats.value).set(id, change(chat));
}

let previewTimer: ReturnType<typeof setTimeout> | undefined;

/** After a reconnect heads tell that something was said, and not what. */
function loadPreviewsSoon(): void {
  clearTimeout(previewTimer);
  previewTimer = setTimeout(() => void loadPreviews(), 300);
}

async function loadPreviews(): Promise<void> {
  const ids = [...chats.value.values()]
    .filter((chat) => chat.head.seq > (chat.last?.seq ?? 0))
    .sort((a, b) => b.head.unread - a.head.unread || (a.lastAt < b.lastAt ? 1 : -1))
    .slice(0, MOST_PREVIEWS)
    .map((chat) => chat.id);
  const next = async (): Promise<void> => {
    for (let id = ids.shift(); id; id = ids.shift()) {
      const wanted = id;
      await untilAnswered(async () => {
        const last = (await api.history(wanted, { limit: 1 })).events.at(-1);
        if (last) update(wanted, (chat) => ((chat.last?.seq ?? 0) >= last.seq ? chat : { ...chat, last, lastAt: last.sentAt }));
      });
    }
  };
  await Promise.all(Array.from({ length: PREVIEWS_AT_ONCE }, next));
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
  if (!chats.value.has(id)) chats.value = new Map(chats.value).set(id, newChat(id));
  openChat(id);
}

/** What an address may name and nobody has said anything in. */
export function ensureChat(id: string): void {
  if (chats.value.has(id) || !areChatsLoaded.value) return;
  chats.value = new Map(chats.value).set(id, newChat(id));
  void completeChat(id);
}

export function threadOf(id: string): Thread {
  let thread = threads.get(id);
  if (!thread) {
    thread = new Thread(id, api, untilAnswered, (after) => hub?.ask({ is: "open", conversationId: id, after }));
    threads.set(id, thread);
    void thread.load();
    void loadMarkers(id);
  }
  return thread;
}

async function loadMarkers(id: string): Promise<void> {
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

// ---- people

function personOf(userId: string): Person {
  return people.value.get(userId) ?? { userId, name: "", displayName: "…" };
}

const asked = new Set<string>();

/** Who that is, looked up where it is not known; shows as dots until then. */
export function nameOf(userId: string): string {
  const person = people.value.get(userId);
  if (!person) queueMicrotask(() => void findPerson(userId));
  return person?.displayName || person?.name || "…";
}

async function findPerson(userId: string): Promise<void> {
  if (people.value.has(userId) || asked.has(userId)) return;
  asked.add(userId);
  await untilAnswered(async () => {
    try {
      learnPeople([await api.user(userId)]);
    } catch (refused) {
      if (!(refused instanceof RefusedError)) throw refused;
      learnPeople([{ userId, name: "", displayName: "Unknown user" }]);
    }
  });
}

export function learnPeople(more: readonly Person[]): void {
  const next = new Map(people.value);
  for (const { userId, name, displayName } of more) next.set(userId, { userId, name, displayName });
  people.value = next;
}

let watchedKey = "";

function watchIfOthersAreShown(): void {
  const key = `${current.value} ${sorted.value.slice(0, 80).map((chat) => chat.peerId)} ${chats.value.get(current.value ?? "")?.members.length}`;
  if (key === watchedKey) return;
  watchedKey = key;
  watchWhoIsShown();
}

function watchWhoIsShown(): void {
  const shown = new Set<string>();
  const open = chats.value.get(current.value ?? "");
  open?.members.slice(0, 100).forEach((member) => shown.add(member.userId));
  for (const chat of sorted.value.slice(0, 80)) if (chat.peerId) shown.add(chat.peerId);
  if (open?.peerId) shown.add(open.peerId);
  if (hub && shown.size) hub.ask({ is: "watch", userIds: [...shown] });
}

// ---- doing

export function send(conversationId: string, text: string): void {
  const one: PendingSend = { clientMessageId: randomName(), conversationId, text, afterSeq: -1 };
  unsaved.set(one.clientMessageId, one);
  outbox.value = [...outbox.value, one];
  hub?.ask({ is: "send", clientMessageId: one.clientMessageId, conversationId, text });
}

export function forgetFailed(clientMessageId: string): void {
  failed.value = failed.value.filter((one) => one.send.clientMessageId !== clientMessageId);
}

export function sendAgain({ send: old }: Failed): void {
  forgetFailed(old.clientMessageId);
  send(old.conversationId, old.text);
}

export function markRead(conversationId: string, seq: number): void {
  const chat = chats.value.get(conversationId);
  if (chat && seq > chat.head.readSeq) hub?.ask({ is: "read", conversationId, seq });
}

const typedAt = new Map<string, number>();

export function saysTyping(conversationId: string): void {
  const now = performance.now();
  if (now - (typedAt.get(conversationId) ?? -Infinity) < 3_500) return;
  typedAt.set(conversationId, now);
  hub?.ask({ is: "typing", conversationId });
}

export function setMute(conversationId: string, until: string): void {
  hub?.ask({ is: "mute", conversationId, until });
}

export const draftOf = (conversationId: string): string => kept.get(`parley.draft.${conversationId}`) ?? "";

export function keepDraft(conversationId: string, text: string): void {
  kept.set(`parley.draft.${conversationId}`, text || undefined);
}

// ---- telling

export const wantsNotifications: Signal<boolean> = signal(kept.get("parley.notify") === "yes");

export async function setNotifications(wanted: boolean): Promise<void> {
  if (wanted && "Notification" in window && (await Notification.requestPermission()) !== "granted") {
    notice.value = "The browser does not allow notifications for this page.";
    wanted = false;
  }
  wantsNotifications.value = wanted;
  kept.set("parley.notify", wanted ? "yes" : undefined);
}

async function announce(chat: Chat, text: string, author: string): Promise<void> {
  const muted = chat.head.mutedUntil;
  const isMuted = muted === "forever" || (muted !== undefined && Date.parse(muted) > Date.now());
  await findPerson(author);
  if (document.visibilityState === "visible") {
    if (chat.id !== current.value || !document.hasFocus()) announcement.value = `New message from ${nameOf(author)}`;
    return;
  }
  if (!wantsNotifications.value || isMuted || !hub?.leads || hub.isInUse || !("Notification" in window) || Notification.permission !== "granted") return;
  const title = chat.isGroup ? `${nameOf(author)} in ${chat.title}` : nameOf(author);
  const note = new Notification(title, { body: text.slice(0, 200), tag: chat.id, icon: "/favicon.svg" });
  note.onclick = () => {
    window.focus();
    openChat(chat.id);
    note.close();
  };
}

function conversationOfAddress(): string | undefined {
  return /^\/c\/(d\.[1-9]\d{0,18}\.[1-9]\d{0,18}|g\.[1-9]\d{0,18})$/.exec(location.pathname)?.[1];
}

function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox\//.test(agent) ? "Firefox" : /Edg\//.test(agent) ? "Edge" : /Chrome\//.test(agent) ? "Chrome" : /Safari\//.test(agent) ? "Safari" : "Browser";
  const system = /Android/.test(agent) ? "Android" : /iPhone|iPad/.test(agent) ? "iOS" : /Mac OS/.test(agent) ? "macOS" : /Windows/.test(agent) ? "Windows" : /Linux/.test(agent) ? "Linux" : "";
  return system ? `${browser} on ${system}` : browser;
}
