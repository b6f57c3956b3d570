import type { Following } from "./conversations.js";
import type { Session } from "./session.js";
import type { SyncSettings } from "./settings.js";
import type { ClientStore } from "./store.js";

/** As much of a WebSocket as is used. `ping` and its answer are there outside of browsers. */
export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  ping?(): void;
  on?(event: "pong", listener: () => void): unknown;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
}

export interface ClientOptions {
  session: Session;
  /** IndexedDB in browsers, memory elsewhere. */
  store?: ClientStore;
  /** The global one if left out, which Node has from 22 on. */
  WebSocket?: new (url: string, protocols: string[]) => Socket;
  following?: Following;
  settings?: Partial<SyncSettings>;
  /** Calls back after that time, and returns how to call it off. Browsers slow the usual timers of hidden pages down. */
  timer?: (callback: () => void, delayMs: number) => () => void;
  random?: () => number;
}
