/** What pushes say and what becomes of them, as docs/push.md has it. Pure; the service worker does what is said here. */

export interface Ring {
  type: "ring";
  conversationId: string;
  /** There are messages up to here. */
  seq: number;
  /** Unread messages of all conversations. */
  badge: number;
  /** Unread messages of this one; 0 if it is not known. */
  unread: number;
  /** With previews only. */
  sender?: string;
  text?: string;
}

export interface Withdraw {
  type: "withdraw";
  conversationId: string;
  /** Read up to here. */
  seq: number;
  badge: number;
}

export type Notice = Ring | Withdraw;

/** A notification that stands, with what this page or its worker put into it. */
export interface Standing {
  conversationId: string;
  seq: number;
}

/** What the worker and the page tell each other. */
export interface OpenLetter {
  is: "open";
  conversationId: string;
}

/** More conversations than are read on one device while pushes for them are on their way to another. */
const MOST_WITHDRAWN = 200;
const LONGEST_SENDER = 100;
const LONGEST_TEXT = 500;

export function isConversationId(id: unknown): id is string {
  return typeof id === "string" && /^(d\.[1-9]\d{0,18}\.[1-9]\d{0,18}|g\.[1-9]\d{0,18})$/.test(id);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Undefined for what is of a later version, or not ours at all. */
export function readNotice(data: unknown): Notice | undefined {
  const { type, conversationId, seq, badge, unread, sender, text } = (data ?? {}) as Record<string, unknown>;
  if (!isConversationId(conversationId) || !isCount(seq) || !isCount(badge)) return undefined;
  if (type === "withdraw") return { type, conversationId, seq, badge };
  if (type !== "ring") return undefined;
  const ring: Ring = { type, conversationId, seq, badge, unread: isCount(unread) ? unread : 0 };
  if (typeof sender !== "string" || !sender) return ring;
  return { ...ring, sender: sender.slice(0, LONGEST_SENDER), text: typeof text === "string" ? text.slice(0, LONGEST_TEXT) : "" };
}

/** What is seen on a screen that is locked: without previews neither who wrote, nor what. */
export function wordsOf({ sender, text, unread }: Pick<Ring, "sender" | "text" | "unread">): { title: string; body: string } {
  const count = unread > 1 ? `${unread} new messages` : "New message";
  if (!sender) return { title: "Parley", body: count };
  return { title: sender, body: unread > 1 ? `${text ? `${text}\n` : ""}${count}` : text || count };
}

/**
 * Whether the browser takes the subscription away after about three pushes that show nothing: WebKit does, which is Safari, and
 * on iPhones and iPads every browser. Others allow some, and would show for an instant what is not needed.
 */
export function insistsOnShowing(userAgent: string): boolean {
  return /AppleWebKit\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent);
}

/** What is shown for an instant where there is nothing to say. */
export function quietWords(badge = 0): { title: string; body: string } {
  return { title: "Parley", body: badge ? `${badge} unread` : "Nothing unread" };
}

/** Whether a ring says anything that was not said, or taken back, before. Pushes come twice, and late. */
export function isNews(ring: Ring, standing: readonly Standing[], withdrawn: ReadonlyMap<string, number>): boolean {
  const taken = withdrawn.get(ring.conversationId) ?? -1;
  return ring.seq > taken && standing.every((one) => one.conversationId !== ring.conversationId || one.seq < ring.seq);
}

/** Whether a notification tells of nothing that is unread. */
export function isOver(standing: Standing, conversationId: string, readSeq: number): boolean {
  return standing.conversationId === conversationId && standing.seq <= readSeq;
}

/** Remembers for rings that come late; the oldest are forgotten. */
export function remember(withdrawn: ReadonlyMap<string, number>, { conversationId, seq }: Withdraw): Map<string, number> {
  const next = new Map(withdrawn);
  next.delete(conversationId);
  next.set(conversationId, Math.max(seq, withdrawn.get(conversationId) ?? 0));
  for (const id of next.keys()) {
    if (next.size <= MOST_WITHDRAWN) break;
    next.delete(id);
  }
  return next;
}

export function readStanding(data: unknown): Standing | undefined {
  const { conversationId, seq } = (data ?? {}) as Record<string, unknown>;
  return isConversationId(conversationId) && isCount(seq) ? { conversationId, seq } : undefined;
}
