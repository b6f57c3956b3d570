import { expect, test } from "vitest";
import { ClientCore, DEFAULT_SETTINGS, directConversation, type ConversationEvent, type Input, type Outcome, type PendingSend, type SyncSettings } from "../src/index.js";
import { HostileServer } from "./hostile-server.js";
import { Random } from "./random.js";

// The promises of the core against a server that does its worst, seed by seed.
const SEEDS = 400;
const STEPS = 300;

test("what is handed over equals the log, once and in order, whatever the connection does", () => {
  for (let seed = 0; seed < SEEDS; seed++) play(seed, 1);
});

test.each([2, 5])("with %i sends in flight each is still sent once", (sendsPerConversation) => {
  for (let seed = 0; seed < SEEDS / 4; seed++) play(seed, sendsPerConversation);
});

function play(seed: number, sendsPerConversation: number): void {
  try {
    new Run(seed, sendsPerConversation).play();
  } catch (failed) {
    throw new Error(`seed ${seed}: ${(failed as Error).message}`, { cause: failed });
  }
}

/** One client, restarted now and then with what it stored, and its server. */
class Run {
  private readonly random: Random;
  private readonly server: HostileServer;
  private readonly settings: SyncSettings;
  private readonly conversations: string[];
  private readonly handedOver = new Map<string, ConversationEvent[]>();
  private readonly sent = new Map<string, string[]>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly readUpTo = new Map<string, number>();
  private storedOutbox: PendingSend[] = [];
  private core: ClientCore;
  private nowMs = 1_000;
  private names = 0;

  constructor(seed: number, sendsPerConversation: number) {
    this.random = new Random(seed);
    this.server = new HostileServer(this.random);
    this.settings = { ...DEFAULT_SETTINGS, pageSize: 5, pullsInFlight: 2, sendsPerConversation, sendsInFlight: 4 };
    const { me, other, refusing } = this.server;
    this.conversations = [directConversation(me, other), directConversation(me, me), directConversation(me, "3000"), "g.77", refusing];
    this.core = new ClientCore(me, "everything", this.settings);
  }

  play(): void {
    for (let step = 0; step < STEPS; step++) {
      this.nowMs += this.random.below(200);
      this.step();
      if (this.server.breaks()) this.cut();
    }
    this.finish();
    this.check();
  }

  private step(): void {
    const conversation = this.conversations[this.random.below(this.conversations.length)]!;
    const kind = this.random.below(15);
    if (kind < 3) {
      if (conversation !== this.server.refusing) this.server.post(conversation, this.server.other, "x", `hello ${this.random.next()}`);
    } else if (kind < 5) this.send(conversation);
    else if (kind === 5) this.cut();
    else if (kind < 8) this.connect();
    else if (kind === 8) this.nowMs += this.random.below(15_000);
    else if (kind === 9) this.restart();
    else if (kind === 10) this.apply({ is: "tick" });
    else if (kind === 11) this.read(conversation);
    else this.exchange(1 + this.random.below(8));
  }

  private send(conversationId: string): void {
    const clientMessageId = `c${++this.names}`;
    this.sent.set(conversationId, [...(this.sent.get(conversationId) ?? []), clientMessageId]);
    this.apply({ is: "send", clientMessageId, conversationId, text: `text of ${clientMessageId}` });
  }

  private read(conversationId: string): void {
    const seq = this.core.handed(conversationId);
    if (seq <= 0) return;
    this.readUpTo.set(conversationId, Math.max(seq, this.readUpTo.get(conversationId) ?? 0));
    this.apply({ is: "read", conversationId, seq });
  }

  private cut(): void {
    this.server.cut();
    this.apply({ is: "disconnected" });
  }

  private connect(): void {
    if (!this.server.isConnected) this.server.connect(this.core.cursor);
  }

  private restart(): void {
    // As storage does it: nothing is shared with what goes on.
    const positions = structuredClone(this.core.positions());
    this.server.cut();
    this.core = new ClientCore(this.server.me, "everything", this.settings, positions, structuredClone(this.storedOutbox));
  }

  private exchange(frames: number): void {
    for (let i = 0; i < frames; i++) {
      const frame = this.server.next();
      if (!frame) return;
      this.apply({ is: "received", frame: structuredClone(frame) });
    }
  }

  private apply(input: Input): void {
    for (const action of this.core.apply(input, this.nowMs)) {
      switch (action.do) {
        case "write":
          this.server.receive(action.frame);
          break;
        case "saveOutbox":
          this.storedOutbox = this.core.outbox();
          break;
        case "deliver": {
          const { conversationId } = action.event;
          this.handedOver.set(conversationId, [...(this.handedOver.get(conversationId) ?? []), action.event]);
          break;
        }
        case "settled":
          if (this.outcomes.has(action.send.clientMessageId)) throw new Error("settled twice");
          this.outcomes.set(action.send.clientMessageId, action.outcome);
          break;
        default:
      }
    }
  }

  /** The server behaves from now on. One event more in each conversation shows what a lost frame hid. */
  private finish(): void {
    this.server.hostile = false;
    this.cut();
    this.connect();
    this.exchange(1);
    for (const conversation of this.conversations) {
      if (conversation !== this.server.refusing) this.server.post(conversation, this.server.other, "x", "the last word");
    }
    for (let turn = 0; turn < 100_000; turn++) {
      this.exchange(Infinity);
      if (this.core.dueAtMs() === Infinity) return;
      this.nowMs = Math.max(this.nowMs, this.core.dueAtMs());
      this.apply({ is: "tick" });
    }
    throw new Error("the client never comes to rest");
  }

  private check(): void {
    for (const conversation of this.conversations) {
      const log = this.server.log(conversation);
      const names = this.sent.get(conversation) ?? [];
      if (conversation === this.server.refusing) {
        for (const name of names) expect(this.outcomes.get(name)).toMatchObject({ sent: false, code: "not_a_member" });
        continue;
      }
      expect(this.handedOver.get(conversation)).toEqual(log);
      const own = log.filter((event) => event.author === this.server.me).map((event) => event.clientMessageId);
      if (this.settings.sendsPerConversation === 1) expect(own).toEqual(names);
      else expect(own.toSorted()).toEqual(names.toSorted());
      for (const name of names) {
        const outcome = this.outcomes.get(name);
        if (!outcome?.sent) throw new Error(`${name} has no event`);
        expect(log[outcome.seq - 1]).toMatchObject({ messageId: outcome.messageId, clientMessageId: name });
      }
      expect(this.server.readSeqs.get(conversation) ?? 0).toBe(this.readUpTo.get(conversation) ?? 0);
      expect(this.core.head(conversation).seq).toBe(log.length);
    }
    expect(this.core.outbox()).toEqual([]);
    expect(this.server.maxPullLimitSeen).toBeLessThanOrEqual(this.settings.pageSize);
  }
}
