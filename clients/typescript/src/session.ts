import type { Login } from "./rest.js";

/** A device's login. */
export interface SessionData {
  userId: string;
  deviceId: string;
  accessToken: string;
  /** Good for one refresh; using an old one ends the login. */
  refreshToken: string;
}

/** Keeps a device's login. What is saved must be there for the next `load`: an old refresh token must never be used again. */
export interface SessionStore {
  load(): SessionData | undefined | Promise<SessionData | undefined>;
  save(session: SessionData): void | Promise<void>;
  clear(): void | Promise<void>;
}

export function memorySessionStore(): SessionStore {
  let kept: SessionData | undefined;
  return {
    load: () => kept,
    save: (session) => void (kept = session),
    clear: () => void (kept = undefined),
  };
}

/** The server refused a request. The same request will be refused again. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  /** @param code from the table of codes, maybe one that this version does not know */
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** The server does not answer, or not now. Trying again may help. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";

  /** @param retryAfterMs as the server said, 0 if it did not */
  constructor(
    detail: string,
    readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** The login of this device has ended, here or from elsewhere. */
export class LoggedOutError extends Error {
  override readonly name = "LoggedOutError";

  constructor(readonly code: string) {
    super("This device is not logged in.");
  }
}

export interface SessionOptions {
  /** Scheme, host and port; empty for the page's own origin. */
  server: string;
  store?: SessionStore;
  /** How this device is called in the user's list. */
  deviceName?: string;
  fetch?: typeof fetch;
  /** Runs one at a time whatever shares the store, other tabs among them. Web Locks where they may be used, else within this process. */
  lock?: <T>(work: () => Promise<T>) => Promise<T>;
}

const TIMEOUT_MS = 15_000;

/**
 * A device's login, kept alive: an access token that is no longer taken is replaced by itself. Several tabs may share
 * one, as long as they share its store.
 */
export class Session {
  private data: SessionData | undefined;
  private readonly server: string;
  private readonly store: SessionStore;
  private readonly deviceName: string;
  private readonly fetch: typeof fetch;
  private readonly lock: <T>(work: () => Promise<T>) => Promise<T>;

  constructor(options: SessionOptions) {
    this.server = options.server.replace(/\/$/, "");
    this.store = options.store ?? memorySessionStore();
    this.deviceName = options.deviceName ?? "A program";
    this.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
    this.lock = options.lock ?? usualLock();
  }

  get userId(): string {
    return this.known.userId;
  }

  get deviceId(): string {
    return this.known.deviceId;
  }

  private get known(): SessionData {
    if (!this.data) throw new LoggedOutError("unauthenticated");
    return this.data;
  }

  /** Creates the account, and this device as its first. */
  async register(name: string, password: string, displayName?: string): Promise<void> {
    const body = { name, password, device: { name: this.deviceName }, ...(displayName ? { displayName } : {}) };
    await this.keep(await this.plain("POST", "/v1/auth/register", body));
  }

  /** Logs in as a new device, or as the stored one if it belongs to this user. */
  async login(name: string, password: string): Promise<void> {
    const body = { name, password, device: { name: this.deviceName } };
    const before = await this.store.load();
    if (before) {
      try {
        await this.keep(await this.plain("POST", "/v1/auth/login", { ...body, deviceId: before.deviceId }));
        return;
      } catch (refused) {
        // Someone else's device, or one that was revoked.
        if (!(refused instanceof RefusedError) || refused.code === "bad_credentials") throw refused;
      }
    }
    await this.keep(await this.plain("POST", "/v1/auth/login", body));
  }

  /** Takes up the stored login. False if there is none. Whether the server still takes it shows at the first call. */
  async resume(): Promise<boolean> {
    this.data = await this.store.load();
    return this.data !== undefined;
  }

  /** Ends the login. Forgotten here in any case, also if the server can't be told. */
  async logout(): Promise<void> {
    try {
      await this.call("POST", "/v1/auth/logout");
    } catch (failed) {
      if (!(failed instanceof LoggedOutError)) throw failed;
    } finally {
      this.data = undefined;
      await this.store.clear();
    }
  }

  /**
   * A call with the access token; once more if that was not taken.
   *
   * @throws LoggedOutError if no token can be had any more
   */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const before = this.known;
    try {
      return (await this.plain(method, path, body, before.accessToken)) as T;
    } catch (refused) {
      if (!isTokenRefused(refused)) throw refused;
      if (refused.code === "device_revoked") throw new LoggedOutError(refused.code);
    }
    const renewed = await this.lock(() => this.renew(before));
    try {
      return (await this.plain(method, path, body, renewed.accessToken)) as T;
    } catch (refused) {
      throw isTokenRefused(refused) ? new LoggedOutError(refused.code) : refused;
    }
  }

  private async renew(old: SessionData): Promise<SessionData> {
    // Another tab may have done it meanwhile.
    const stored = await this.store.load();
    if (stored && stored.deviceId === old.deviceId && stored.accessToken !== old.accessToken) return (this.data = stored);
    if (this.data && this.data.accessToken !== old.accessToken) return this.data;
    try {
      return await this.keep(await this.plain("POST", "/v1/auth/refresh", { refreshToken: old.refreshToken }));
    } catch (refused) {
      throw refused instanceof RefusedError ? new LoggedOutError(refused.code) : refused;
    }
  }

  private async keep(answer: unknown): Promise<SessionData> {
    const { userId, deviceId, accessToken, refreshToken } = answer as Login;
    this.data = { userId, deviceId, accessToken, refreshToken };
    await this.store.save(this.data);
    return this.data;
  }

  private async plain(method: string, path: string, body?: unknown, accessToken?: string): Promise<unknown> {
    const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
    if (accessToken) headers["Authorization"] = `Bearer ${accessToken}`;
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS), credentials: "omit", cache: "no-store" };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(this.server + path, init);
      text = await response.text();
    } catch (away) {
      throw new UnreachableError("The server does not answer.", 0, { cause: away });
    }
    return answer(response, text);
  }
}

function answer(response: Response, text: string): unknown {
  let json: unknown;
  try {
    json = text ? JSON.parse(text) : undefined;
  } catch (notOurs) {
    throw new UnreachableError("What answers there is not Parley.", 0, { cause: notOurs });
  }
  if (response.ok) return json;
  const { code = "", detail = `The server answered ${response.status}.` } = (json ?? {}) as { code?: string; detail?: string };
  // A limit of the caller's own is a passing thing, but the words are the server's.
  if (response.status === 429 || response.status >= 500) {
    throw new UnreachableError(detail, (Number(response.headers.get("Retry-After")) || 0) * 1_000);
  }
  throw new RefusedError(response.status, code, detail);
}

function isTokenRefused(error: unknown): error is RefusedError {
  return error instanceof RefusedError && error.status === 401 && error.code !== "bad_credentials";
}

function usualLock(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }
  const locks = globalThis.navigator?.locks;
  if (!locks) return inTurn;
  return async (work) => {
    let isGiven = false;
    try {
      return (await locks.request("parley-session", () => ((isGiven = true), work()))) as Awaited<ReturnType<typeof work>>;
    } catch (refused) {
      // Where storage is forbidden, locks are, too; then nothing is shared with other tabs either.
      if (isGiven) throw refused;
      return inTurn(work);
    }
  };
}
