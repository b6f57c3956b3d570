import type { ConversationEvent } from "@parley/client";
import { session } from "../model/account.js";
import { nameOf } from "../model/people.js";

const LONGEST = 140;

/** An event in one line of plain text. */
export function describe(event: ConversationEvent, withAuthor: boolean): string {
  const isMine = event.author === session.userId;
  switch (event.kind) {
    case "message": {
      const text = event.text.slice(0, LONGEST).replace(/\s+/gu, " ");
      return isMine ? `You: ${text}` : withAuthor ? `${nameOf(event.author)}: ${text}` : text;
    }
    case "membership": {
      const who = isMine ? "You" : nameOf(event.author);
      const others = event.users.filter((userId) => userId !== event.author);
      const whom = others
        .slice(0, 5)
        .map((userId) => (userId === session.userId ? "you" : nameOf(userId)))
        .join(", ");
      const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
      switch (event.change) {
        case "created":
          return `${who} created the group “${event.title}”`;
        case "added":
          return `${who} added ${whom}${more}`;
        case "removed":
          return `${who} removed ${whom}${more}`;
        case "left":
          return `${who} left`;
        case "renamed":
          return `${who} named the group “${event.title}”`;
        case "role_changed":
          return `${who} changed the role of ${whom}${more}`;
        default:
          return `${who} changed the group`;
      }
    }
    case "block":
      return event.blocked ? `${isMine ? "You" : nameOf(event.author)} blocked this conversation` : `${isMine ? "You" : nameOf(event.author)} lifted the block`;
    default:
      return ""; // A kind of a later version.
  }
}
