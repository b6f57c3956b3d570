// Made from api-service/src/main/resources/dev/parley/api/openapi/openapi.yaml by scripts/generate-types.mjs. Change that, not this.

export interface Login {
  userId: Id;
  deviceId: Id;
  accessToken: string;
  /** Good for one exchange, and for 90 days. */
  refreshToken: string;
  /** Of the access token. */
  expiresAt: Instant;
}

export interface Device {
  deviceId: Id;
  name: string;
  createdAt: Instant;
  /** Exact to a minute. */
  lastSeenAt: Instant;
  /** The one that asks. */
  current: boolean;
}

export interface Me {
  userId: Id;
  name: Name;
  displayName: string;
  about: string;
  createdAt: Instant;
}

export interface ProfileChange {
  displayName?: string;
  about?: string;
}

export interface Settings {
  /** Others may see what you have read. */
  readReceipts: boolean;
  /** Who may see whether you are online and when you were last seen. Contacts are people you share a conversation with. */
  lastSeenVisibility: "everyone" | "contacts" | "nobody";
  /** Push notifications may carry the text. */
  pushPreview: boolean;
  /** An IANA time zone name. */
  timeZone: string;
  /** Everyone else sees you as offline and without last seen. */
  invisible: boolean;
  /** When no phone of yours rings, by the clock of `timeZone`, over midnight too; `none` for never. */
  quietHours: string;
}

export interface SettingsChange {
  readReceipts?: boolean;
  lastSeenVisibility?: "everyone" | "contacts" | "nobody";
  pushPreview?: boolean;
  timeZone?: string;
  invisible?: boolean;
  quietHours?: string;
}

export interface User {
  userId: Id;
  name: Name;
  displayName: string;
  about: string;
}

export type Role = "member" | "admin" | "owner";

export interface NamedMember {
  userId: Id;
  role: Role;
  name: Name;
  displayName: string;
}

export interface Group {
  conversationId: ConversationId;
  title: string;
  /** Counts changes: 1, 2, 3, ... */
  version: number;
  /** In the order in which they joined. */
  members: Array<NamedMember>;
}

export interface Conversation {
  conversationId: ConversationId;
  kind: "direct" | "group";
  /** Of a direct conversation the other's display name. */
  title: string;
  /** Last event that concerns you; 0 while there is none. */
  seq: number;
  /** How far you have read. */
  readSeq: number;
  /** Messages of others that you have not read. */
  unread: number;
  /** When the last event happened; absent while there is none. */
  lastAt?: Instant;
  /** Of a group you are in. */
  members?: Array<NamedMember>;
  /** The other side of a direct conversation; yourself where you talk with yourself. */
  peer?: {
    userId: Id;
    name: string;
    displayName: string;
  };
  /** The event by which you stopped being a member. */
  leftSeq?: number;
  /** Until when no push comes for it: a time, or `forever`; absent if it is not muted. */
  mutedUntil?: string;
}

export type Id = string;

export type Instant = string;

/** What users log in with; upper case counts as lower case. */
export type Name = string;

/** `d.<lower user>.<higher user>` for a direct conversation, `g.<id>` for a group. */
export type ConversationId = string;
