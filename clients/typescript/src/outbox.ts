import type { Send } from "./frames.js";
import { delayMs } from "./patience.js";
import type { SyncSettings } from "./settings.js";

/** A send without an answer. Its four fields never change once it was tried. */
export interface PendingSend {
  clientMessageId: string;
  conversationId: string;
  text: string;
  /** The last seq known when it was first tried, which tells the server how far back a duplicate can lie; -1 before. */
  afterSeq: number;
}

export const NOT_TRIED = -1;

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
const MAX_PATIENCE_MS = 60_000;
/** So many repetitions without a frame from the server: the connection is worth nothing. */
const REPETITIONS_BEFORE_RECONNECT = 3;

interface Pending {
  send: PendingSend;
  written: boolean;
  /** While written, when the answer counts as lost; otherwise, when it may go out. */
  untilMs: number;
  writesOnThisConnection: number;
  failures: number;
}

/**
 * Sends on their way, each kept until its answer. The same four fields go out every time. Inside a conversation a send
 * never passes one that stands before it.
 */
export class Outbox {
  private readonly byName = new Map<string, Pending>();
  private readonly queues = new Map<string, Pending[]>();
  private pausedUntilMs = -Infinity;
  private inFlight = 0;

  constructor(
    private readonly settings: SyncSettings,
    stored: readonly PendingSend[],
  ) {
    stored.forEach((send) => this.add(send));
  }

  get isFull(): boolean {
    return this.byName.size >= this.settings.maxPending;
  }

  /** A name that is there already is not added again. */
  add(send: PendingSend): void {
    if (this.byName.has(send.clientMessageId)) return;
    const pending = { send, written: false, untilMs: -Infinity, writesOnThisConnection: 0, failures: 0 };
    this.byName.set(send.clientMessageId, pending);
    const queue = this.queues.get(send.conversationId);
    if (queue) queue.push(pending);
    else this.queues.set(send.conversationId, [pending]);
  }

  has(clientMessageId: string): boolean {
    return this.byName.has(clientMessageId);
  }

  /** In the order in which they were added. */
  pending(): PendingSend[] {
    return [...this.byName.values()].map((pending) => pending.send);
  }

  /** Its answer came. Undefined if it is not, or no longer, in this outbox. */
  settle(conversationId: string | undefined, clientMessageId: string): PendingSend | undefined {
    const pending = this.byName.get(clientMessageId);
    if (!pending || (conversationId !== undefined && pending.send.conversationId !== conversationId)) return undefined;
    this.byName.delete(clientMessageId);
    this.takeBack(pending);
    const queue = this.queues.get(pending.send.conversationId)!.filter((one) => one !== pending);
    if (queue.length) this.queues.set(pending.send.conversationId, queue);
    else this.queues.delete(pending.send.conversationId);
    return pending.send;
  }

  /**
   * The server could not take it now. Nothing else goes out before it may come again: what hinders one hinders all.
   *
   * @param retryAfterMs as the server said, undefined if it did not
   */
  postpone(clientMessageId: string, nowMs: number, retryAfterMs: number | undefined): void {
    const pending = this.byName.get(clientMessageId);
    if (!pending) return;
    this.takeBack(pending);
    pending.failures++;
    pending.untilMs = nowMs + (retryAfterMs ?? delayMs(FIRST_RETRY_MS, pending.failures, MAX_RETRY_MS));
    this.pause(pending.untilMs);
  }

  pause(untilMs: number): void {
    this.pausedUntilMs = Math.max(this.pausedUntilMs, untilMs);
  }

  forgetConnection(): void {
    for (const pending of this.byName.values()) {
      this.takeBack(pending);
      pending.untilMs = -Infinity;
      pending.writesOnThisConnection = 0;
    }
    this.pausedUntilMs = -Infinity;
  }

  /**
   * What is to be written now; it counts as written.
   *
   * @param lastKnownSeq of a conversation, for those that were never tried
   */
  due(nowMs: number, lastKnownSeq: (conversationId: string) => number): PendingSend[] {
    const due: PendingSend[] = [];
    if (nowMs < this.pausedUntilMs) return due;
    for (const queue of this.queues.values()) {
      for (const pending of queue.slice(0, this.settings.sendsPerConversation)) {
        if (!pending.written && this.inFlight >= this.settings.sendsInFlight) break;
        if (pending.untilMs <= nowMs) {
          this.write(pending, nowMs, lastKnownSeq);
          due.push(pending.send);
        } else if (!pending.written) {
          break;
        }
      }
    }
    return due;
  }

  private write(pending: Pending, nowMs: number, lastKnownSeq: (conversationId: string) => number): void {
    if (pending.send.afterSeq === NOT_TRIED) {
      pending.send = { ...pending.send, afterSeq: lastKnownSeq(pending.send.conversationId) };
    }
    if (!pending.written) {
      this.inFlight++;
      pending.written = true;
    }
    pending.writesOnThisConnection++;
    pending.untilMs = nowMs + delayMs(this.settings.answerTimeoutMs, pending.writesOnThisConnection, MAX_PATIENCE_MS);
  }

  /** When [due] has something to do next, given that nothing comes from outside; Infinity if nothing then. */
  dueAtMs(): number {
    let due = Infinity;
    for (const queue of this.queues.values()) {
      for (const pending of queue.slice(0, this.settings.sendsPerConversation)) {
        if (pending.written || this.inFlight < this.settings.sendsInFlight) {
          due = Math.min(due, Math.max(this.pausedUntilMs, pending.untilMs));
        }
      }
    }
    return due;
  }

  /** The server has been asked again and again; it is time to doubt the connection if it was silent meanwhile. */
  get isUnanswered(): boolean {
    return [...this.byName.values()].some((pending) => pending.writesOnThisConnection > REPETITIONS_BEFORE_RECONNECT);
  }

  private takeBack(pending: Pending): void {
    if (pending.written) {
      pending.written = false;
      this.inFlight--;
    }
  }
}

export function sendFrame(send: PendingSend): Send {
  return { type: "send", ...send };
}
