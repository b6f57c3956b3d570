/** Bounds of the core. */
export interface SyncSettings {
  /** Most events asked for by one pull, 1 to 200. */
  pageSize: number;
  /** Most pulls under way; further conversations wait for their turn. */
  pullsInFlight: number;
  /**
   * Most unanswered sends in one conversation. With 1 the order of sends is the order of events even if the server
   * fails one of them; with more, a failed one is overtaken by those behind it.
   */
  sendsPerConversation: number;
  /** Most unanswered sends in all conversations. */
  sendsInFlight: number;
  /** Most sends kept; another is refused with `outbox_full`. */
  maxPending: number;
  /** An unanswered send or pull is repeated after this, sends with doubling patience. */
  answerTimeoutMs: number;
}

export const DEFAULT_SETTINGS: SyncSettings = {
  pageSize: 100,
  pullsInFlight: 4,
  sendsPerConversation: 1,
  sendsInFlight: 32,
  maxPending: 1_000,
  answerTimeoutMs: 10_000,
};
