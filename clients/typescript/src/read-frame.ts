import type { ServerFrame } from "./frames.js";

const text = (value: unknown): boolean => typeof value === "string";
const number = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const flag = (value: unknown): boolean => typeof value === "boolean";
type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const list = (each: (value: Fields) => boolean) => (value: unknown) => Array.isArray(value) && value.every((one) => isObject(one) && each(one));

const isHead = (it: Fields) => text(it.conversationId) && number(it.seq) && number(it.readSeq) && number(it.unread);
const isEvent = (it: Fields): boolean =>
  text(it.conversationId) &&
  number(it.seq) &&
  (it.seq as number) > 0 &&
  text(it.messageId) &&
  text(it.author) &&
  text(it.sentAt) &&
  text(it.kind) &&
  (it.kind !== "message" || (text(it.clientMessageId) && text(it.text))) &&
  (it.kind !== "membership" || (Array.isArray(it.users) && list((member) => text(member.userId))(it.members)));

/** What a frame must have so that the core can work with it. */
const CHECKS: Record<string, (it: Fields) => boolean> = {
  welcome: (it) => text(it.cursor) && list(isHead)(it.heads),
  event: (it) => text(it.cursor) && isEvent(it),
  page: (it) => text(it.requestId) && text(it.conversationId) && list(isEvent)(it.events),
  sent: (it) => text(it.conversationId) && text(it.clientMessageId) && number(it.seq) && text(it.messageId),
  refused: (it) => text(it.conversationId) && text(it.clientMessageId) && text(it.code),
  receipt: (it) => text(it.conversationId) && text(it.userId) && number(it.readSeq ?? 0) && number(it.deliveredSeq ?? 0),
  muted: (it) => text(it.conversationId),
  typing: (it) => text(it.conversationId) && text(it.userId) && number(it.expiresInMs),
  presence: (it) => list((user) => text(user.userId) && flag(user.online))(it.users),
  moved: (it) => text(it.url) && text(it.ticket),
  drain: (it) => text(it.url) && text(it.ticket) && number(it.afterMs),
  return: (it) => text(it.ticket) && number(it.lifeMs),
  error: (it) => text(it.code) && flag(it.retry),
};

/** Undefined for what is no frame, or a frame of a type that this version does not know. */
export function readFrame(json: unknown): ServerFrame | undefined {
  if (typeof json !== "string") return undefined;
  let frame: unknown;
  try {
    frame = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isObject(frame) || !text(frame.type) || !Object.hasOwn(CHECKS, frame.type as string)) return undefined;
  return CHECKS[frame.type as string]!(frame) ? (frame as unknown as ServerFrame) : undefined;
}
