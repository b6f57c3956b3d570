import { kept } from "../storage.js";
import { phase, whenOut } from "./account.js";

const PREFIX = "parley.draft.";

export const draftOf = (conversationId: string): string => kept.get(PREFIX + conversationId) ?? "";

/** What is written in one conversation by one tab. Others may write there too, so only what changed here is kept. */
export class Draft {
  #known: string;

  constructor(private readonly conversationId: string) {
    this.#known = draftOf(conversationId);
  }

  /** As it was found, or kept last. */
  get text(): string {
    return this.#known;
  }

  keep(text: string): void {
    // A field that goes with the login keeps nothing for whoever logs in next.
    if (text === this.#known || phase.peek() !== "in") return;
    this.#known = text;
    kept.set(PREFIX + this.conversationId, text || undefined);
  }
}

whenOut(() => kept.forget(PREFIX));
