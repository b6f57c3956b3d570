import { signal } from "@preact/signals";
import { randomName, type PendingSend } from "@parley/client";
import { whenOut } from "./account.js";
import { ask, onNews } from "./connection.js";

export interface Failed {
  send: PendingSend;
  code: string;
  detail: string;
}

/** What waits for an answer, oldest first. */
export const outbox = signal<readonly PendingSend[]>([]);
export const failed = signal<readonly Failed[]>([]);

/** Said in this tab and not yet seen in the leading tab's outbox. */
const unsaved = new Map<string, PendingSend>();

export function send(conversationId: string, text: string): void {
  const one: PendingSend = { clientMessageId: randomName(), conversationId, text, afterSeq: -1 };
  unsaved.set(one.clientMessageId, one);
  outbox.value = [...outbox.value, one];
  ask({ is: "send", clientMessageId: one.clientMessageId, conversationId, text });
}

export function forgetFailed(clientMessageId: string): void {
  failed.value = failed.value.filter((one) => one.send.clientMessageId !== clientMessageId);
}

export function sendAgain({ send: old }: Failed): void {
  forgetFailed(old.clientMessageId);
  send(old.conversationId, old.text);
}

function hearOutbox(sends: readonly PendingSend[]): void {
  sends.forEach((one) => unsaved.delete(one.clientMessageId));
  outbox.value = [...sends, ...unsaved.values()];
}

whenOut(() => {
  unsaved.clear();
  outbox.value = [];
  failed.value = [];
});

onNews((news) => {
  switch (news.is) {
    case "leader":
      // The one before may have gone with what this tab had asked for.
      unsaved.forEach((one) => ask({ is: "send", ...one }));
      break;
    case "snapshot":
    case "outbox":
      hearOutbox(news.outbox);
      break;
    case "settled": {
      const { send: one, outcome } = news;
      unsaved.delete(one.clientMessageId);
      if (!outcome.sent) failed.value = [...failed.value, { send: one, code: outcome.code, detail: outcome.detail }];
      outbox.value = outbox.value.filter((other) => other.clientMessageId !== one.clientMessageId);
      break;
    }
  }
});
