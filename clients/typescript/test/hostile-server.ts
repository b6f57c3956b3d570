import type { ClientFrame, EventFrame, Head, MessageEvent, Pull, Send, ServerFrame } from "../src/index.js";
import type { Random } from "./random.js";

/**
 * One user's server with correct logs and a terrible connection: frames come twice, late, in the wrong order or never;
 * sends are lost before or after they count, put off, or refused.
 */
export class HostileServer {
  readonly me = "1000";
  readonly other = "2000";
  readonly refusing = "g.99";
  readonly readSeqs = new Map<string, number>();
  private readonly logs = new Map<string, MessageEvent[]>();
  hostile = true;
  maxPullLimitSeen = 0;
  isConnected = false;

  private readonly inbox: string[] = [];
  private readonly wire: ServerFrame[] = [];
  private readonly firstTries = new Map<string, string>();
  private cutSoon = false;
  private ids = 5_000;

  constructor(private readonly random: Random) {}

  log(conversationId: string): MessageEvent[] {
    let log = this.logs.get(conversationId);
    if (!log) this.logs.set(conversationId, (log = []));
    return log;
  }

  connect(cursor: string | undefined): void {
    this.isConnected = true;
    this.cutSoon = false;
    this.wire.length = 0;
    const since = cursor === undefined ? 0 : Number(cursor);
    const changed = new Set(this.inbox.slice(since));
    const heads: Head[] = [];
    for (const [conversationId, log] of this.logs) {
      const readSeq = this.readSeqs.get(conversationId) ?? 0;
      if (log.length && changed.has(conversationId)) {
        heads.push({ conversationId, seq: log.length, readSeq, unread: log.slice(readSeq).filter((it) => it.author !== this.me).length });
      }
    }
    this.wire.push({ type: "welcome", userId: this.me, deviceId: "7", server: "chat-1", cursor: String(this.inbox.length), heads, more: false });
  }

  cut(): void {
    this.isConnected = false;
    this.wire.length = 0;
  }

  /** True if the connection broke by itself. */
  breaks(): boolean {
    return this.isConnected && this.cutSoon && this.random.below(4) === 0;
  }

  post(conversationId: string, author: string, clientMessageId: string, text: string): void {
    const log = this.log(conversationId);
    const event: MessageEvent = {
      conversationId,
      seq: log.length + 1,
      messageId: String(++this.ids),
      author,
      sentAt: "2026-01-01T00:00:00Z",
      kind: "message",
      clientMessageId,
      text,
    };
    log.push(event);
    this.inbox.push(conversationId);
    this.deliver({ type: "event", cursor: String(this.inbox.length), ...event });
  }

  private deliver(frame: EventFrame): void {
    if (!this.isConnected) return;
    const luck = this.hostile ? this.random.below(10) : 9;
    if (luck === 0) return;
    this.wire.push(frame);
    if (luck === 1) this.wire.push(frame);
    // Never before the welcome: what comes later on a connection may come in any order.
    if (luck === 2) this.random.shuffle(this.wire, 1);
  }

  receive(frame: ClientFrame): void {
    if (!this.isConnected) throw new Error(`a frame without a connection: ${frame.type}`);
    if (frame.type === "send") this.send(frame);
    else if (frame.type === "pull") this.pull(frame);
    else if (frame.type === "read") this.read(frame.conversationId, frame.seq);
  }

  private read(conversationId: string, seq: number): void {
    if (this.hostile && this.random.below(3) === 0) return;
    const readSeq = Math.max(seq, this.readSeqs.get(conversationId) ?? 0);
    if (seq > this.log(conversationId).length) throw new Error("a read mark in the future");
    this.readSeqs.set(conversationId, readSeq);
    if (this.hostile && this.random.below(3) === 0) return;
    this.wire.push({ type: "receipt", conversationId, userId: this.me, readSeq, unread: 0 });
  }

  private send(send: Send): void {
    const fields = JSON.stringify(send);
    const first = this.firstTries.get(send.clientMessageId) ?? fields;
    if (fields !== first) throw new Error(`a retry with other fields: ${fields} after ${first}`);
    this.firstTries.set(send.clientMessageId, first);
    const { conversationId, clientMessageId } = send;
    switch (this.hostile ? this.random.below(12) : 11) {
      case 0:
        this.cutSoon = true;
        break;
      case 1:
        this.wire.push({ type: "error", code: "retry", detail: "", retry: true, clientMessageId, retryAfterMs: 300 });
        break;
      case 2:
        this.wire.push({ type: "error", code: "rate_limited", detail: "", retry: true, clientMessageId });
        break;
      case 3:
        break;
      case 4:
        this.accept(send);
        this.cutSoon = true;
        break;
      default:
        if (conversationId === this.refusing) {
          this.wire.push({ type: "refused", conversationId, clientMessageId, code: "not_a_member", detail: "Only members may do this." });
        } else {
          this.accept(send);
        }
    }
  }

  /** Looks for a duplicate only where docs/protocol.md says that one can lie. */
  private accept(send: Send): void {
    const { conversationId, clientMessageId, afterSeq, text } = send;
    if (conversationId === this.refusing) return;
    const log = this.log(conversationId);
    if (afterSeq < 0 || afterSeq > log.length) throw new Error(`afterSeq ${afterSeq} with ${log.length} events`);
    const earlier = log.slice(afterSeq).find((event) => event.author === this.me && event.clientMessageId === clientMessageId);
    if (earlier) this.wire.push({ type: "sent", conversationId, clientMessageId, seq: earlier.seq, messageId: earlier.messageId });
    else this.post(conversationId, this.me, clientMessageId, text);
  }

  private pull(pull: Pull): void {
    const { requestId = "", conversationId, after, limit = 50 } = pull;
    this.maxPullLimitSeen = Math.max(this.maxPullLimitSeen, limit);
    const luck = this.hostile ? this.random.below(8) : 7;
    if (luck === 0) return;
    if (luck === 1) {
      this.wire.push({ type: "error", code: "retry", detail: "", retry: true, requestId, retryAfterMs: 50 });
      return;
    }
    const log = this.log(conversationId);
    const to = Math.min(log.length, after + (luck === 2 ? 1 : limit));
    const events = log.slice(Math.min(after, log.length), to);
    if (luck === 3 && events.length > 1) events.splice(this.random.below(events.length), 1);
    const page = { type: "page", requestId, conversationId, events, more: to < log.length } as const;
    this.wire.push(page);
    if (luck === 4) this.wire.push(page);
  }

  /** The next frame on the connection, undefined if nothing is under way. */
  next(): ServerFrame | undefined {
    return this.isConnected ? this.wire.shift() : undefined;
  }
}
