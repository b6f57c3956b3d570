import { batch, signal } from "@preact/signals";
import { usualStore, type LinkState } from "@parley/client";
import { Hub, type Command, type News } from "../hub.js";
import { sessionStore } from "../storage.js";
import { loggedOut, notice, session, whenIn, whenOut } from "./account.js";

const TOUCH_MS = 3_000;
const SIGNS_OF_USE = ["pointerdown", "pointermove", "keydown", "touchstart", "wheel"];

export const link = signal<LinkState>("stopped");
export const isOnline = signal(navigator.onLine);

let hub: Hub | undefined;
const listeners: Array<(news: News) => void> = [];

/** What comes is heard by everyone in the order in which they asked, before anything is shown. */
export function onNews(hear: (news: News) => void): void {
  listeners.push(hear);
}

/** Nothing happens where nobody is logged in. */
export function ask(command: Command): void {
  hub?.ask(command);
}

export function takeOver(): void {
  hub?.takeOver();
}

/** True in the one tab that holds the connection. */
export function leads(): boolean {
  return hub?.leads === true;
}

/** In the leading tab: whether the user has just done something in any of them. */
export function isInUse(): boolean {
  return hub?.isInUse === true;
}

export function watchBrowser(): void {
  addEventListener("online", () => ((isOnline.value = true), ask({ is: "hurry" })));
  addEventListener("offline", () => (isOnline.value = false));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask({ is: "hurry" }));
  let touchedAt = -Infinity;
  const touch = () => {
    if (performance.now() - touchedAt < TOUCH_MS) return;
    touchedAt = performance.now();
    ask({ is: "touched" });
  };
  for (const sign of SIGNS_OF_USE) addEventListener(sign, touch, { passive: true, capture: true });
}

whenIn(() => {
  hub = new Hub(session, (news) => batch(() => listeners.forEach((hear) => hear(news))));
});

whenOut(async () => {
  hub?.close();
  hub = undefined;
  link.value = "stopped";
  // What was written and not sent does not stay behind.
  const known = await sessionStore.load();
  if (known) await usualStore(`parley-${known.deviceId}`).clear();
});

onNews((news) => {
  if (news.is === "snapshot" || news.is === "state") link.value = news.state;
  if (news.is === "state" && news.state === "loggedOut") void loggedOut();
  if (news.is === "trouble") notice.value = news.detail;
});
