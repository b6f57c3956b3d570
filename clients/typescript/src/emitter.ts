import type { Outcome } from "./core.js";
import type { ConversationEvent, Head, Presence } from "./frames.js";
import type { LinkState } from "./link.js";
import type { PendingSend } from "./outbox.js";

/** What a client says, by name. */
export interface ClientEvents {
  /** Of a followed conversation: each once, in the order of seq, without a gap. */
  event: ConversationEvent;
  /** What is known of a conversation changed, by `event` where that was one. */
  head: { head: Head; event?: ConversationEvent };
  settled: { send: PendingSend; outcome: Outcome };
  /** What waits for an answer, oldest first, whenever it changed. */
  outbox: PendingSend[];
  /**
   * Someone else has read, or a device of theirs has what was written to them alone; 0 where it says nothing. May come
   * again, and after a greater one: the greatest of each counts. What is read was delivered too.
   */
  receipt: { conversationId: string; userId: string; readSeq: number; deliveredSeq: number };
  /** Someone else is writing; show it that long, or until a message of theirs comes. */
  typing: { conversationId: string; userId: string; expiresInMs: number };
  presence: Presence[];
  state: LinkState;
  pullRefused: { conversationId: string; code: string };
  /** Something failed that the client lives with: storage that does not take anything, a request that was refused. */
  trouble: unknown;
}

/** Tells listeners what happens. */
export class Emitter {
  private readonly listeners = new Map<keyof ClientEvents, Set<(value: any) => void>>();

  /** Returns how to take the listener away again. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void {
    let all = this.listeners.get(name);
    if (!all) this.listeners.set(name, (all = new Set()));
    all.add(listener);
    return () => all.delete(listener);
  }

  tell<Name extends keyof ClientEvents>(name: Name, value: ClientEvents[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        listener(value);
      } catch (bug) {
        // Not ours: it must not break what the client promises to others.
        queueMicrotask(() => {
          throw bug;
        });
      }
    }
  }

  /**
   * The same as a sequence that ends when `hasEnded` says so after a change of the state. It listens from now on, until it is
   * ended; what comes while nobody asks is kept.
   */
  stream<Name extends keyof ClientEvents>(name: Name, hasEnded: () => boolean): AsyncGenerator<ClientEvents[Name], void> {
    const kept: Array<ClientEvents[Name]> = [];
    let isOver = false;
    let wake: () => void = () => undefined;
    const off = this.on(name, (value) => {
      kept.push(value);
      wake();
    });
    const offState = this.on("state", () => wake());
    const end = () => {
      isOver = true;
      off();
      offState();
      wake();
    };
    const stream = (async function* () {
      try {
        while (!isOver) {
          if (kept.length) yield kept.shift()!;
          else if (hasEnded()) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        end();
      }
    })();
    // A generator that was asked for nothing yet ends without its finally; one that waits would end with what it waits for.
    const { return: giveBack, throw: fail } = stream;
    stream.return = (value) => (end(), giveBack.call(stream, value));
    stream.throw = (error) => (end(), fail.call(stream, error));
    return stream;
  }
}
