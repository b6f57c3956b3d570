export { Api, directConversation, peerOf, type HistoryPage, type Marker } from "./api.js";
export { ParleyClient, randomName } from "./client.js";
export { NEVER_HANDED, type Position } from "./conversation.js";
export type { Following } from "./conversations.js";
export { ClientCore, type Action, type Input, type Outcome, type Positions } from "./core.js";
export type { ClientEvents } from "./emitter.js";
export type * from "./frames.js";
export { Link, type LinkAction, type LinkInput, type LinkState } from "./link.js";
export type { ClientOptions, Socket } from "./options.js";
export type { PendingSend } from "./outbox.js";
export { readFrame } from "./read-frame.js";
export type { Conversation, Device, Group, Me, NamedMember, ProfileChange, Settings, SettingsChange, User } from "./rest.js";
export {
  LoggedOutError,
  memorySessionStore,
  RefusedError,
  Session,
  UnreachableError,
  type SessionData,
  type SessionOptions,
  type SessionStore,
} from "./session.js";
export { DEFAULT_SETTINGS, type SyncSettings } from "./settings.js";
export { indexedDbStore, memoryStore, usualStore, type ClientStore } from "./store.js";
export { textProblem } from "./text.js";
