import { batch, signal } from "@preact/signals";
import { Api, LoggedOutError, RefusedError, Session, UnreachableError, type Me } from "@parley/client";
import { oneTabAtATime, SESSION_KEY, sessionStore } from "../storage.js";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** What takes longer, such as a push service that does not answer, keeps nobody logged in. */
const MOST_LEAVING_MS = 3_000;
const ID = /^[1-9][0-9]{0,18}$/;

export const session = new Session({ server: "", store: sessionStore, deviceName: deviceName(), lock: oneTabAtATime });
export const api = new Api(session);

export const phase = signal<"loading" | "out" | "in">("loading");
export const me = signal<Me | undefined>(undefined);
/** What is said to the user until they have seen it. */
export const notice = signal<string | undefined>(undefined);

const arriving: Array<() => void> = [];
const leaving: Array<() => void | Promise<void>> = [];

/** What begins with a login. */
export function whenIn(begin: () => void): void {
  arriving.push(begin);
}

/** What ends with a login: whoever logs in next on this page may be someone else, and finds nothing of the one before. */
export function whenOut(forget: () => void | Promise<void>): void {
  leaving.push(forget);
}

export async function resume(): Promise<void> {
  addEventListener("storage", ({ key, newValue }) => {
    if ((key === SESSION_KEY || key === null) && !newValue && phase.value === "in") location.reload();
    if (key === SESSION_KEY && newValue && phase.value === "out") location.reload();
  });
  if (await session.resume()) await enter();
  else phase.value = "out";
}

export async function logIn(name: string, password: string): Promise<void> {
  await session.login(name, password);
  await enter();
}

export async function register(name: string, password: string, displayName: string): Promise<void> {
  await session.register(name, password, displayName);
  await enter();
}

export async function logOut(): Promise<void> {
  await leave();
  try {
    await session.logout();
  } catch (away) {
    if (!(away instanceof UnreachableError)) throw away;
    // Forgotten here all the same; the server ends the tokens by themselves.
  }
  location.assign("/");
}

/** Shows what is there at once, and connects; a server that does not answer yet is waited for. */
async function enter(): Promise<void> {
  // Tokens from a broken storage may be anything: ids that are none lead nowhere.
  if (!ID.test(session.userId) || !ID.test(session.deviceId)) {
    await sessionStore.clear();
    phase.value = "out";
    return;
  }
  phase.value = "in";
  arriving.forEach((begin) => begin());
}

async function leave(): Promise<void> {
  phase.value = "loading";
  const all = batch(() => leaving.map(async (forget) => forget()));
  const done = Promise.allSettled(all).then((ends) => ends.forEach((end) => end.status === "rejected" && console.error("parley", end.reason)));
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, MOST_LEAVING_MS))]);
  me.value = undefined;
}

/** The server takes this device's login no more. */
export async function loggedOut(): Promise<void> {
  if (phase.value !== "in") return;
  await leave();
  await sessionStore.clear();
  batch(() => {
    phase.value = "out";
    notice.value = "You were logged out on this device.";
  });
}

/** Repeats what fails because the server is away; ends with the login. */
export async function untilAnswered(work: () => Promise<void>): Promise<void> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      await work();
      return;
    } catch (error) {
      if (error instanceof LoggedOutError) {
        await loggedOut();
        return;
      }
      if (!(error instanceof UnreachableError)) {
        show(error);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(delayMs, error.retryAfterMs)));
    }
  }
}

/** Says what went wrong, in the server's words where it has some. */
export function show(error: unknown): void {
  if (error instanceof LoggedOutError) void loggedOut();
  else notice.value = words(error);
}

export function words(error: unknown): string {
  if (error instanceof RefusedError && error.code === "bad_credentials") return "Name or password is wrong.";
  if (error instanceof RefusedError || error instanceof UnreachableError) return error.message;
  console.error(error);
  return "Something went wrong.";
}

function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox\//.test(agent) ? "Firefox" : /Edg\//.test(agent) ? "Edge" : /Chrome\//.test(agent) ? "Chrome" : /Safari\//.test(agent) ? "Safari" : "Browser";
  const system = /Android/.test(agent) ? "Android" : /iPhone|iPad/.test(agent) ? "iOS" : /Mac OS/.test(agent) ? "macOS" : /Windows/.test(agent) ? "Windows" : /Linux/.test(agent) ? "Linux" : "";
  return system ? `${browser} on ${system}` : browser;
}
