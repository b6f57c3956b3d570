import { kept } from "../storage.js";
import { phase, whenOut } from "./account.js";

const PREFIX = "parley.draft.";

export const draftOf = (conversationId: string): string => kept.get(PREFIX + conversationId) ?? "";

export function keepDraft(conversationId: string, text: string): void {
  // A field that goes with the login keeps nothing for whoever logs in next.
  if (phase.peek() === "in") kept.set(PREFIX + conversationId, text || undefined);
}

whenOut(() => kept.forget(PREFIX));
