import { ParleyClient, type ConversationEvent, type Head, type LinkState, type Outcome, type PendingSend, type Presence, type Session } from "@parley/client";
import { locked } from "./storage.js";

/** What a tab asks of the one that is connected. */
export type Command =
  | { is: "hello" }
  | { is: "bye" }
  | { is: "send"; clientMessageId: string; conversationId: string; text: string }
  | { is: "open"; conversationId: string; after: number }
  | { is: "read"; conversationId: string; seq: number }
  | { is: "mute"; conversationId: string; until: string }
  | { is: "typing"; conversationId: string }
  | { is: "watch"; userIds: string[] }
  | { is: "touched" }
  | { is: "hurry" };

/** What all tabs hear. */
export type News =
  | { is: "leader" }
  | { is: "snapshot"; heads: Head[]; outbox: PendingSend[]; state: LinkState; presence: Presence[] }
  | { is: "event"; event: ConversationEvent }
  | { is: "head"; head: Head; event?: ConversationEvent }
  | { is: "settled"; send: PendingSend; outcome: Outcome }
  | { is: "outbox"; outbox: PendingSend[] }
  | { is: "receipt"; conversationId: string; userId: string; readSeq: number; deliveredSeq: number }
  | { is: "typing"; conversationId: string; userId: string; expiresInMs: number }
  | { is: "presence"; users: Presence[] }
  | { is: "state"; state: LinkState }
  | { is: "trouble"; detail: string };

type Letter = { to: "leader"; command: Command } | { to: "all"; news: News };

/** Users that no tab has asked for in this time are watched no more. */
const WATCH_MS = 180_000;
const MOST_WATCHED = 190;
const ANSWER_MS = 400;
const IN_USE_MS = 15_000;

/**
 * All tabs of one device share one connection: one tab leads and holds the client, the others ask it. When it goes, the
 * next takes over, with the outbox that was stored. Where there are no Web Locks, or they are refused, a tab that hears no leader leads; if two
 * do, the server closes the older one's connection (`replaced`) and that tab follows.
 */
export class Hub {
  private readonly channel: BroadcastChannel;
  private readonly watchedAt = new Map<string, number>();
  private readonly presence = new Map<string, Presence>();
  private client: ParleyClient | undefined;
  private release: () => void = () => undefined;
  private closed = false;
  private hasLocks = true;

  constructor(
    private readonly session: Session,
    private readonly hear: (news: News) => void,
  ) {
    this.channel = new BroadcastChannel(`parley-${session.deviceId}`);
    this.channel.onmessage = ({ data }: MessageEvent<Letter>) => {
      if (data.to === "leader") this.obey(data.command);
      else this.heard(data.news);
    };
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    void this.elect();
  }

  /** True in the tab that holds the connection. */
  get leads(): boolean {
    return this.client !== undefined;
  }

  ask(command: Command): void {
    if (this.client) this.obey(command);
    else this.channel.postMessage({ to: "leader", command } satisfies Letter);
  }

  close(): void {
    this.leave();
    this.channel.close();
  }

  private lastNewsAt = 0;
  private touchedAt = -Infinity;

  /** In the leading tab: whether the user has just done something in any of the tabs. */
  get isInUse(): boolean {
    return performance.now() - this.touchedAt < IN_USE_MS;
  }

  private heard(news: News): void {
    this.lastNewsAt = performance.now();
    this.hear(news);
  }

  private async elect(): Promise<void> {
    this.ask({ is: "hello" });
    await locked(
      `parley-leader-${this.session.deviceId}`,
      async () => {
        await this.lead();
        // Kept until this tab ends or is replaced.
        await new Promise<void>((resolve) => (this.release = resolve));
      },
      () => this.electWithoutLocks(),
    );
  }

  private async electWithoutLocks(): Promise<void> {
    this.hasLocks = false;
    const askedAt = performance.now();
    this.ask({ is: "hello" });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS * (1 + Math.random())));
    if (this.lastNewsAt < askedAt) await this.lead();
  }

  private async lead(): Promise<void> {
    if (this.closed || this.client) return;
    const client = await ParleyClient.create({ session: this.session, timer: steadyTimer });
    if (this.closed) return;
    this.client = client;
    client.on("event", (event) => this.tell({ is: "event", event }));
    client.on("head", ({ head, event }) => this.tell(event ? { is: "head", head, event } : { is: "head", head }));
    client.on("settled", ({ send, outcome }) => this.tell({ is: "settled", send, outcome }));
    client.on("outbox", (outbox) => this.tell({ is: "outbox", outbox }));
    client.on("receipt", ({ conversationId, userId, readSeq, deliveredSeq }) => this.tell({ is: "receipt", conversationId, userId, readSeq, deliveredSeq }));
    client.on("typing", ({ conversationId, userId, expiresInMs }) => this.tell({ is: "typing", conversationId, userId, expiresInMs }));
    client.on("presence", (users) => {
      users.forEach((user) => this.presence.set(user.userId, user));
      this.tell({ is: "presence", users });
    });
    client.on("state", (state) => {
      this.tell({ is: "state", state });
      if (state === "replaced") void this.stepDown();
    });
    client.on("trouble", (trouble) => console.warn("parley", trouble));
    this.tell({ is: "leader" });
    this.tellAll();
    client.start();
  }

  /** Connects here again after something else of this device did. */
  takeOver(): void {
    void this.lead();
  }

  /** Another tab, or another program of this device, has the connection now. */
  private async stepDown(): Promise<void> {
    await this.client?.stop();
    this.client = undefined;
    this.ask({ is: "hello" });
  }

  private leave(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.client) {
      void this.client.stop();
      this.channel.postMessage({ to: "leader", command: { is: "bye" } } satisfies Letter);
    }
    this.release();
  }

  private tell(news: News): void {
    this.channel.postMessage({ to: "all", news } satisfies Letter);
    this.hear(news);
  }

  private tellAll(): void {
    const client = this.client!;
    this.tell({ is: "snapshot", heads: client.heads(), outbox: client.outbox(), state: client.state, presence: [...this.presence.values()] });
  }

  private obey(command: Command): void {
    const { client } = this;
    if (command.is === "bye") {
      if (!client && !this.closed && !this.hasLocks) setTimeout(() => void this.electWithoutLocks(), Math.random() * ANSWER_MS);
      return;
    }
    if (!client) return;
    switch (command.is) {
      case "hello":
        this.tellAll();
        break;
      case "send":
        void client.send(command.conversationId, command.text, command.clientMessageId);
        break;
      case "open":
        client.open(command.conversationId, command.after);
        break;
      case "read":
        client.read(command.conversationId, command.seq);
        break;
      case "mute":
        client.mute(command.conversationId, command.until);
        break;
      case "typing":
        client.typing(command.conversationId);
        break;
      case "watch":
        this.watch(client, command.userIds);
        break;
      case "touched":
        this.touchedAt = performance.now();
        client.touched();
        break;
      case "hurry":
        client.hurry();
        break;
    }
  }

  private watch(client: ParleyClient, userIds: string[]): void {
    const now = performance.now();
    for (const userId of userIds) {
      this.watchedAt.delete(userId);
      this.watchedAt.set(userId, now);
    }
    // The oldest first; they leave where there are too many.
    const gone = [...this.watchedAt].filter(([, at], i, all) => now - at > WATCH_MS || i < all.length - MOST_WATCHED).map(([userId]) => userId);
    for (const userId of gone) {
      this.watchedAt.delete(userId);
      this.presence.delete(userId);
    }
    if (gone.length) client.unwatch(gone);
    client.watch(userIds.filter((userId) => this.watchedAt.has(userId)));
  }
}

let worker: Worker | undefined;
let timers = 0;
const callbacks = new Map<number, () => void>();

/** A timer that a hidden page does not slow down. */
function steadyTimer(callback: () => void, delayMs: number): () => void {
  if (!worker) {
    worker = new Worker(new URL("./timer-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      const due = callbacks.get(data);
      callbacks.delete(data);
      due?.();
    };
  }
  const id = ++timers;
  const to = worker;
  callbacks.set(id, callback);
  to.postMessage({ id, delayMs });
  return () => {
    if (callbacks.delete(id)) to.postMessage({ id });
  };
}
