import { effect, signal } from "@preact/signals";
import { isOver, readStanding, wordsOf, type Standing } from "../notices.js";
import { kept } from "../storage.js";
import { notice, phase, session, whenOut } from "./account.js";
import { chats, current, isMuted, openChat, unreadTotal, type Chat } from "./chats.js";
import { isInUse, leads, onNews } from "./connection.js";
import { findPerson, nameOf } from "./people.js";
import { listenToWorker, standing, startPush, stopPush, worker } from "./push.js";
import { settings } from "./settings.js";

const KEY = "parley.notify";
const YES = "yes";
const SPOKEN_CHARS = 200;

/** For screen readers. */
export const announcement = signal("");

/** Of this device. */
export const wantsNotifications = signal(kept.get(KEY) === YES);

export function listenForNotifications(): void {
  listenToWorker();
  addEventListener("storage", ({ key, newValue }) => key === KEY && (wantsNotifications.value = newValue === YES));
  effect(() => {
    if (phase.value === "in") setBadge(unreadTotal.value);
  });
}

/** Asks the browser, which asks the user; both may say no. */
export async function setNotifications(wanted: boolean): Promise<void> {
  if (wanted && (!("Notification" in window) || (await Notification.requestPermission()) !== "granted")) {
    notice.value = "The browser does not allow notifications for this page.";
    wanted = false;
  }
  wantsNotifications.value = wanted;
  kept.set(KEY, wanted ? YES : undefined);
  await (wanted ? startPush() : stopPush());
}

const mayNotify = (): boolean => wantsNotifications.value && "Notification" in window && Notification.permission === "granted";

function setBadge(count: number): void {
  // Missing where a page can't be installed; not allowed where it is not.
  (count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => undefined);
}

/** A message of someone else has come while this page is open. */
async function announce(chat: Chat, seq: number, author: string, text: string): Promise<void> {
  await findPerson(author);
  if (document.visibilityState === "visible") {
    const isSeen = chat.id === current.value && document.hasFocus();
    announcement.value = isSeen ? `${nameOf(author)}: ${text.slice(0, SPOKEN_CHARS)}` : `New message from ${nameOf(author)}`;
    return;
  }
  if (!mayNotify() || isMuted(chat) || !leads() || isInUse()) return;
  const sender = chat.isGroup ? `${nameOf(author)} in ${chat.title}` : nameOf(author);
  const { title, body } = wordsOf({ unread: chat.head.unread, ...(settings.value?.pushPreview ? { sender, text: text.slice(0, 200) } : {}) });
  const options: NotificationOptions = { body, tag: chat.id, icon: "/icon-192.png", data: { conversationId: chat.id, seq } satisfies Standing };
  // The same that a push shows, so that one takes the place of the other; phones know no notifications but these.
  const registration = await worker();
  if (registration) {
    await registration.showNotification(title, options);
    return;
  }
  const note = new Notification(title, options);
  note.onclick = () => {
    window.focus();
    openChat(chat.id);
    note.close();
  };
}

async function withdraw(conversationId: string, readSeq: number): Promise<void> {
  for (const note of await standing(conversationId)) {
    const of = readStanding(note.data);
    if (of && isOver(of, conversationId, readSeq)) note.close();
  }
}

whenOut(() => {
  wantsNotifications.value = false;
  kept.set(KEY, undefined);
  setBadge(0);
});

onNews((news) => {
  if (news.is === "leader" && leads() && mayNotify()) void startPush();
  if (news.is !== "head") return;
  const { head, event } = news;
  const chat = chats.value.get(head.conversationId);
  if (chat && event?.kind === "message" && event.author !== session.userId) void announce(chat, event.seq, event.author, event.text);
  else if (head.readSeq > 0 && mayNotify() && leads()) void withdraw(head.conversationId, head.readSeq);
});
