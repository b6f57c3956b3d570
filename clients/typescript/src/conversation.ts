import type { ConversationEvent, Head } from "./frames.js";
import { delayMs } from "./patience.js";

export const NEVER_HANDED = -1;

/** Most events kept that came before their turn. Further ones are dropped: the pull that fills the gap brings them. */
const MAX_EARLY = 64;

/** What a device remembers of one conversation between runs. */
export interface Position {
  head: Head;
  /** Last seq handed over, -1 if none ever. */
  handed: number;
  /** Seq of a read mark that the server has not confirmed. */
  wantsRead?: number;
  /** A mute that the server has not confirmed; empty for an unmute. */
  wantsMute?: string;
}

/** The pulls of one conversation: at most one at a time, repeated with patience while they don't bring what is lacking. */
export class Pulling {
  private static readonly FIRST_DELAY_MS = 250;
  private static readonly MAX_DELAY_MS = 30_000;

  private requestId: string | undefined;
  /** While a pull is under way, when it counts as lost; otherwise, when the next may go out. */
  dueAtMs = -Infinity;
  private failures = 0;
  /** The head at which the server refused; nothing is asked again before there is a newer one. */
  private refusedAtSeq = -1;

  get isUnderWay(): boolean {
    return this.requestId !== undefined;
  }

  isRefused(headSeq: number): boolean {
    return this.refusedAtSeq >= headSeq;
  }

  started(id: string, lostAtMs: number): void {
    this.requestId = id;
    this.dueAtMs = lostAtMs;
  }

  /** False for the answer to a pull that was given up. */
  answered(id: string): boolean {
    if (this.requestId !== id) return false;
    this.forgetConnection();
    return true;
  }

  progressed(): void {
    this.failures = 0;
  }

  /** The answer did not bring the next event. */
  failed(nowMs: number, atLeastMs: number): void {
    this.failures++;
    this.dueAtMs = nowMs + Math.max(atLeastMs, delayMs(Pulling.FIRST_DELAY_MS, this.failures, Pulling.MAX_DELAY_MS));
  }

  refused(headSeq: number): void {
    this.refusedAtSeq = headSeq;
  }

  forgetConnection(): void {
    this.requestId = undefined;
    this.dueAtMs = -Infinity;
  }
}

/**
 * How far the user has read, until the server confirms it: gathered to one frame per second, repeated while unconfirmed
 * and after a reconnect.
 */
export class ReadMark {
  private static readonly GATHER_MS = 1_000;
  private static readonly REPEAT_MS = 5_000;

  private want_ = 0;
  private confirmed = 0;
  private written = 0;
  private writtenAtMs = -Infinity;

  /** False if that much is marked already. */
  want(seq: number): boolean {
    if (seq <= this.want_ || seq <= this.confirmed) return false;
    this.want_ = seq;
    return true;
  }

  get wanted(): number {
    return this.want_ > this.confirmed ? this.want_ : 0;
  }

  confirm(seq: number): void {
    this.confirmed = Math.max(this.confirmed, seq);
  }

  get dueAtMs(): number {
    if (!this.wanted) return Infinity;
    return this.writtenAtMs + (this.want_ > this.written ? ReadMark.GATHER_MS : ReadMark.REPEAT_MS);
  }

  /** The seq to write now. */
  write(nowMs: number): number {
    this.written = this.want_;
    this.writtenAtMs = nowMs;
    return this.want_;
  }

  hurry(): void {
    if (this.want_ > this.written) this.forgetConnection();
  }

  forgetConnection(): void {
    this.writtenAtMs = -Infinity;
  }
}

/**
 * How the user wants a conversation muted, until the server confirms it: repeated while unconfirmed and after a
 * reconnect. An empty text is an unmute.
 */
export class MuteWish {
  private static readonly REPEAT_MS = 5_000;

  wanted: string | undefined;
  dueAtMs = Infinity;

  want(until: string): void {
    this.wanted = until;
    this.dueAtMs = -Infinity;
  }

  /** The server says how it is. Returns how to show it: as wished for, until the wish has arrived. */
  told(until: string): string {
    if (this.wanted !== undefined && sameTime(until, this.wanted)) {
      this.wanted = undefined;
      this.dueAtMs = Infinity;
    }
    return this.wanted ?? until;
  }

  write(nowMs: number): string {
    this.dueAtMs = nowMs + MuteWish.REPEAT_MS;
    return this.wanted!;
  }

  forgetConnection(): void {
    this.dueAtMs = this.wanted === undefined ? Infinity : -Infinity;
  }
}

/** The same instant may be written with and without milliseconds. */
function sameTime(a: string, b: string): boolean {
  return a === b || Date.parse(a) === Date.parse(b);
}

/** One conversation as this device knows it: its head, how far its events were handed over, which came early. */
export class Conversation {
  readonly pulling = new Pulling();
  readonly readMark = new ReadMark();
  readonly muteWish = new MuteWish();
  private readonly early = new Map<number, ConversationEvent>();
  head: Head;
  handed = NEVER_HANDED;
  isFollowed = false;

  constructor(readonly id: string) {
    this.head = emptyHead(id);
  }

  static restored(stored: Position): Conversation {
    const conversation = new Conversation(stored.head.conversationId);
    conversation.head = stored.head;
    conversation.handed = stored.handed;
    if (stored.wantsRead) conversation.readMark.want(stored.wantsRead);
    if (stored.wantsMute !== undefined) conversation.muteWish.want(stored.wantsMute);
    return conversation;
  }

  position(): Position {
    const position: Position = { head: this.head, handed: this.handed };
    if (this.readMark.wanted) position.wantsRead = this.readMark.wanted;
    if (this.muteWish.wanted !== undefined) position.wantsMute = this.muteWish.wanted;
    return position;
  }

  /** Followed, but nobody knows yet from where. */
  get isUndecided(): boolean {
    return this.isFollowed && this.handed === NEVER_HANDED;
  }

  /** @param after last seq the application has from elsewhere; never takes back what was handed over */
  follow(after: number): void {
    this.isFollowed = true;
    this.handed = Math.max(this.handed, after);
    for (const seq of this.early.keys()) if (seq <= this.handed) this.early.delete(seq);
  }

  /** Follows it from the start of this run, in which nothing of it was handed over yet. */
  begin(after: number): void {
    this.handed = after;
    this.follow(after);
  }

  unfollow(): void {
    this.isFollowed = false;
    this.early.clear();
  }

  /** True if the head changed. The server's word counts, unless events that it did not know of came meanwhile. */
  learnHead(told: Head): boolean {
    this.readMark.confirm(told.readSeq);
    const mutedUntil = this.muteWish.told(told.mutedUntil ?? "");
    const readSeq = Math.max(told.readSeq, this.head.readSeq, this.readMark.wanted);
    return told.seq >= this.head.seq
      ? this.change({ ...told, readSeq, unread: readSeq >= told.seq ? 0 : told.unread }, mutedUntil)
      : this.change({ ...this.head, readSeq }, mutedUntil);
  }

  /** True if the head changed. */
  learnEvent(event: ConversationEvent, self: string): boolean {
    if (event.seq <= this.head.seq) return false;
    const leftSeq = this.leftSeqAfter(event, self);
    const joined = this.head.seq === 0 || (this.head.leftSeq !== undefined && leftSeq === undefined);
    // What was said before the user came counts as read.
    const readSeq = joined ? event.seq - 1 : this.head.readSeq;
    const before = joined ? 0 : this.head.unread;
    const isUnread = event.kind === "message" && event.author !== self && event.seq > readSeq;
    const { leftSeq: _, ...rest } = this.head;
    const head = { ...rest, seq: event.seq, readSeq, unread: before + (isUnread ? 1 : 0) };
    return this.change(leftSeq === undefined ? head : { ...head, leftSeq });
  }

  private leftSeqAfter(event: ConversationEvent, self: string): number | undefined {
    if (event.kind !== "membership") return this.head.leftSeq;
    return event.members.some((member) => member.userId === self) ? undefined : event.seq;
  }

  /** The conversation has come at least this far. True if that is news. */
  reached(seq: number): boolean {
    return seq > this.head.seq && this.change({ ...this.head, seq });
  }

  /** True if the head changed. */
  read(seq: number, unread: number): boolean {
    const readSeq = Math.max(this.head.readSeq, seq);
    return this.change({ ...this.head, readSeq, unread: readSeq >= this.head.seq ? 0 : unread });
  }

  /** The user wants it so. True if the head changed. */
  wantMute(until: string): boolean {
    this.muteWish.want(until);
    return this.change(this.head, until);
  }

  /** A conversation in which nothing was said has no head that could be muted: the wish waits. */
  get muteDueAtMs(): number {
    return this.head.seq === 0 ? Infinity : this.muteWish.dueAtMs;
  }

  /** The server says how it is. True if the head changed. */
  muted(until: string): boolean {
    return this.change(this.head, this.muteWish.told(until));
  }

  private change(to: Head, mutedUntil: string = to.mutedUntil ?? ""): boolean {
    const before = this.head;
    const { mutedUntil: _, ...rest } = to;
    this.head = mutedUntil ? { ...rest, mutedUntil } : rest;
    return (["seq", "readSeq", "unread", "leftSeq", "mutedUntil"] as const).some((field) => this.head[field] !== before[field]);
  }

  /** An event from anywhere, in any order, any number of times. */
  offer(event: ConversationEvent): void {
    if (!this.isFollowed || this.handed === NEVER_HANDED || event.seq <= this.handed) return;
    if (!this.early.has(event.seq)) this.early.set(event.seq, event);
    if (this.early.size > MAX_EARLY) this.early.delete(Math.max(...this.early.keys()));
  }

  /** The next event to hand over, which counts as handed over from now on; undefined if it is not there. */
  next(): ConversationEvent | undefined {
    const event = this.early.get(this.handed + 1);
    if (event) {
      this.handed++;
      this.early.delete(this.handed);
    }
    return event;
  }

  /** Events exist that should be handed over and are not there. */
  get lacks(): boolean {
    return this.isFollowed && this.handed !== NEVER_HANDED && this.handed < this.head.seq && !this.pulling.isRefused(this.head.seq);
  }

  /** How many events are lacking before the first that is there. */
  get lacking(): number {
    return (this.early.size ? Math.min(...this.early.keys()) - 1 : this.head.seq) - this.handed;
  }

  forgetConnection(): void {
    this.pulling.forgetConnection();
    this.readMark.forgetConnection();
    this.muteWish.forgetConnection();
  }
}

export function emptyHead(conversationId: string): Head {
  return { conversationId, seq: 0, readSeq: 0, unread: 0 };
}
