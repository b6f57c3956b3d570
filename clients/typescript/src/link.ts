import type { ServerFrame } from "./frames.js";

/**
 * Where a device stands. `stopped`, `loggedOut` and `replaced` are final: after the last, the same device has connected
 * elsewhere and that connection goes on.
 */
export type LinkState = "stopped" | "discovering" | "connecting" | "greeting" | "live" | "waiting" | "loggedOut" | "replaced";

export type LinkInput =
  | { is: "start" }
  | { is: "stop" }
  | { is: "loggedOut" }
  | { is: "discovered"; url: string; ticket: string }
  /** `away`: it does not answer, or says to ask again. Otherwise it would not give a place to the same question. */
  | { is: "discoveryFailed"; atLeastMs: number; away: boolean }
  | { is: "opened"; attempt: number }
  | { is: "gone"; attempt: number }
  /** A sign of life that is no frame. */
  | { is: "pong"; attempt: number }
  | { is: "received"; attempt: number; frame: ServerFrame }
  /** The connection seems worth nothing. */
  | { is: "doubted" }
  /** The network is there again, or the machine woke up: waiting makes no sense any more, and a live connection is tried. */
  | { is: "hurry" }
  | { is: "tick" };

export type LinkAction =
  | { do: "discover" }
  | { do: "open"; attempt: number; url: string }
  | { do: "greet"; ticket: string }
  /** Say a heartbeat; with `probe` also something that is answered. */
  | { do: "beat"; probe: boolean }
  | { do: "abandon" }
  | { do: "changed"; state: LinkState };

const HEARTBEAT_MS = 5_000;
/** Longer than this without a word: the next beat asks for one. A browser has no WebSocket ping. */
const QUIET_MS = 9_000;
/** The server or the way to it is dead. */
const SILENCE_MS = 20_000;
/** How soon a connection has to answer that may have died while the machine slept. */
const HURRIED_SILENCE_MS = 4_000;
const OPENING_MS = 15_000;
const GREETING_MS = 10_000;
/** A connection that lived this long was a good one: the next failure starts with a short delay again. */
const STEADY_MS = 10_000;
/** Servers that send a client round in circles longer than this are asked no more; discovery is. */
const MAX_MOVES = 5;

const FIRST_BACKOFF_MS = 500;
const MOST_BACKOFF_MS = 30_000;

interface Target {
  url: string;
  ticket: string;
}

/**
 * Keeps a device connected: finds its server, says hello, beats, notices silence, follows `moved` and `drain`, comes back
 * after every failure until it is stopped or logged out. State and an input give actions; no I/O, no clock.
 *
 * Where to go says discovery. Only while it is away the client goes back to its last server, with the ticket for coming
 * back that the server gave it.
 */
export class Link {
  private state_: LinkState = "stopped";
  private attempt = 0;
  private moves = 0;
  private failures = 0;
  /** Where a server sent the client, for the next attempt. */
  private target: Target | undefined;
  /** Where it is, or tries to be. */
  private here: Target | undefined;
  /** From the last server that gave one, until its ticket has been shown. */
  private back: (Target & { untilMs: number }) | undefined;
  /** When discovery may be asked again. Until then there is only the way back. */
  private askAtMs = -Infinity;
  private liveSinceMs = 0;
  private heardAtMs = 0;
  /** In every state but live, when to go on. */
  private untilMs = Infinity;
  private beatAtMs = Infinity;
  private silentAtMs = Infinity;
  private drainAtMs = Infinity;

  /** @param random from 0 to below 1; spreads the delays */
  constructor(private readonly random: () => number) {}

  get state(): LinkState {
    return this.state_;
  }

  /** When to come with a tick unless something else happens before; Infinity for never. */
  dueAtMs(): number {
    return Math.min(this.untilMs, this.drainAtMs, this.beatAtMs, this.silentAtMs);
  }

  /** @param nowMs never less than the time before */
  apply(input: LinkInput, nowMs: number): LinkAction[] {
    const actions: LinkAction[] = [];
    switch (input.is) {
      case "start":
        if (this.state_ === "stopped") this.discover(actions);
        break;
      case "stop":
        this.end("stopped", actions);
        break;
      case "loggedOut":
        this.end("loggedOut", actions);
        break;
      case "discovered":
        if (this.state_ === "discovering") this.open(input, nowMs, actions);
        break;
      case "discoveryFailed":
        if (this.state_ !== "discovering") break;
        if (input.away) this.comeBack(input.atLeastMs, nowMs, actions);
        else this.waitAtLeast(input.atLeastMs, nowMs, actions);
        break;
      case "opened":
        if (input.attempt === this.attempt && this.state_ === "connecting") {
          this.untilMs = nowMs + GREETING_MS;
          if (this.here === this.back) this.back = undefined;
          actions.push({ do: "greet", ticket: this.here!.ticket });
          this.change("greeting", actions);
        }
        break;
      case "gone":
        if (input.attempt === this.attempt && ["connecting", "greeting", "live"].includes(this.state_)) this.drop(nowMs, actions);
        break;
      case "pong":
        this.heard(input.attempt, nowMs);
        break;
      case "received":
        this.received(input.attempt, input.frame, nowMs, actions);
        break;
      case "doubted":
        if (this.state_ === "live") this.drop(nowMs, actions);
        break;
      case "hurry":
        if (this.state_ === "waiting" && this.drainAtMs === Infinity) {
          this.discover(actions);
        } else if (this.state_ === "live" && this.drainAtMs === Infinity) {
          this.silentAtMs = Math.min(this.silentAtMs, nowMs + HURRIED_SILENCE_MS);
          actions.push({ do: "beat", probe: true });
        }
        break;
      case "tick":
        this.tick(nowMs, actions);
        break;
    }
    return actions;
  }

  private tick(nowMs: number, actions: LinkAction[]): void {
    if (this.target && nowMs >= this.drainAtMs) {
      actions.push({ do: "abandon" });
      this.open(this.target, nowMs, actions);
    } else if (nowMs >= this.silentAtMs) {
      this.drop(nowMs, actions);
    } else if (nowMs >= this.untilMs) {
      if (this.state_ !== "waiting") this.drop(nowMs, actions);
      else if (nowMs < this.askAtMs) this.comeBack(this.askAtMs - nowMs, nowMs, actions);
      else this.discover(actions);
    } else if (nowMs >= this.beatAtMs) {
      this.beatAtMs = nowMs + HEARTBEAT_MS;
      actions.push({ do: "beat", probe: nowMs - this.heardAtMs >= QUIET_MS });
    }
  }

  private received(attempt: number, frame: ServerFrame, nowMs: number, actions: LinkAction[]): void {
    if (attempt !== this.attempt || (this.state_ !== "greeting" && this.state_ !== "live")) return;
    this.heard(attempt, nowMs);
    switch (frame.type) {
      case "welcome":
        this.liveSinceMs = this.heardAtMs = nowMs;
        this.moves = 0;
        this.untilMs = Infinity;
        this.beatAtMs = nowMs + HEARTBEAT_MS;
        this.silentAtMs = nowMs + SILENCE_MS;
        this.change("live", actions);
        break;
      case "moved":
        if (++this.moves > MAX_MOVES) {
          this.moves = 0;
          this.drop(nowMs, actions);
        } else {
          actions.push({ do: "abandon" });
          this.open(frame, nowMs, actions);
        }
        break;
      case "drain":
        this.target = frame;
        this.drainAtMs = nowMs + frame.afterMs;
        break;
      case "return":
        this.back = { url: this.here!.url, ticket: frame.ticket, untilMs: nowMs + frame.lifeMs };
        break;
      case "error":
        if (frame.code === "device_revoked") this.end("loggedOut", actions);
        else if (frame.code === "replaced") this.end("replaced", actions);
        break;
      default:
    }
  }

  private heard(attempt: number, nowMs: number): void {
    if (attempt === this.attempt && this.state_ === "live") {
      this.heardAtMs = nowMs;
      this.silentAtMs = nowMs + SILENCE_MS;
    }
  }

  private discover(actions: LinkAction[]): void {
    this.clearTimers();
    this.target = undefined;
    this.change("discovering", actions);
    actions.push({ do: "discover" });
  }

  /** Without discovery. Where a server can't be reached at all its ticket is still good for the next time. */
  private comeBack(atLeastMs: number, nowMs: number, actions: LinkAction[]): void {
    if (this.back && nowMs < this.back.untilMs) {
      this.askAtMs = nowMs + atLeastMs;
      this.open(this.back, nowMs, actions);
    } else {
      this.waitAtLeast(atLeastMs, nowMs, actions);
    }
  }

  private open(to: Target, nowMs: number, actions: LinkAction[]): void {
    this.clearTimers();
    this.target = undefined;
    this.attempt++;
    this.here = to;
    this.untilMs = nowMs + OPENING_MS;
    this.change("connecting", actions);
    actions.push({ do: "open", attempt: this.attempt, url: to.url });
  }

  /** The connection is of no use. Where the server had announced a drain, its pace still counts; otherwise ours. */
  private drop(nowMs: number, actions: LinkAction[]): void {
    actions.push({ do: "abandon" });
    if (this.state_ === "live" && nowMs - this.liveSinceMs >= STEADY_MS) this.failures = 0;
    if (this.target && this.drainAtMs !== Infinity) {
      const drainAtMs = this.drainAtMs;
      this.clearTimers();
      this.drainAtMs = drainAtMs;
      this.change("waiting", actions);
    } else {
      this.waitAtLeast(0, nowMs, actions);
    }
  }

  private waitAtLeast(atLeastMs: number, nowMs: number, actions: LinkAction[]): void {
    this.clearTimers();
    this.untilMs = nowMs + Math.max(atLeastMs, this.backoffMs());
    this.change("waiting", actions);
  }

  /**
   * Doubling delays with jitter, so that a server that restarts does not meet all of its clients at once. The first delay
   * is short: most broken connections were broken alone. After "Exponential Backoff And Jitter" (Brooker, 2015), the
   * equal-jitter form, which has a floor.
   */
  private backoffMs(): number {
    const bound = Math.min(MOST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(this.failures, 6));
    const floor = this.failures === 0 ? 0 : bound / 2;
    this.failures++;
    return floor + this.random() * (bound - floor);
  }

  private end(last: LinkState, actions: LinkAction[]): void {
    if (["stopped", "loggedOut", "replaced"].includes(this.state_)) return;
    this.clearTimers();
    this.target = this.back = undefined;
    actions.push({ do: "abandon" });
    this.change(last, actions);
  }

  private clearTimers(): void {
    this.untilMs = this.beatAtMs = this.silentAtMs = this.drainAtMs = Infinity;
  }

  private change(to: LinkState, actions: LinkAction[]): void {
    if (this.state_ !== to) {
      this.state_ = to;
      actions.push({ do: "changed", state: to });
    }
  }
}
