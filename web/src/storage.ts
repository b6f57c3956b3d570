import type { SessionData, SessionStore } from "@parley/client";

/** localStorage where it may be used; otherwise what lasts as long as this page. */
class Kept {
  /** What localStorage did not take, also that a key is gone, and what it held then. */
  private readonly memory = new Map<string, { value: string | undefined; stored: string | undefined }>();

  get(key: string): string | undefined {
    const stored = this.stored(key);
    const refused = this.memory.get(key);
    // Something else is stored now: another tab wrote later.
    return refused && refused.stored === stored ? refused.value : stored;
  }

  set(key: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      this.memory.delete(key);
    } catch {
      // Forbidden or full.
      this.memory.set(key, { value, stored: this.stored(key) });
    }
  }

  private stored(key: string): string | undefined {
    try {
      return localStorage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Everything whose key begins like that. */
  forget(prefix: string): void {
    for (const key of this.memory.keys()) if (key.startsWith(prefix)) this.memory.delete(key);
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    } catch {
      // Forbidden: then nothing is there.
    }
  }

  get isLasting(): boolean {
    try {
      localStorage.setItem("parley.try", "1");
      localStorage.removeItem("parley.try");
      return true;
    } catch {
      return false;
    }
  }
}

export const kept = new Kept();
export const SESSION_KEY = "parley.session";

export const sessionStore: SessionStore = {
  load(): SessionData | undefined {
    try {
      const data = JSON.parse(kept.get(SESSION_KEY) ?? "null");
      const whole = data && ["userId", "deviceId", "accessToken", "refreshToken"].every((field) => typeof data[field] === "string");
      return whole ? data : undefined;
    } catch {
      return undefined; // Someone wrote something else there: as if nobody was logged in.
    }
  },
  save: (session) => kept.set(SESSION_KEY, JSON.stringify(session)),
  clear: () => kept.set(SESSION_KEY, undefined),
};

const LOCK_KEY = "parley.lock";
const LOCK_MS = 15_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Does the work under a Web Lock, or else what is to be done without. There are none on pages without TLS, but for localhost,
 * and a browser that was told to keep nothing refuses them.
 */
export async function locked<T>(name: string, work: () => Promise<T>, without: () => Promise<T>): Promise<T> {
  let isGiven = false;
  try {
    if (navigator.locks) {
      return (await navigator.locks.request(name, () => {
        isGiven = true;
        return work();
      })) as T;
    }
  } catch (refused) {
    if (isGiven) throw refused;
  }
  return without();
}

/**
 * One tab at a time refreshes the tokens. Without Web Locks the tabs agree through localStorage, as well as that goes: who
 * reads its own mark after a while has the lock.
 */
export function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return locked(LOCK_KEY, work, () => afterOwnMark(work));
}

async function afterOwnMark<T>(work: () => Promise<T>): Promise<T> {
  const me = String(Math.random());
  const deadline = Date.now() + LOCK_MS;
  while (Date.now() < deadline) {
    const [, until] = (kept.get(LOCK_KEY) ?? " 0").split(" ");
    if (Number(until) < Date.now()) {
      kept.set(LOCK_KEY, `${me} ${Date.now() + LOCK_MS}`);
      await pause(50);
      if (kept.get(LOCK_KEY)?.startsWith(me)) break;
    }
    await pause(50 + Math.random() * 50);
  }
  try {
    return await work();
  } finally {
    kept.set(LOCK_KEY, undefined);
  }
}
