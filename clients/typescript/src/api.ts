import type { ConversationEvent, Head, Presence } from "./frames.js";
import type { Conversation, Device, Group, Me, ProfileChange, Role, Settings, SettingsChange, User } from "./rest.js";
import type { Session } from "./session.js";

/** A part of a conversation's history, lowest seq first. */
export interface HistoryPage {
  events: ConversationEvent[];
  /** There are further events in the direction asked for. */
  more: boolean;
}

export interface Marker {
  userId: string;
  readSeq: number;
}

const LIST_PAGE = 100;
/** More conversations than anyone has; so that a server that always says `more` is not asked forever. */
const MAX_LIST_PAGES = 1_000;

/** The REST interface, as far as a chat client needs it. Each call throws what [Session.call] throws. */
export class Api {
  constructor(readonly session: Session) {}

  connect(): Promise<{ url: string; ticket: string }> {
    return this.get("/v1/connect");
  }

  me(): Promise<Me> {
    return this.get("/v1/me");
  }

  changeMe(change: ProfileChange): Promise<Me> {
    return this.session.call("PATCH", "/v1/me", change);
  }

  changePassword(oldPassword: string, newPassword: string): Promise<void> {
    return this.session.call("POST", "/v1/me/password", { oldPassword, newPassword });
  }

  settings(): Promise<Settings> {
    return this.get("/v1/me/settings");
  }

  changeSettings(change: SettingsChange): Promise<Settings> {
    return this.session.call("PATCH", "/v1/me/settings", change);
  }

  async devices(): Promise<Device[]> {
    return (await this.get<{ devices: Device[] }>("/v1/devices")).devices;
  }

  revokeDevice(deviceId: string): Promise<void> {
    return this.session.call("DELETE", `/v1/devices/${deviceId}`);
  }

  user(userId: string): Promise<User> {
    return this.get(`/v1/users/${userId}`);
  }

  /** People whose name or display name begins with `query`. */
  async findUsers(query: string, limit = 20): Promise<User[]> {
    return (await this.get<{ users: User[] }>(`/v1/users?query=${encodeURIComponent(query)}&limit=${limit}`)).users;
  }

  block(userId: string): Promise<void> {
    return this.session.call("PUT", `/v1/blocks/${userId}`);
  }

  unblock(userId: string): Promise<void> {
    return this.session.call("DELETE", `/v1/blocks/${userId}`);
  }

  async blocks(): Promise<User[]> {
    return (await this.get<{ users: User[] }>("/v1/blocks")).users;
  }

  /** One page of the list of conversations, newest first. */
  conversations(limit = LIST_PAGE, before?: string): Promise<{ conversations: Conversation[]; more: boolean; next?: string }> {
    return this.get(`/v1/conversations?limit=${limit}${before ? `&before=${encodeURIComponent(before)}` : ""}`);
  }

  async allConversations(): Promise<Conversation[]> {
    const all: Conversation[] = [];
    let next: string | undefined;
    for (let page = 0; page < MAX_LIST_PAGES; page++) {
      const part = await this.conversations(LIST_PAGE, next);
      all.push(...part.conversations);
      next = part.more ? part.next : undefined;
      if (!next) break;
    }
    return all;
  }

  /** The heads of all conversations. */
  async heads(): Promise<Head[]> {
    return (await this.allConversations()).map(({ conversationId, seq, readSeq, unread, leftSeq, mutedUntil }) => ({
      conversationId,
      seq,
      readSeq,
      unread,
      ...(leftSeq === undefined ? {} : { leftSeq }),
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
    }));
  }

  /** The newest page, or the nearest before or after a seq. */
  history(conversationId: string, range: { before?: number; after?: number; limit?: number } = {}): Promise<HistoryPage> {
    const query = Object.entries(range).map(([name, value]) => `${name}=${value}`);
    return this.get(`/v1/conversations/${conversationId}/events?${query.join("&")}`);
  }

  /** How far each member has read, some seconds old at most. */
  async markers(conversationId: string): Promise<Marker[]> {
    return (await this.get<{ markers: Marker[] }>(`/v1/conversations/${conversationId}/markers`)).markers;
  }

  createGroup(title: string, members: readonly string[]): Promise<Group> {
    return this.session.call("POST", "/v1/groups", { title, members });
  }

  group(conversationId: string): Promise<Group> {
    return this.get(`/v1/groups/${conversationId}`);
  }

  renameGroup(conversationId: string, title: string): Promise<Group> {
    return this.session.call("PATCH", `/v1/groups/${conversationId}`, { title });
  }

  addMembers(conversationId: string, userIds: readonly string[]): Promise<Group> {
    return this.session.call("POST", `/v1/groups/${conversationId}/members`, { userIds });
  }

  /** Removing oneself is leaving. */
  removeMember(conversationId: string, userId: string): Promise<void> {
    return this.session.call("DELETE", `/v1/groups/${conversationId}/members/${userId}`);
  }

  changeRole(conversationId: string, userId: string, role: Role): Promise<Group> {
    return this.session.call("PATCH", `/v1/groups/${conversationId}/members/${userId}`, { role });
  }

  async presence(userIds: readonly string[]): Promise<Presence[]> {
    return (await this.get<{ users: Presence[] }>(`/v1/presence?users=${userIds.join(",")}`)).users;
  }

  /** What browsers subscribe with. */
  async vapidKey(): Promise<string> {
    return (await this.get<{ key: string }>("/v1/push/vapid-key")).key;
  }

  /** Registers a browser's push subscription, as `PushSubscription.toJSON()` gives it, or another provider's address. */
  setPushAddress(address: object): Promise<void> {
    return this.session.call("PUT", "/v1/push/address", address);
  }

  removePushAddress(): Promise<void> {
    return this.session.call("DELETE", "/v1/push/address");
  }

  private get<T>(path: string): Promise<T> {
    return this.session.call("GET", path);
  }
}

/** The direct conversation of two users; it needs no look-up. */
export function directConversation(one: string, other: string): string {
  const oneIsLower = one.length === other.length ? one <= other : one.length < other.length;
  return oneIsLower ? `d.${one}.${other}` : `d.${other}.${one}`;
}

/** The other user of a direct conversation, oneself in notes to self; undefined for a group. */
export function peerOf(conversationId: string, self: string): string | undefined {
  const [kind, lower, higher] = conversationId.split(".");
  return kind === "d" ? (lower === self ? higher : lower) : undefined;
}
