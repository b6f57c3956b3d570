// Made from docs/api/asyncapi.yaml by scripts/generate-types.mjs. Change that, not this.

/** Of a user, device, message or group. A 63-bit number as a string. */
export type Id = string;

/** `d.<lower user>.<higher user>` for a direct conversation, `g.<id>` for a group. */
export type ConversationId = string;

/** ISO 8601, UTC. */
export type Instant = string;

/** How far a device has read its user's inbox. Opaque. */
export type Cursor = string;

/** The client's own name for a send or a pull. */
export type ClientName = string;

/** An event's number in its conversation, without gaps. */
export type Seq = number;

/** A time in UTC, or `forever`. */
export type Until = string;

export type Role = "member" | "admin" | "owner";

/** The first frame of a connection, and only the first. */
export interface Hello {
  type: "hello";
  ticket: string;
  deviceId: Id;
  cursor?: Cursor;
}

/** A message. A retry repeats all four fields unchanged. */
export interface Send {
  type: "send";
  clientMessageId: ClientName;
  conversationId: ConversationId;
  text: string;
  /** The last seq that the client knew when it first tried. */
  afterSeq: number;
}

/** Asks for the events above `after`, lowest first. Answered by one page or one error. */
export interface Pull {
  type: "pull";
  requestId?: ClientName;
  conversationId: ConversationId;
  after: number;
  limit?: number;
}

/** The user has read the conversation up to `seq`. */
export interface Read {
  type: "read";
  conversationId: ConversationId;
  seq: Seq;
}

/** No phone rings for the conversation until then. */
export interface MuteConversation {
  type: "mute";
  conversationId: ConversationId;
  until: Until;
}

export interface UnmuteConversation {
  type: "unmute";
  conversationId: ConversationId;
}

/** A sign of life, every 5 seconds. Not answered. */
export interface Heartbeat {
  type: "heartbeat";
  /** The user has done something on this device since the last one. */
  active?: boolean;
}

/** The user is writing. Not answered; say it again every 3 to 5 seconds. */
export interface StartTyping {
  type: "typing";
  conversationId: ConversationId;
}

/** Whose presence is wanted on this connection. */
export interface Watch {
  type: "watch";
  userIds: Array<Id>;
}

export interface Unwatch {
  type: "unwatch";
  userIds: Array<Id>;
}

/** This device has stored everything that the cursor covers. */
export interface Ack {
  type: "ack";
  cursor: Cursor;
}

export type ClientFrame = Hello | Send | Pull | Read | MuteConversation | UnmuteConversation | Heartbeat | StartTyping | Watch | Unwatch | Ack;

/** A user's entry for one conversation. */
export interface Head {
  conversationId: ConversationId;
  /** The last event that this user may see. */
  seq: number;
  /** How far the user has read, on any device. */
  readSeq: number;
  /** Messages of others after readSeq. */
  unread: number;
  /** Only if the user is no member any more. */
  leftSeq?: number;
  mutedUntil?: Until;
}

/** The answer to hello; the connection is live. */
export interface Welcome {
  type: "welcome";
  userId: Id;
  deviceId: Id;
  server: string;
  cursor: Cursor;
  heads: Array<Head>;
  /** Read the rest from the list of conversations. */
  more: boolean;
}

export interface MessageEvent {
  conversationId: ConversationId;
  seq: Seq;
  messageId: Id;
  author: Id;
  sentAt: Instant;
  kind: "message";
  /** The author's name for it. */
  clientMessageId: string;
  text: string;
}

export interface MembershipEvent {
  conversationId: ConversationId;
  seq: Seq;
  messageId: Id;
  author: Id;
  sentAt: Instant;
  kind: "membership";
  change: "created" | "added" | "removed" | "left" | "renamed" | "role_changed";
  version: number;
  /** The group's name after the change. */
  title: string;
  /** Whom the change is about. */
  users: Array<Id>;
  /** Everyone in the group after the change. */
  members: Array<{
    userId: Id;
    role: Role;
  }>;
}

export interface BlockEvent {
  conversationId: ConversationId;
  seq: Seq;
  messageId: Id;
  author: Id;
  sentAt: Instant;
  kind: "block";
  blocked: boolean;
}

/** Anything in a conversation. Show nothing for a kind you do not know, but count its seq. */
export type ConversationEvent = MessageEvent | MembershipEvent | BlockEvent;

/** An event as it happens. */
export type EventFrame = {
  type: "event";
  cursor: Cursor;
} & ConversationEvent;

/** An earlier attempt of this send had become an event. */
export interface Sent {
  type: "sent";
  conversationId: ConversationId;
  clientMessageId: string;
  seq: Seq;
  messageId: Id;
}

/** The conversation does not take this send. Final. */
export interface RefusedFrame {
  type: "refused";
  conversationId: ConversationId;
  clientMessageId: string;
  code: string;
  detail: string;
}

/** The answer to a pull. */
export interface Page {
  type: "page";
  /** Empty if the pull had none. */
  requestId: string;
  conversationId: ConversationId;
  events: Array<ConversationEvent>;
  /** Events with greater seqs exist. */
  more: boolean;
}

/** How far someone has read, or what has reached a device of the other in a direct conversation; one of both at least. `unread` only in receipts of the user's own. */
export interface Receipt {
  type: "receipt";
  conversationId: ConversationId;
  userId: Id;
  readSeq?: number;
  deliveredSeq?: number;
  unread?: number;
}

/** Without `mutedUntil` it is not muted any more. */
export interface Muted {
  type: "muted";
  conversationId: ConversationId;
  mutedUntil?: Until;
}

/** Another member is writing. */
export interface Typing {
  type: "typing";
  conversationId: ConversationId;
  userId: Id;
  expiresInMs: number;
}

export interface Presence {
  userId: Id;
  online: boolean;
  lastSeenAt?: Instant;
}

/** How it stands with users that this connection watches. */
export interface PresenceFrame {
  type: "presence";
  users: Array<Presence>;
}

/** Another server has this user's inbox; go there now. */
export interface Moved {
  type: "moved";
  url: string;
  ticket: string;
}

/** This server hands the user over; go there after the delay. */
export interface Drain {
  type: "drain";
  url: string;
  ticket: string;
  afterMs: number;
}

/** The right to come back to this address without asking discovery, in place of the one said before. */
export interface Return {
  type: "return";
  /** Opens one connection of this device to this server. */
  ticket: string;
  /** After so many milliseconds it is worth nothing. */
  lifeMs: number;
}

/** Something can't be done, now or ever. */
export interface ErrorFrame {
  type: "error";
  code: string;
  /** A sentence for people; may change. */
  detail: string;
  /** The same thing may succeed later. */
  retry: boolean;
  /** Of the send it is about. */
  clientMessageId?: string;
  /** Of the pull it is about. */
  requestId?: string;
  retryAfterMs?: number;
}

export type ServerFrame = Welcome | EventFrame | Sent | RefusedFrame | Page | Receipt | Muted | Typing | PresenceFrame | Moved | Drain | Return | ErrorFrame;
