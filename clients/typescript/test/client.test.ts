import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { LoggedOutError, memorySessionStore, memoryStore, ParleyClient, Session, type ClientOptions, type MessageEvent } from "../src/index.js";

/** A server that is as small as it can be: one user, one conversation, over real HTTP and a real WebSocket. */
class TinyServer {
  readonly log: MessageEvent[] = [];
  readonly frames: Array<Record<string, any>> = [];
  accessToken = "a1";
  refreshes = 0;
  /** How many sends are taken and not answered. */
  mute = 0;
  /** Nobody is told where to connect. */
  away = false;
  private readonly http: Server;
  private readonly sockets: WebSocketServer;

  constructor() {
    this.http = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        const [status, answer] = this.answer(request.url!, body, request.headers.authorization);
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    this.sockets = new WebSocketServer({ server: this.http });
    this.sockets.on("connection", (socket) => socket.on("message", (data) => this.frame(socket, JSON.parse(String(data)))));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(0, "127.0.0.1", resolve));
  }

  get address(): string {
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private answer(url: string, body: string, authorization: string | undefined): [number, unknown] {
    const login = { userId: "1", deviceId: "2", accessToken: this.accessToken, refreshToken: `r${this.refreshes}`, expiresAt: "2026-01-01T00:00:00Z" };
    if (url === "/v1/auth/login") return [200, login];
    if (url === "/v1/auth/refresh") {
      if (JSON.parse(body).refreshToken !== `r${this.refreshes}`) return [401, { code: "token_reused" }];
      this.refreshes++;
      this.accessToken = `a${this.refreshes + 1}`;
      return [200, { ...login, accessToken: this.accessToken, refreshToken: `r${this.refreshes}` }];
    }
    if (authorization !== `Bearer ${this.accessToken}`) return [401, { code: "token_invalid" }];
    if (this.away) return [503, { code: "retry" }];
    return url === "/v1/connect" ? [200, { url: `ws://${this.address}/ws/one`, ticket: "t" }] : [404, { code: "not_found" }];
  }

  private frame(socket: WebSocket, frame: Record<string, any>): void {
    this.frames.push(frame);
    if (frame.type === "hello") {
      const heads = this.log.length ? [{ conversationId: "d.1.3", seq: this.log.length, readSeq: 0, unread: 0 }] : [];
      socket.send(JSON.stringify({ type: "welcome", userId: "1", deviceId: "2", server: "one", cursor: `${this.log.length}`, heads, more: false }));
      socket.send(JSON.stringify({ type: "return", ticket: `back-${this.frames.length}`, lifeMs: 900_000 }));
    } else if (frame.type === "send") {
      const earlier = this.log.find((event) => event.clientMessageId === frame.clientMessageId);
      const event = earlier ?? this.append(frame as { clientMessageId: string; text: string });
      if (this.mute > 0) {
        this.mute--;
        socket.terminate();
      } else if (earlier) {
        socket.send(JSON.stringify({ ...event, type: "sent" }));
      } else {
        socket.send(JSON.stringify({ type: "event", ...event, cursor: `${event.seq}` }));
      }
    } else if (frame.type === "pull") {
      const { requestId, conversationId, after, limit } = frame;
      socket.send(JSON.stringify({ type: "page", requestId, conversationId, events: this.log.slice(after, after + limit), more: false }));
    }
  }

  private append({ clientMessageId, text }: { clientMessageId: string; text: string }): MessageEvent {
    const seq = this.log.length + 1;
    const event = { conversationId: "d.1.3", seq, messageId: `${100 + seq}`, author: "1", sentAt: "2026-01-01T00:00:00Z", kind: "message", clientMessageId, text } as const;
    this.log.push(event);
    return event;
  }

  cut(): void {
    this.sockets.clients.forEach((socket) => socket.terminate());
  }

  close(): void {
    this.cut();
    this.http.close();
  }
}

let server: TinyServer;
let clients: ParleyClient[];

beforeEach(async () => {
  clients = [];
  await (server = new TinyServer()).listen();
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  server.close();
});

async function session(store = memorySessionStore()): Promise<Session> {
  const session = new Session({ server: `http://${server.address}`, store });
  await session.login("ann", "secret-enough");
  return session;
}

async function client(options: Partial<ClientOptions> = {}): Promise<ParleyClient> {
  const client = await ParleyClient.create({
    session: options.session ?? (await session()),
    WebSocket: WebSocket as unknown as NonNullable<ClientOptions["WebSocket"]>,
    following: "everything",
    random: () => 0,
    ...options,
  });
  clients.push(client);
  return client;
}

test("what is said before there is a connection goes out, and comes back once", async () => {
  const ann = await client();
  const { done } = ann.send("d.1.3", "hello");
  ann.start();
  expect(await done).toMatchObject({ sent: true, seq: 1 });
  const stream = ann.stream("event");
  const next = stream.next();
  ann.send("d.1.3", "again");
  expect((await next).value).toMatchObject({ seq: 2, text: "again" });
  await stream.return();
});

test("a stream keeps what comes before it is asked for anything", async () => {
  const ann = await client();
  const stream = ann.stream("event");
  ann.start();
  await ann.send("d.1.3", "one").done;
  await ann.send("d.1.3", "two").done;
  expect((await stream.next()).value).toMatchObject({ seq: 1, text: "one" });
  expect((await stream.next()).value).toMatchObject({ seq: 2, text: "two" });
  const last = stream.next();
  await ann.stop();
  expect(await last).toEqual({ done: true, value: undefined });
});

test("a lost acknowledgement becomes one event, and the send's fields stay", async () => {
  const ann = await client();
  const events: unknown[] = [];
  ann.on("event", (event) => events.push(event));
  ann.start();
  server.mute = 2;
  expect(await ann.send("d.1.3", "once").done).toMatchObject({ sent: true, seq: 1 });
  expect(server.log).toHaveLength(1);
  await expect.poll(() => events).toHaveLength(1);
  const sends = server.frames.filter((frame) => frame.type === "send");
  expect(sends.length).toBeGreaterThan(1);
  expect(new Set(sends.map((frame) => JSON.stringify(frame))).size).toBe(1);
});

test("who loses the connection while discovery is away comes back with the ticket for it, and talks", async () => {
  const ann = await client();
  ann.start();
  expect(await ann.send("d.1.3", "before").done).toMatchObject({ sent: true });
  server.away = true;
  server.cut();
  expect(await ann.send("d.1.3", "after").done).toMatchObject({ sent: true, seq: 2 });
  expect(server.frames.filter((frame) => frame.type === "hello").map((frame) => frame.ticket)).toEqual(["t", "back-1"]);
});

test("what was not answered goes out after a restart from the same store", async () => {
  const store = memoryStore();
  const before = await client({ store });
  before.send("d.1.3", "kept");
  await before.stop();
  const after = await client({ store });
  expect(after.outbox()).toMatchObject([{ text: "kept" }]);
  after.start();
  await expect.poll(() => server.log.map((event) => event.text)).toEqual(["kept"]);
});

test("a send whose outbox can't be stored does not go out", async () => {
  const broken = { ...memoryStore(), saveOutbox: async () => Promise.reject(new Error("disk full")) };
  const ann = await client({ store: broken });
  const troubles: unknown[] = [];
  ann.on("trouble", (trouble) => troubles.push(trouble));
  ann.start();
  await expect.poll(() => ann.state).toBe("live");
  ann.send("d.1.3", "not safe");
  await expect.poll(() => troubles.length).toBeGreaterThan(0);
  expect(server.log).toEqual([]);
});

test.each([
  ["is forbidden", { get: () => { throw new DOMException("forbidden", "SecurityError"); } }],
  ["can't be opened", { value: { open: () => { throw new DOMException("private mode", "InvalidStateError"); } } }],
])("where IndexedDB %s, the client says so once to who listens before the start, and talks", async (_, indexedDB) => {
  Object.defineProperty(globalThis, "indexedDB", { ...indexedDB, configurable: true });
  try {
    const ann = await client();
    const troubles: unknown[] = [];
    ann.on("trouble", (trouble) => troubles.push(trouble));
    ann.start();
    expect(await ann.send("d.1.3", "kept nowhere").done).toMatchObject({ sent: true });
    expect(troubles).toMatchObject([expect.any(DOMException)]);
  } finally {
    delete (globalThis as { indexedDB?: unknown }).indexedDB;
  }
});

test("an access token that is taken no more is renewed once for all that need it", async () => {
  const both = await session();
  server.accessToken = "another";
  const ann = await client({ session: both });
  await Promise.all([ann.api.connect(), ann.api.connect(), ann.api.connect()]);
  expect(server.refreshes).toBe(1);
});

test("where the browser refuses locks, as it does where storage is forbidden, a token is renewed all the same", async () => {
  vi.stubGlobal("navigator", { locks: { request: async () => Promise.reject(new DOMException("The request was denied.", "SecurityError")) } });
  try {
    const forbidden = await session();
    server.accessToken = "another";
    const ann = await client({ session: forbidden });
    await Promise.all([ann.api.connect(), ann.api.connect()]);
    expect(server.refreshes).toBe(1);
  } finally {
    vi.unstubAllGlobals();
  }
});

test("a login that has ended stops the client and says so", async () => {
  const store = memorySessionStore();
  const ended = await session(store);
  await store.save({ ...(await store.load())!, refreshToken: "used" });
  const again = new Session({ server: `http://${server.address}`, store });
  await again.resume();
  server.accessToken = "another";
  await expect(again.call("GET", "/v1/me")).rejects.toBeInstanceOf(LoggedOutError);
  const ann = await client({ session: again });
  ann.start();
  await expect.poll(() => ann.state).toBe("loggedOut");
  expect(ended.userId).toBe("1");
});
