// The service worker: shows what is pushed while Parley is not open, takes back what was read elsewhere, and opens the
// conversation on a click. Nothing else; pages come from the server.
import { insistsOnShowing, isNews, isOver, quietWords, readNotice, readStanding, remember, wordsOf, type Notice, type OpenLetter, type Standing } from "./notices.js";

declare const self: ServiceWorkerGlobalScope;

/** No conversation is called so. */
const QUIET = "quiet";

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// One after the other: a ring and its withdrawal may come at once.
let last: Promise<unknown> = Promise.resolve();

self.addEventListener("push", (event) => {
  const notice = readNotice(json(event.data));
  last = last
    .then(() => (notice ? take(notice) : false))
    .catch((bug) => console.error("parley", bug))
    .then((isShown) => (isShown || !insistsOnShowing(navigator.userAgent) ? undefined : showAndClose(notice?.badge)))
    .catch((forbidden) => console.warn("parley", forbidden));
  event.waitUntil(last);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const standing = readStanding(event.notification.data);
  event.waitUntil(open(standing?.conversationId));
});

self.addEventListener("pushsubscriptionchange", () => {
  // Only a page has the login by which the new one is registered; one that is opened later does it by itself.
  void self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => pages[0]?.postMessage({ is: "subscribe" }));
});

function json(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined; // Not ours.
  }
}

/** True if something was shown. */
async function take(notice: Notice): Promise<boolean> {
  let isShown = false;
  const badge = setBadge(notice.badge);
  const standing = (await self.registration.getNotifications({ tag: notice.conversationId })).map((note) => ({ note, of: readStanding(note.data) }));
  if (notice.type === "withdraw") {
    standing.forEach(({ note, of }) => of && isOver(of, notice.conversationId, notice.seq) && note.close());
    const withdrawn = await recall();
    await keep(remember(withdrawn, notice));
  } else if (isNews(notice, standing.flatMap(({ of }) => of ?? []), await recall()) && !(await isSeen(notice.conversationId))) {
    const { title, body } = wordsOf(notice);
    const data: Standing = { conversationId: notice.conversationId, seq: notice.seq };
    // A message that follows another one rings again.
    const options = { body, tag: notice.conversationId, renotify: true, data, icon: "/icon-192.png", badge: "/icon-192.png" };
    await self.registration.showNotification(title, options);
    isShown = true;
  }
  await badge;
  return isShown;
}

/** For browsers that insist: it makes no sound, and is gone at once. */
async function showAndClose(badge: number | undefined): Promise<void> {
  const { title, body } = quietWords(badge);
  await self.registration.showNotification(title, { body, tag: QUIET, silent: true, icon: "/icon-192.png", badge: "/icon-192.png" });
  (await self.registration.getNotifications({ tag: QUIET })).forEach((note) => note.close());
}

/** A page in front that shows the conversation has said it already. */
async function isSeen(conversationId: string): Promise<boolean> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.some((page) => page.focused && new URL(page.url).pathname === `/c/${conversationId}`);
}

async function open(conversationId: string | undefined): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.focused) ?? pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (!page) {
    await self.clients.openWindow(conversationId ? `/c/${conversationId}` : "/");
    return;
  }
  if (conversationId) page.postMessage({ is: "open", conversationId } satisfies OpenLetter);
  await page.focus();
}

async function setBadge(count: number): Promise<void> {
  // Missing where a page can't be installed.
  await (count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => undefined);
}

// ---- what a worker that was ended in between remembers

const NAME = "parley-push";
const KEY = "withdrawn";
/** Where nothing can be stored: as long as the worker lives. */
let inMemory: ReadonlyMap<string, number> = new Map();

async function use<T>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction("kept", mode);
      const request = work(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

async function recall(): Promise<ReadonlyMap<string, number>> {
  try {
    const kept: unknown = await use("readonly", (store) => store.get(KEY));
    return kept instanceof Map ? kept : inMemory;
  } catch (forbidden) {
    console.warn("parley", forbidden);
    return inMemory;
  }
}

async function keep(withdrawn: ReadonlyMap<string, number>): Promise<void> {
  inMemory = withdrawn;
  try {
    await use("readwrite", (store) => store.put(withdrawn, KEY));
  } catch (forbidden) {
    console.warn("parley", forbidden);
  }
}
