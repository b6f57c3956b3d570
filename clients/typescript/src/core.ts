import type { Position } from "./conversation.js";
import { Conversations, type Following } from "./conversations.js";
import type { ClientFrame, ConversationEvent, ErrorFrame, Head, Presence, ServerFrame, Welcome } from "./frames.js";
import { NOT_TRIED, Outbox, sendFrame, type PendingSend } from "./outbox.js";
import type { SyncSettings } from "./settings.js";
import { textProblem } from "./text.js";
import { Watched } from "./watched.js";

/** What a device remembers between runs. One value: the cursor is only right together with these conversations. */
export interface Positions {
  cursor?: string;
  conversations: Position[];
}

/** What became of a send. */
export type Outcome =
  /** It is durable, in order and on its way to everyone. */
  | { sent: true; seq: number; messageId: string }
  /** It will never be sent. `code` is from the table of codes, or `outbox_full`. */
  | { sent: false; code: string; detail: string };

/** What happens to a [ClientCore]. */
export type Input =
  /** A frame on the one current connection. Frames of a connection that was given up must not be passed on. */
  | { is: "received"; frame: ServerFrame }
  /** The current connection is gone. The next one begins with its welcome. */
  | { is: "disconnected" }
  /** The application says something, under a name of 1 to 64 printable ASCII characters that this user never used before. */
  | { is: "send"; clientMessageId: string; conversationId: string; text: string }
  /** The application wants the events, and has those up to `after` from elsewhere; otherwise on from where this device stopped. */
  | { is: "open"; conversationId: string; after?: number }
  /** The application no longer wants them; the head is kept up to date all the same. */
  | { is: "close"; conversationId: string }
  | { is: "read"; conversationId: string; seq: number }
  /** A time in UTC, `forever`, or empty for no mute. */
  | { is: "mute"; conversationId: string; until: string }
  | { is: "watch"; userIds: readonly string[] }
  | { is: "unwatch"; userIds: readonly string[] }
  /** All heads, as asked for by `loadHeads`. */
  | { is: "headsLoaded"; heads: readonly Head[] }
  /** Nothing was heard for long: something that is answered should go out. */
  | { is: "probe" }
  /** The application is about to go: what is being gathered goes out now. */
  | { is: "leaving" }
  /** Time has passed. */
  | { is: "tick" };

/** What a [ClientCore] wants done, in this order. */
export type Action =
  /** Write the frame to the current connection. */
  | { do: "write"; frame: ClientFrame }
  /** Store the outbox before going on: a send may reach the server only after its four fields are safe. */
  | { do: "saveOutbox" }
  /** Give the event to the application: each once, in the order of seq, without a gap. */
  | { do: "deliver"; event: ConversationEvent }
  /** A head changed, by `event` where that was one; the event is not handed over by this. */
  | { do: "head"; head: Head; event?: ConversationEvent }
  | { do: "settled"; send: PendingSend; outcome: Outcome }
  /** Someone else has read. May come again, and after a greater one. */
  | { do: "receipt"; conversationId: string; userId: string; readSeq: number; deliveredSeq: number }
  | { do: "typing"; conversationId: string; userId: string; expiresInMs: number }
  /** How it stands with users that are watched. */
  | { do: "presence"; users: Presence[] }
  /** What is lacking in the conversation can't be had, until something new happens there. */
  | { do: "pullRefused"; conversationId: string; code: string }
  /** The welcome left heads out: get all of them from the list of conversations. */
  | { do: "loadHeads" }
  /** The connection takes sends and answers none: get another. */
  | { do: "reconnect" };

const ACK_DELAY_MS = 500;

/**
 * What a device knows and what it does next: state and an input give actions. No clock, timers, sockets or storage
 * inside, and the same inputs give the same actions.
 *
 * Promises, whatever comes in, in whatever order and however often, on connections that break anywhere:
 * - every event of a followed conversation is handed over once, in the order of seq, without a gap;
 * - every send is settled with what became of its one event, or why there is none, and its four fields never change;
 * - sends of one conversation are first tried in the order given (see `sendsPerConversation`).
 *
 * Times are milliseconds of any clock that never goes back.
 */
export class ClientCore {
  private readonly conversations: Conversations;
  private readonly outbox_: Outbox;
  private readonly watched = new Watched();
  private cursor_: string | undefined;
  private live = false;
  private outboxChanged = false;
  private ackAtMs = Infinity;
  private heardAtMs = -Infinity;
  private probes = 0;

  /**
   * @param stored what this device remembered, if it did
   * @param pending the sends that had no answer yet
   */
  constructor(
    private readonly self: string,
    following: Following,
    private readonly settings: SyncSettings,
    stored?: Positions,
    pending: readonly PendingSend[] = [],
  ) {
    this.cursor_ = stored?.cursor;
    this.conversations = new Conversations(self, following, settings, stored?.conversations ?? []);
    this.outbox_ = new Outbox(settings, pending);
  }

  /** What hello says. */
  get cursor(): string | undefined {
    return this.cursor_;
  }

  positions(): Positions {
    const conversations = this.conversations.positions();
    return this.cursor_ === undefined ? { conversations } : { cursor: this.cursor_, conversations };
  }

  /** Sends without an answer, oldest first. */
  outbox(): PendingSend[] {
    return this.outbox_.pending();
  }

  /** Of all conversations, in no particular order. */
  heads(): Head[] {
    return this.conversations.heads();
  }

  head(conversationId: string): Head {
    return this.conversations.head(conversationId);
  }

  /** Last seq handed over, -1 if none ever. */
  handed(conversationId: string): number {
    return this.conversations.handed(conversationId);
  }

  /** When to come with a tick unless something else happens before; Infinity for never. */
  dueAtMs(): number {
    return this.live ? Math.min(this.ackAtMs, this.outbox_.dueAtMs(), this.conversations.dueAtMs()) : Infinity;
  }

  /** @param nowMs never less than the time before */
  apply(input: Input, nowMs: number): Action[] {
    const actions: Action[] = [];
    const { conversations, watched } = this;
    switch (input.is) {
      case "received":
        this.received(input.frame, nowMs, actions);
        break;
      case "send":
        this.send(input, actions);
        break;
      case "open":
        conversations.open(input.conversationId, input.after);
        break;
      case "close":
        conversations.close(input.conversationId);
        break;
      case "read":
        conversations.read(input.conversationId, input.seq, actions);
        break;
      case "mute":
        conversations.mute(input.conversationId, input.until, actions);
        break;
      case "watch":
        watched.add(input.userIds);
        break;
      case "unwatch":
        watched.remove(input.userIds);
        break;
      case "headsLoaded":
        conversations.loaded(input.heads, actions);
        break;
      case "disconnected":
        this.live = false;
        this.forgetConnection();
        break;
      case "probe":
        if (this.live) actions.push({ do: "write", frame: { type: "pull", limit: 1, ...conversations.probe(`probe-${++this.probes}`) } });
        break;
      case "leaving":
        conversations.hurry();
        if (this.ackAtMs !== Infinity) this.ackAtMs = nowMs;
        break;
      case "tick":
        break;
    }
    const due = this.live ? this.outbox_.due(nowMs, (id) => conversations.head(id).seq) : [];
    if (this.outboxChanged || due.length) {
      this.outboxChanged = false;
      actions.push({ do: "saveOutbox" });
    }
    for (const send of due) actions.push({ do: "write", frame: sendFrame(send) });
    if (this.live) this.write(nowMs, actions);
    return actions;
  }

  private send(input: Extract<Input, { is: "send" }>, actions: Action[]): void {
    const { clientMessageId, conversationId, text } = input;
    if (this.outbox_.has(clientMessageId)) return;
    const send = { clientMessageId, conversationId, text, afterSeq: NOT_TRIED };
    const problem = textProblem(text);
    if (problem) {
      actions.push({ do: "settled", send, outcome: { sent: false, ...problem } });
    } else if (this.outbox_.isFull) {
      actions.push({ do: "settled", send, outcome: { sent: false, code: "outbox_full", detail: "Too many sends are pending already." } });
    } else {
      this.outbox_.add(send);
      this.outboxChanged = true;
    }
  }

  private received(frame: ServerFrame, nowMs: number, actions: Action[]): void {
    this.heardAtMs = nowMs;
    const { conversations } = this;
    switch (frame.type) {
      case "welcome":
        this.welcome(frame, nowMs, actions);
        break;
      case "event": {
        const { type: _, cursor, ...event } = frame;
        this.cursor_ = cursor;
        this.ackAtMs = Math.min(this.ackAtMs, nowMs + ACK_DELAY_MS);
        this.settleOwn(event, actions);
        conversations.live(event, actions);
        break;
      }
      case "page":
        frame.events.forEach((event) => this.settleOwn(event, actions));
        conversations.page(frame, nowMs, actions);
        break;
      case "sent":
        this.settle(frame.conversationId, frame.clientMessageId, { sent: true, seq: frame.seq, messageId: frame.messageId }, actions);
        conversations.reached(frame.conversationId, frame.seq, actions);
        break;
      case "refused":
        this.settle(frame.conversationId, frame.clientMessageId, { sent: false, code: frame.code, detail: frame.detail }, actions);
        break;
      case "error":
        this.error(frame, nowMs, actions);
        break;
      case "receipt":
        conversations.receipt(frame, actions);
        break;
      case "muted":
        conversations.muted(frame.conversationId, frame.mutedUntil ?? "", actions);
        break;
      case "typing": {
        const { conversationId, userId, expiresInMs } = frame;
        actions.push({ do: "typing", conversationId, userId, expiresInMs });
        break;
      }
      case "presence": {
        const users = frame.users.filter((state) => this.watched.has(state.userId));
        if (users.length) actions.push({ do: "presence", users });
        break;
      }
      default: // `moved`, `drain` and `return` are the link's; what this version does not know is nobody's.
    }
  }

  private welcome(welcome: Welcome, nowMs: number, actions: Action[]): void {
    this.forgetConnection();
    this.live = true;
    this.cursor_ = welcome.cursor;
    this.conversations.welcome(welcome, actions);
    if (welcome.more) actions.push({ do: "loadHeads" });
    // It may tell of messages for which a phone would ring otherwise.
    if (welcome.heads.length) this.ackAtMs = nowMs + ACK_DELAY_MS;
  }

  private settleOwn(event: ConversationEvent, actions: Action[]): void {
    if (event.author === this.self && event.kind === "message") {
      const { conversationId, clientMessageId, seq, messageId } = event;
      this.settle(conversationId, clientMessageId, { sent: true, seq, messageId }, actions);
    }
  }

  private settle(conversationId: string | undefined, clientMessageId: string, outcome: Outcome, actions: Action[]): void {
    const send = this.outbox_.settle(conversationId, clientMessageId);
    if (send) {
      actions.push({ do: "settled", send, outcome });
      this.outboxChanged = true;
    }
  }

  private error(error: ErrorFrame, nowMs: number, actions: Action[]): void {
    const { requestId, clientMessageId, retry, retryAfterMs, code, detail } = error;
    if (requestId !== undefined && this.conversations.pullFailed(requestId, error, nowMs, actions)) return;
    if (clientMessageId === undefined) {
      if (retry && retryAfterMs && requestId === undefined) this.outbox_.pause(nowMs + retryAfterMs);
    } else if (retry) {
      this.outbox_.postpone(clientMessageId, nowMs, retryAfterMs);
    } else {
      this.settle(undefined, clientMessageId, { sent: false, code, detail }, actions);
    }
  }

  private forgetConnection(): void {
    this.outbox_.forgetConnection();
    this.watched.forgetConnection();
    this.conversations.forgetConnection();
    this.ackAtMs = Infinity;
  }

  private write(nowMs: number, actions: Action[]): void {
    this.conversations.write(nowMs, actions);
    for (const frame of this.watched.frames()) actions.push({ do: "write", frame });
    if (this.ackAtMs <= nowMs && this.cursor_ !== undefined) {
      this.ackAtMs = Infinity;
      actions.push({ do: "write", frame: { type: "ack", cursor: this.cursor_ } });
    }
    if (this.outbox_.isUnanswered && nowMs - this.heardAtMs > this.settings.answerTimeoutMs * 2) actions.push({ do: "reconnect" });
  }
}
