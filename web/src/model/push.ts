import { signal } from "@preact/signals";
import { RefusedError } from "@parley/client";
import { isConversationId, type OpenLetter } from "../notices.js";
import workerUrl from "../push-worker.ts?worker&url";
import { api, phase, untilAnswered, whenOut } from "./account.js";
import { openChat } from "./chats.js";

/** Why this device is rung only while a page is open; undefined if it is always, or not known yet. */
export const pushTrouble = signal<string | undefined>(undefined);

// Missing on pages without TLS.
const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;

/** Starts the worker where there is none. Undefined where browsers have none, or don't allow one. */
export async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    await container?.register(workerUrl, { scope: "/", type: import.meta.env.DEV ? "module" : "classic", updateViaCache: "none" });
    return await container?.ready;
  } catch (forbidden) {
    console.warn("parley", forbidden);
    return undefined;
  }
}

/** The worker if there is one. */
async function runningWorker(): Promise<ServiceWorkerRegistration | undefined> {
  return container?.getRegistration("/");
}

let round = 0;
let turn: Promise<void> = Promise.resolve();

/** One after the other, and only the last word counts: an address that is on its way must not arrive after it was taken back. */
function inTurn(work: (isWanted: () => boolean) => Promise<void>): Promise<void> {
  const mine = ++round;
  turn = turn.catch(() => undefined).then(() => work(() => mine === round));
  return turn;
}

/**
 * Makes the server ring this device through the browser's push service. To be called after each login, and each time the
 * page is opened: a browser may have given the device a new address meanwhile, the server may have a new key.
 */
export function startPush(): Promise<void> {
  return inTurn(registerDevice);
}

async function registerDevice(isWanted: () => boolean): Promise<void> {
  const manager = (await worker())?.pushManager;
  if (!manager) {
    pushTrouble.value = "This browser rings only while Parley is open.";
    return;
  }
  await untilAnswered(async () => {
    if (!isWanted()) return;
    try {
      const { endpoint, keys } = (await subscribe(manager, await api.vapidKey())).toJSON();
      if (!isWanted()) return;
      await api.setPushAddress({ provider: "webpush", endpoint, keys });
      pushTrouble.value = undefined;
    } catch (failed) {
      if (failed instanceof RefusedError) {
        pushTrouble.value = failed.code === "push_provider_off" ? "This server rings only while Parley is open." : failed.message;
      } else if (failed instanceof DOMException) {
        console.warn("parley", failed);
        pushTrouble.value = "The browser's push service does not answer, so it rings only while Parley is open.";
      } else {
        throw failed;
      }
    }
  });
}

/** With the server's key: what was subscribed with another one rings no more. */
async function subscribe(manager: PushManager, key: string): Promise<PushSubscription> {
  const wanted = bytesOf(key);
  const known = await manager.getSubscription();
  if (known) {
    const its = known.options.applicationServerKey;
    if (its && isSame(new Uint8Array(its), wanted)) return known;
    await known.unsubscribe();
  }
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: wanted });
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

export function stopPush(): Promise<void> {
  pushTrouble.value = undefined;
  return inTurn(async () => {
    await untilAnswered(() => api.removePushAddress());
    await unsubscribe();
  });
}

async function unsubscribe(): Promise<void> {
  const registration = await runningWorker();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Those that stand, of one conversation or of all. */
export async function standing(tag?: string): Promise<Notification[]> {
  return (await runningWorker())?.getNotifications(tag === undefined ? {} : { tag }) ?? [];
}

export function listenToWorker(): void {
  container?.addEventListener("message", ({ data }: MessageEvent<OpenLetter | { is: "subscribe" }>) => {
    if (phase.value !== "in") return;
    if (data?.is === "open" && isConversationId(data.conversationId)) openChat(data.conversationId);
    if (data?.is === "subscribe") void startPush();
  });
  container?.startMessages();
}

// The server forgets the address by itself.
whenOut(async () => {
  pushTrouble.value = undefined;
  // Not waited for: it may be one of the turns before that found out.
  inTurn(unsubscribe).catch((failed: unknown) => console.warn("parley", failed));
  (await standing()).forEach((note) => note.close());
});
