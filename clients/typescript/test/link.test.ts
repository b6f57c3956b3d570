import { beforeEach, expect, test } from "vitest";
import { Link, type LinkAction, type LinkInput, type ServerFrame } from "../src/index.js";

let link: Link;
let nowMs: number;

beforeEach(() => {
  link = new Link(() => 0.5);
  nowMs = 0;
});

const apply = (input: LinkInput, afterMs = 0): LinkAction[] => link.apply(input, (nowMs += afterMs));
const welcome: ServerFrame = { type: "welcome", userId: "1", deviceId: "2", server: "chat-1", cursor: "c", heads: [], more: false };
const received = (attempt: number, frame: ServerFrame) => apply({ is: "received", attempt, frame });

function goLive(attempt = 1): void {
  apply({ is: "start" });
  apply({ is: "discovered", url: "ws://one", ticket: "t1" });
  apply({ is: "opened", attempt });
  received(attempt, welcome);
  expect(link.state).toBe("live");
}

test("finds its server, says hello with the ticket and is live after the welcome", () => {
  expect(apply({ is: "start" })).toContainEqual({ do: "discover" });
  expect(apply({ is: "discovered", url: "ws://one", ticket: "t1" })).toContainEqual({ do: "open", attempt: 1, url: "ws://one" });
  expect(apply({ is: "opened", attempt: 1 })).toContainEqual({ do: "greet", ticket: "t1" });
  received(1, welcome);
  expect(link.state).toBe("live");
});

test("a cut connection comes back after a delay that grows and has a bound", () => {
  goLive();
  const delays: number[] = [];
  for (let attempt = 1; attempt < 12; attempt++) {
    apply({ is: "gone", attempt });
    expect(link.state).toBe("waiting");
    delays.push(link.dueAtMs() - nowMs);
    nowMs = link.dueAtMs();
    expect(apply({ is: "tick" })).toContainEqual({ do: "discover" });
    apply({ is: "discovered", url: "ws://one", ticket: "t" });
  }
  expect(delays[0]).toBeLessThanOrEqual(500);
  expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
  expect(delays.at(-1)).toBeLessThanOrEqual(30_000);
});

const back = (ticket: string, lifeMs = 900_000): ServerFrame => ({ type: "return", ticket, lifeMs });

function loseConnection(attempt: number): void {
  apply({ is: "gone", attempt });
  nowMs = link.dueAtMs();
  expect(apply({ is: "tick" })).toContainEqual({ do: "discover" });
}

test("while discovery is away the last ticket of the last server leads back to it, once", () => {
  goLive();
  received(1, back("r1"));
  received(1, back("r2"));
  loseConnection(1);
  expect(apply({ is: "discoveryFailed", atLeastMs: 0, away: true })).toContainEqual({ do: "open", attempt: 2, url: "ws://one" });
  expect(apply({ is: "opened", attempt: 2 })).toContainEqual({ do: "greet", ticket: "r2" });
  received(2, { type: "error", code: "ticket_used", detail: "", retry: true });
  loseConnection(2);
  apply({ is: "discoveryFailed", atLeastMs: 0, away: true });
  expect(link.state).toBe("waiting");
});

test("discovery comes first, and its refusal is no reason to come back without it", () => {
  goLive();
  received(1, back("r1"));
  loseConnection(1);
  apply({ is: "discoveryFailed", atLeastMs: 0, away: false });
  expect(link.state).toBe("waiting");
  nowMs = link.dueAtMs();
  apply({ is: "tick" });
  expect(apply({ is: "discovered", url: "ws://two", ticket: "t2" })).toContainEqual({ do: "open", attempt: 2, url: "ws://two" });
  expect(apply({ is: "opened", attempt: 2 })).toContainEqual({ do: "greet", ticket: "t2" });
});

test("a ticket for coming back that could not be shown is tried again after growing delays, until it has expired", () => {
  goLive();
  received(1, back("r1", 300_000));
  const delays: number[] = [];
  let attempt = 1;
  while (nowMs < 300_000) {
    loseConnection(attempt);
    const actions = apply({ is: "discoveryFailed", atLeastMs: 0, away: true });
    if (nowMs < 300_000) {
      expect(actions).toContainEqual({ do: "open", attempt: ++attempt, url: "ws://one" });
      apply({ is: "gone", attempt });
      delays.push(link.dueAtMs() - nowMs);
    }
  }
  expect(link.state).toBe("waiting");
  expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
  expect(delays.length).toBeLessThan(30);
});

test("discovery that asks for patience is left alone also by whoever comes back without it", () => {
  goLive();
  received(1, back("r1"));
  loseConnection(1);
  const askedMs = nowMs;
  apply({ is: "discoveryFailed", atLeastMs: 60_000, away: true });
  apply({ is: "opened", attempt: 2 });
  received(2, welcome);
  received(2, back("r2"));
  apply({ is: "gone", attempt: 2 });
  nowMs = link.dueAtMs();
  expect(apply({ is: "tick" })).toContainEqual({ do: "open", attempt: 3, url: "ws://one" });
  apply({ is: "opened", attempt: 3 });
  apply({ is: "gone", attempt: 3 });
  while (link.state === "waiting") {
    nowMs = link.dueAtMs();
    apply({ is: "tick" });
  }
  expect(link.state).toBe("discovering");
  expect(nowMs).toBeGreaterThanOrEqual(askedMs + 60_000);
});

test("moved is followed at once, in circles only five times", () => {
  goLive();
  const moved: ServerFrame = { type: "moved", url: "ws://two", ticket: "t2" };
  for (let move = 1; move <= 5; move++) {
    const actions = received(move, moved);
    expect(actions).toContainEqual({ do: "open", attempt: move + 1, url: "ws://two" });
    expect(apply({ is: "opened", attempt: move + 1 })).toContainEqual({ do: "greet", ticket: "t2" });
  }
  received(6, moved);
  expect(link.state).toBe("waiting");
});

test("a drain is followed when its delay is over, also if the connection ends before", () => {
  goLive();
  received(1, { type: "drain", url: "ws://two", ticket: "t2", afterMs: 1_200 });
  apply({ is: "gone", attempt: 1 });
  expect(link.dueAtMs()).toBe(nowMs + 1_200);
  expect(apply({ is: "hurry" })).toEqual([]);
  expect(apply({ is: "tick" }, 1_200)).toContainEqual({ do: "open", attempt: 2, url: "ws://two" });
});

test("beats every 5 seconds, asks for an answer when it is quiet, and gives a silent connection up", () => {
  goLive();
  expect(apply({ is: "tick" }, 5_000)).toEqual([{ do: "beat", probe: false }]);
  expect(apply({ is: "tick" }, 5_000)).toEqual([{ do: "beat", probe: true }]);
  apply({ is: "pong", attempt: 1 });
  expect(apply({ is: "tick" }, 5_000)).toEqual([{ do: "beat", probe: false }]);
  apply({ is: "tick" }, 20_000);
  expect(link.state).toBe("waiting");
});

test("after a sleep a connection that does not answer soon is given up", () => {
  goLive();
  expect(apply({ is: "hurry" })).toEqual([{ do: "beat", probe: true }]);
  apply({ is: "tick" }, 4_000);
  expect(link.state).toBe("waiting");
});

test("whoever was logged out or replaced does not come back", () => {
  for (const [code, state] of [["device_revoked", "loggedOut"], ["replaced", "replaced"]] as const) {
    link = new Link(() => 0.5);
    goLive();
    received(1, { type: "error", code, detail: "", retry: false });
    expect(link.state).toBe(state);
    expect(link.dueAtMs()).toBe(Infinity);
    apply({ is: "gone", attempt: 1 });
    expect(link.state).toBe(state);
  }
});

test("what an old connection says counts no more", () => {
  goLive();
  received(1, { type: "moved", url: "ws://two", ticket: "t2" });
  expect(apply({ is: "gone", attempt: 1 })).toEqual([]);
  expect(received(1, { type: "error", code: "replaced", detail: "", retry: false })).toEqual([]);
  expect(link.state).toBe("connecting");
});
