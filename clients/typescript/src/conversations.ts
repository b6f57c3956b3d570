import { Conversation, emptyHead, NEVER_HANDED, type Position } from "./conversation.js";
import type { Action } from "./core.js";
import type { ConversationEvent, ErrorFrame, Head, Page, Receipt, Welcome } from "./frames.js";
import type { SyncSettings } from "./settings.js";

/**
 * Which conversations are handed over, and from where when the client starts. Of the others only the head is kept.
 *
 * - `opened`: those that the application opens.
 * - `new`: all, from what is new after the start.
 * - `unread`: all, from the read mark, wherever this device stopped.
 * - `resume`: all, from where this device stopped; one that it never followed begins with what is new.
 * - `everything`: all, from where this device stopped, and at first from seq 1.
 */
export type Following = "opened" | "new" | "unread" | "resume" | "everything";

/** The last seq that is not handed over any more, for a conversation known at the start. */
function start(following: Following, head: Head, handed: number): number {
  switch (following) {
    case "opened":
      return handed >= 0 ? handed : head.readSeq;
    case "unread":
      return head.readSeq;
    case "new":
      return head.seq;
    case "resume":
      return handed >= 0 ? handed : head.seq;
    case "everything":
      return Math.max(handed, 0);
  }
}

function isDirect(id: string): boolean {
  return id.startsWith("d.");
}

/**
 * The same for one that appeared later, in a welcome after a reconnect. A direct one did not exist before; of a group
 * the user was added to, the past is not news.
 */
function appeared(following: Following, head: Head): number {
  const fromItsBeginning = following === "everything" || (following !== "unread" && isDirect(head.conversationId));
  return fromItsBeginning ? 0 : head.readSeq;
}

/** The same for one of which a live event came before any head. */
function appearedLive(following: Following, id: string, seq: number, allHeadsKnown: boolean): number {
  return following === "everything" || (allHeadsKnown && isDirect(id)) ? 0 : seq - 1;
}

/** All conversations of a user: which are followed, what is handed over, which pulls and marks go out. */
export class Conversations {
  /** As many as the user has. */
  private readonly all = new Map<string, Conversation>();
  /** Those with something to pull or to mark, so that a turn costs nothing for the others. */
  private readonly busy = new Set<Conversation>();
  private started = false;
  private allHeadsKnown = false;
  private pulls = 0;

  constructor(
    private readonly self: string,
    private readonly following: Following,
    private readonly settings: SyncSettings,
    stored: readonly Position[],
  ) {
    for (const position of stored) {
      const conversation = Conversation.restored(position);
      this.all.set(conversation.id, conversation);
      this.busy.add(conversation);
    }
  }

  positions(): Position[] {
    return [...this.all.values()].map((conversation) => conversation.position());
  }

  heads(): Head[] {
    return [...this.all.values()].map((conversation) => conversation.head);
  }

  head(id: string): Head {
    return this.all.get(id)?.head ?? emptyHead(id);
  }

  handed(id: string): number {
    return this.all.get(id)?.handed ?? NEVER_HANDED;
  }

  welcome(welcome: Welcome, actions: Action[]): void {
    const first = !this.started;
    this.started = true;
    this.allHeadsKnown = (first || this.allHeadsKnown) && !welcome.more;
    for (const head of welcome.heads) {
      const isNew = this.isNew(head.conversationId);
      const conversation = this.learn(head, actions);
      if (!first && isNew && this.following !== "opened") conversation.follow(appeared(this.following, conversation.head));
    }
    if (first) this.all.forEach((conversation) => this.begin(conversation));
    this.decide();
    this.all.forEach((conversation) => this.busy.add(conversation));
  }

  /** Those that the welcome left out, and the others once more. */
  loaded(heads: readonly Head[], actions: Action[]): void {
    for (const head of heads) {
      const isNew = this.isNew(head.conversationId);
      const conversation = this.learn(head, actions);
      if (isNew) this.begin(conversation);
    }
    this.allHeadsKnown = true;
    this.decide();
  }

  private begin(conversation: Conversation): void {
    if (this.following !== "opened") conversation.begin(start(this.following, conversation.head, conversation.handed));
  }

  /** Where the application opened without saying from where: behind the read mark, now that it is known. */
  private decide(): void {
    for (const conversation of this.all.values()) {
      if (conversation.isUndecided && (this.allHeadsKnown || conversation.head.seq > 0)) conversation.follow(conversation.head.readSeq);
    }
  }

  private learn(head: Head, actions: Action[]): Conversation {
    const conversation = this.get(head.conversationId);
    if (conversation.learnHead(head)) this.changed(conversation, actions);
    return conversation;
  }

  live(event: ConversationEvent, actions: Action[]): void {
    const isNew = this.isNew(event.conversationId);
    const conversation = this.get(event.conversationId);
    if (conversation.isUndecided || (isNew && this.following !== "opened")) {
      conversation.follow(appearedLive(this.following, event.conversationId, event.seq, this.allHeadsKnown));
    }
    this.take(conversation, event, actions);
  }

  page(page: Page, nowMs: number, actions: Action[]): void {
    const conversation = this.get(page.conversationId);
    const asked = conversation.pulling.answered(page.requestId);
    const before = conversation.handed;
    for (const event of page.events) {
      if (event.conversationId === page.conversationId) this.take(conversation, event, actions);
    }
    if (conversation.handed > before) conversation.pulling.progressed();
    else if (asked && conversation.lacks) conversation.pulling.failed(nowMs, 0);
  }

  private take(conversation: Conversation, event: ConversationEvent, actions: Action[]): void {
    if (conversation.learnEvent(event, this.self)) this.changed(conversation, actions, event);
    conversation.offer(event);
    handOver(conversation, actions);
  }

  /** True if the error was about a pull of ours. */
  pullFailed(requestId: string, error: ErrorFrame, nowMs: number, actions: Action[]): boolean {
    for (const conversation of this.busy) {
      if (conversation.pulling.answered(requestId)) {
        if (error.retry) {
          conversation.pulling.failed(nowMs, error.retryAfterMs ?? 0);
        } else {
          conversation.pulling.refused(conversation.head.seq);
          actions.push({ do: "pullRefused", conversationId: conversation.id, code: error.code });
        }
        return true;
      }
    }
    return false;
  }

  reached(id: string, seq: number, actions: Action[]): void {
    const isNew = this.isNew(id);
    const conversation = this.get(id);
    if (isNew && this.following !== "opened") conversation.follow(appearedLive(this.following, id, seq, this.allHeadsKnown));
    if (conversation.reached(seq)) this.changed(conversation, actions);
  }

  open(id: string, after: number | undefined): void {
    const conversation = this.get(id);
    conversation.follow(after ?? NEVER_HANDED);
    if (after === undefined && this.started) this.decide();
  }

  close(id: string): void {
    this.all.get(id)?.unfollow();
  }

  read(id: string, seq: number, actions: Action[]): void {
    const conversation = this.get(id);
    const upTo = Math.min(seq, conversation.head.seq);
    if (conversation.readMark.want(upTo) && conversation.read(upTo, conversation.head.unread)) this.changed(conversation, actions);
  }

  receipt(receipt: Receipt, actions: Action[]): void {
    const { conversationId, userId, readSeq = 0, deliveredSeq = 0, unread } = receipt;
    if (userId !== this.self) {
      actions.push({ do: "receipt", conversationId, userId, readSeq, deliveredSeq });
      return;
    }
    const conversation = this.get(conversationId);
    conversation.readMark.confirm(readSeq);
    if (readSeq >= conversation.head.readSeq && conversation.read(readSeq, unread ?? 0)) this.changed(conversation, actions);
  }

  mute(id: string, until: string, actions: Action[]): void {
    const conversation = this.get(id);
    if (conversation.wantMute(until)) this.changed(conversation, actions);
  }

  muted(id: string, until: string, actions: Action[]): void {
    const conversation = this.get(id);
    if (conversation.muted(until)) this.changed(conversation, actions);
  }

  /** Read marks that wait to be gathered don't wait any longer. */
  hurry(): void {
    this.busy.forEach((conversation) => conversation.readMark.hurry());
  }

  forgetConnection(): void {
    this.all.forEach((conversation) => conversation.forgetConnection());
  }

  /** No event of it was heard of. There may be an entry all the same, of a receipt for instance. */
  private isNew(id: string): boolean {
    const known = this.all.get(id);
    return !known || (known.head.seq === 0 && !known.isFollowed);
  }

  private get(id: string): Conversation {
    let conversation = this.all.get(id);
    if (!conversation) this.all.set(id, (conversation = new Conversation(id)));
    this.busy.add(conversation);
    return conversation;
  }

  private changed(conversation: Conversation, actions: Action[], event?: ConversationEvent): void {
    actions.push(event ? { do: "head", head: conversation.head, event } : { do: "head", head: conversation.head });
  }

  /** Writes the pulls, read marks and mutes that are due. */
  write(nowMs: number, actions: Action[]): void {
    let underWay = [...this.busy].filter((conversation) => conversation.pulling.isUnderWay).length;
    for (const conversation of this.busy) {
      handOver(conversation, actions);
      const { pulling, readMark, muteWish, id } = conversation;
      const again = pulling.isUnderWay;
      if (conversation.lacks && pulling.dueAtMs <= nowMs && (again || underWay < this.settings.pullsInFlight)) {
        underWay += again ? 0 : 1;
        this.pull(conversation, nowMs, actions);
      }
      if (readMark.dueAtMs <= nowMs) {
        actions.push({ do: "write", frame: { type: "read", conversationId: id, seq: readMark.write(nowMs) } });
      }
      if (conversation.muteDueAtMs <= nowMs) {
        const until = muteWish.write(nowMs);
        const frame = until ? ({ type: "mute", conversationId: id, until } as const) : ({ type: "unmute", conversationId: id } as const);
        actions.push({ do: "write", frame });
      }
      if (!conversation.lacks && readMark.dueAtMs === Infinity && conversation.muteDueAtMs === Infinity) this.busy.delete(conversation);
    }
  }

  private pull(conversation: Conversation, nowMs: number, actions: Action[]): void {
    const requestId = `p${++this.pulls}`;
    conversation.pulling.started(requestId, nowMs + this.settings.answerTimeoutMs);
    const limit = Math.min(Math.max(conversation.lacking, 1), this.settings.pageSize);
    actions.push({
      do: "write",
      frame: { type: "pull", requestId, conversationId: conversation.id, after: conversation.handed, limit },
    });
  }

  /** When [write] has something to do next, given that nothing comes from outside. */
  dueAtMs(): number {
    let due = Infinity;
    let underWay = 0;
    let nextPull = Infinity;
    for (const conversation of this.busy) {
      due = Math.min(due, conversation.readMark.dueAtMs, conversation.muteDueAtMs);
      if (conversation.pulling.isUnderWay) {
        underWay++;
        due = Math.min(due, conversation.pulling.dueAtMs);
      } else if (conversation.lacks) {
        nextPull = Math.min(nextPull, conversation.pulling.dueAtMs);
      }
    }
    return underWay < this.settings.pullsInFlight ? Math.min(due, nextPull) : due;
  }

  /** A pull that finds nothing and costs next to nothing, by which a quiet connection is tried. */
  probe(requestId: string): { conversationId: string; after: number; requestId: string } {
    for (const { id, head } of this.all.values()) {
      if (head.seq > 0 && head.leftSeq === undefined) return { requestId, conversationId: id, after: head.seq };
    }
    return { requestId, conversationId: `d.${this.self}.${this.self}`, after: 0 };
  }
}

function handOver(conversation: Conversation, actions: Action[]): void {
  for (let event = conversation.next(); event; event = conversation.next()) actions.push({ do: "deliver", event });
}
