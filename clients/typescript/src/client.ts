import { Api } from "./api.js";
import { ClientCore, type Input, type Outcome } from "./core.js";
import { Emitter, type ClientEvents } from "./emitter.js";
import type { ClientFrame, Head } from "./frames.js";
import { Link, type LinkInput, type LinkState } from "./link.js";
import type { ClientOptions, Socket } from "./options.js";
import type { PendingSend } from "./outbox.js";
import { readFrame } from "./read-frame.js";
import { LoggedOutError, UnreachableError } from "./session.js";
import { DEFAULT_SETTINGS } from "./settings.js";
import { usualStore, type ClientStore } from "./store.js";

const SUBPROTOCOL = "parley.v1.json";
/** A crash repeats at most what was handed over in this time. */
const SAVE_EVERY_MS = 1_000;
const RELOAD_AFTER_MS = 5_000;
const REFUSED_AGAIN_AFTER_MS = 5_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * One device of one user, connected. Everything that was sent is repeated until it has an answer, over broken
 * connections and restarts; every event of a followed conversation is handed over once and in order.
 */
export class ParleyClient {
  readonly api: Api;
  private readonly store: ClientStore;
  private readonly link: Link;
  private readonly emitter = new Emitter();
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  private readonly timer: (callback: () => void, delayMs: number) => () => void;
  private core!: ClientCore;
  private socket: Socket | undefined;
  private active = false;
  private callOff: () => void = () => undefined;
  private timerAtMs = Infinity;
  private savePositionsAtMs = Infinity;
  private saving: Promise<unknown> = Promise.resolve();
  private stopped = false;
  /** What the store could not do before the start, when nobody listened yet. */
  private early: unknown[] | undefined = [];

  private constructor(private readonly options: ClientOptions) {
    const { session } = options;
    this.api = new Api(session);
    this.store = options.store ?? usualStore(`parley-${session.deviceId}`, (trouble) => this.storeFailed(trouble));
    this.link = new Link(options.random ?? Math.random);
    this.timer =
      options.timer ??
      ((callback, delayMs) => {
        const id = setTimeout(callback, delayMs);
        return () => clearTimeout(id);
      });
  }

  /** Takes up what this device remembered. Call [start] once the listeners are there. */
  static async create(options: ClientOptions): Promise<ParleyClient> {
    const client = new ParleyClient(options);
    const { positions, outbox } = await client.store.load();
    const settings = { ...DEFAULT_SETTINGS, ...options.settings };
    client.core = new ClientCore(options.session.userId, options.following ?? "opened", settings, positions, outbox);
    return client;
  }

  /** Returns how to take the listener away again. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void {
    return this.emitter.on(name, listener);
  }

  /** The same as an endless sequence, from now on. What comes while nobody asks is kept, until the sequence is ended. */
  stream<Name extends keyof ClientEvents>(name: Name): AsyncGenerator<ClientEvents[Name], void> {
    return this.emitter.stream(name, () => this.stopped);
  }

  get userId(): string {
    return this.options.session.userId;
  }

  get state(): LinkState {
    return this.link.state;
  }

  heads(): Head[] {
    return this.core.heads();
  }

  head(conversationId: string): Head {
    return this.core.head(conversationId);
  }

  /** Sends without an answer, oldest first. */
  outbox(): PendingSend[] {
    return this.core.outbox();
  }

  start(): void {
    const early = this.early ?? [];
    this.early = undefined;
    early.forEach((trouble) => this.tell("trouble", trouble));
    this.runLink({ is: "start" });
  }

  /** Says goodbye and saves. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.run({ is: "leaving" });
    this.stopped = true;
    this.runLink({ is: "stop" });
    this.callOff();
    this.savePositions();
    await this.saving;
  }

  /** Says something. It goes out as soon as it can, and again until it is answered, also after a restart. */
  send(conversationId: string, text: string, clientMessageId: string = randomName()): { clientMessageId: string; done: Promise<Outcome> } {
    const done = new Promise<Outcome>((resolve) => this.waiting.set(clientMessageId, resolve));
    this.run({ is: "send", clientMessageId, conversationId, text });
    return { clientMessageId, done };
  }

  /** Hands its events over from now on: those above `after`, or from where this device stopped, at first behind the read mark. */
  open(conversationId: string, after?: number): void {
    this.run(after === undefined ? { is: "open", conversationId } : { is: "open", conversationId, after });
  }

  close(conversationId: string): void {
    this.run({ is: "close", conversationId });
  }

  /** The user has read up to seq. */
  read(conversationId: string, seq: number): void {
    this.run({ is: "read", conversationId, seq });
  }

  /** @param until a time in UTC, `forever`, or empty for no longer */
  mute(conversationId: string, until: string): void {
    this.run({ is: "mute", conversationId, until });
  }

  /** Say it every 3 to 5 seconds while the user writes. */
  typing(conversationId: string): void {
    if (this.link.state === "live") this.write({ type: "typing", conversationId });
  }

  watch(userIds: readonly string[]): void {
    this.run({ is: "watch", userIds });
  }

  unwatch(userIds: readonly string[]): void {
    this.run({ is: "unwatch", userIds });
  }

  /** The user did something on this device: phones need not ring. */
  touched(): void {
    this.active = true;
  }

  /** The network is there again, or the page woke up: don't wait any longer, and try whether the connection lives. */
  hurry(): void {
    this.runLink({ is: "hurry" });
  }

  private tell<Name extends keyof ClientEvents>(name: Name, value: ClientEvents[Name]): void {
    this.emitter.tell(name, value);
  }

  private run(input: Input): void {
    if (this.stopped) return;
    /** Sends wait until the outbox that holds them is stored; other frames do not. */
    let stored: Promise<boolean> | undefined;
    const socket = this.socket;
    for (const action of this.core.apply(input, now())) {
      switch (action.do) {
        case "write":
          if (stored && action.frame.type === "send") this.writeWhen(stored, action.frame, socket);
          else this.write(action.frame);
          break;
        case "saveOutbox":
          stored = this.saveOutbox();
          break;
        case "deliver":
          this.tell("event", action.event);
          break;
        case "head":
          this.tell("head", action.event ? { head: action.head, event: action.event } : { head: action.head });
          break;
        case "settled":
          this.waiting.get(action.send.clientMessageId)?.(action.outcome);
          this.waiting.delete(action.send.clientMessageId);
          this.tell("settled", { send: action.send, outcome: action.outcome });
          break;
        case "receipt":
          this.tell("receipt", action);
          break;
        case "typing":
          this.tell("typing", action);
          break;
        case "presence":
          this.tell("presence", action.users);
          break;
        case "pullRefused":
          this.tell("pullRefused", action);
          break;
        case "loadHeads":
          void this.loadHeads();
          break;
        case "reconnect":
          queueMicrotask(() => this.runLink({ is: "doubted" }));
          break;
      }
    }
    if (input.is !== "tick" && this.savePositionsAtMs === Infinity) this.savePositionsAtMs = now() + SAVE_EVERY_MS;
    this.setTimer();
  }

  private writeWhen(stored: Promise<boolean>, frame: ClientFrame, on: Socket | undefined): void {
    void stored.then((safe) => {
      if (this.socket !== on) return;
      // What could not be stored does not go out; the next connection tries again.
      if (safe) this.write(frame);
      else this.runLink({ is: "doubted" });
    });
  }

  private saveOutbox(): Promise<boolean> {
    const outbox = this.core.outbox();
    this.tell("outbox", outbox);
    return this.save(() => this.store.saveOutbox(outbox));
  }

  /** One after the other, so that an older state never replaces a newer one. */
  private save(work: () => Promise<void>): Promise<boolean> {
    const saved = this.saving.then(work).then(
      () => true,
      (broken) => {
        this.tell("trouble", broken);
        return false;
      },
    );
    this.saving = saved;
    return saved;
  }

  private storeFailed(trouble: unknown): void {
    if (this.early) this.early.push(trouble);
    else this.tell("trouble", trouble);
  }

  private savePositions(): void {
    this.savePositionsAtMs = Infinity;
    const positions = this.core.positions();
    void this.save(() => this.store.savePositions(positions));
  }

  private async loadHeads(): Promise<void> {
    try {
      this.run({ is: "headsLoaded", heads: await this.api.heads() });
    } catch (failed) {
      this.tell("trouble", failed);
      if (failed instanceof UnreachableError && !this.stopped) this.timer(() => void this.loadHeads(), RELOAD_AFTER_MS);
    }
  }

  private setTimer(): void {
    const dueAtMs = this.stopped ? Infinity : Math.min(this.core.dueAtMs(), this.link.dueAtMs(), this.savePositionsAtMs);
    if (dueAtMs === this.timerAtMs) return;
    this.callOff();
    this.timerAtMs = dueAtMs;
    this.callOff =
      dueAtMs === Infinity
        ? () => undefined
        : this.timer(() => this.tick(), Math.min(Math.max(0, Math.ceil(dueAtMs - now())), LONGEST_TIMER_MS));
  }

  private tick(): void {
    this.timerAtMs = NaN;
    if (this.savePositionsAtMs <= now()) this.savePositions();
    this.run({ is: "tick" });
    this.runLink({ is: "tick" });
  }

  private runLink(input: LinkInput): void {
    for (const action of this.link.apply(input, now())) {
      switch (action.do) {
        case "discover":
          void this.discover();
          break;
        case "open":
          this.openSocket(action.attempt, action.url);
          break;
        case "greet": {
          const { cursor } = this.core;
          const deviceId = this.options.session.deviceId;
          this.write({ type: "hello", ticket: action.ticket, deviceId, ...(cursor === undefined ? {} : { cursor }) });
          break;
        }
        case "beat":
          this.beat(action.probe);
          break;
        case "abandon":
          this.abandon();
          break;
        case "changed":
          this.tell("state", action.state);
          break;
      }
    }
    this.setTimer();
  }

  private async discover(): Promise<void> {
    let answer: LinkInput;
    try {
      answer = { is: "discovered", ...(await this.api.connect()) };
    } catch (failed) {
      if (failed instanceof LoggedOutError) {
        answer = { is: "loggedOut" };
      } else if (failed instanceof UnreachableError) {
        answer = { is: "discoveryFailed", atLeastMs: failed.retryAfterMs, away: true };
      } else {
        this.tell("trouble", failed);
        answer = { is: "discoveryFailed", atLeastMs: REFUSED_AGAIN_AFTER_MS, away: false };
      }
    }
    this.runLink(answer);
  }

  private openSocket(attempt: number, url: string): void {
    let socket: Socket;
    try {
      socket = new (this.options.WebSocket ?? (globalThis.WebSocket as unknown as NonNullable<ClientOptions["WebSocket"]>))(url, [SUBPROTOCOL]);
    } catch (broken) {
      this.tell("trouble", broken);
      queueMicrotask(() => this.runLink({ is: "gone", attempt }));
      return;
    }
    this.socket = socket;
    const gone = () => this.runLink({ is: "gone", attempt });
    socket.onopen = () => this.runLink({ is: "opened", attempt });
    socket.onclose = gone;
    socket.onerror = gone;
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return;
      const frame = readFrame(data);
      if (frame) {
        this.run({ is: "received", frame });
        this.runLink({ is: "received", attempt, frame });
      } else {
        this.runLink({ is: "pong", attempt });
      }
    };
    socket.on?.("pong", () => this.runLink({ is: "pong", attempt }));
  }

  private beat(probe: boolean): void {
    this.write({ type: "heartbeat", active: this.active });
    this.active = false;
    if (!probe) return;
    if (this.socket?.ping) this.socket.ping();
    else this.run({ is: "probe" });
  }

  private write(frame: ClientFrame): void {
    try {
      this.socket?.send(JSON.stringify(frame));
    } catch (notOpen) {
      // It is closing: whoever needs an answer repeats on the next connection.
      this.tell("trouble", notOpen);
    }
  }

  private abandon(): void {
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => undefined;
    socket.close(1000);
    this.run({ is: "disconnected" });
  }
}

function now(): number {
  return performance.now();
}

/** 128 random bits. `crypto.randomUUID` is missing on pages without TLS. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
