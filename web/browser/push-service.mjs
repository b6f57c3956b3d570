// A push service for browsers that reach none: subscriptions lead here, and what is pushed is decrypted (RFC 8291) and
// delivered to the page's service worker as the browser would. The server must take local addresses.
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { WAIT_MS } from "./cast.mjs";

const KEY_BYTES = 65;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

export class PushService {
  constructor(server) {
    this.server = server;
    this.keys = createECDH("prime256v1");
    this.keys.generateKeys();
    this.auth = randomBytes(16);
    this.pushed = [];
    this.waiting = [];
  }

  static async start() {
    let service;
    const server = createServer(async (request, response) => {
      const body = Buffer.concat(await all(request));
      response.writeHead(201).end();
      const text = service.decrypt(body);
      const next = service.waiting.shift();
      if (next) next(text);
      else service.pushed.push(text);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (service = new PushService(server));
  }

  stop() {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** What was pushed next, as text. */
  next() {
    if (this.pushed.length) return Promise.resolve(this.pushed.shift());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing was pushed within ${WAIT_MS} ms`)), WAIT_MS);
      this.waiting.push((text) => (clearTimeout(timer), resolve(text)));
    });
  }

  /** Pages of this browser get their subscriptions here. They last as long as the browser's own storage. */
  async serve(context) {
    const endpoint = `http://localhost:${this.server.address().port}/push/`;
    const keys = { p256dh: this.keys.getPublicKey("base64url"), auth: this.auth.toString("base64url") };
    await context.addInitScript(
      ({ endpoint, keys }) => {
        const KEPT = "test.subscription";
        const bytes = (numbers) => new Uint8Array(numbers).buffer;
        const subscription = ({ id, key }) => ({
          options: { userVisibleOnly: true, applicationServerKey: bytes(key) },
          toJSON: () => ({ endpoint: endpoint + id, expirationTime: null, keys }),
          unsubscribe: async () => (localStorage.removeItem(KEPT), true),
        });
        PushManager.prototype.getSubscription = async () => {
          const kept = localStorage.getItem(KEPT);
          return kept ? subscription(JSON.parse(kept)) : null;
        };
        PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
          if (!userVisibleOnly || applicationServerKey.length !== 65) throw new DOMException("not with that", "InvalidAccessError");
          const kept = { id: crypto.randomUUID(), key: [...applicationServerKey] };
          localStorage.setItem(KEPT, JSON.stringify(kept));
          return subscription(kept);
        };
      },
      { endpoint, keys },
    );
  }

  endpoint(page) {
    return page.evaluate(() => JSON.parse(localStorage.getItem("test.subscription"))?.id);
  }

  pretendOtherKey(page) {
    return page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem("test.subscription"));
      localStorage.setItem("test.subscription", JSON.stringify({ ...kept, key: kept.key.map((byte) => byte ^ 1) }));
    });
  }

  /** Returns how to deliver a text to the service worker of the page's browser; that returns what it says. */
  async deliverTo(page) {
    const { origin } = new URL(page.url());
    const session = await page.context().newCDPSession(page);
    let registrationId;
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const one of registrations) if (one.scopeURL === `${origin}/` && !one.isDeleted) ({ registrationId } = one);
    });
    await session.send("ServiceWorker.enable");
    return async (data) => {
      await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
      try {
        return JSON.parse(data);
      } catch {
        return undefined;
      }
    };
  }

  /** As a user clicks on the notification that stands. */
  async click(page) {
    const [worker] = page.context().serviceWorkers();
    await worker.evaluate(async () => {
      const [notification] = await self.registration.getNotifications();
      const event = new NotificationEvent("notificationclick", { notification });
      self.dispatchEvent(event);
    });
  }

  decrypt(body) {
    const salt = body.subarray(0, SALT_BYTES);
    const sender = body.subarray(SALT_BYTES + 5, SALT_BYTES + 5 + body[SALT_BYTES + 4]);
    if (sender.length !== KEY_BYTES) throw new Error("not aes128gcm");
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.keys.getPublicKey(), sender]);
    const secret = hkdfSync("sha256", this.keys.computeSecret(sender), this.auth, info, 32);
    const key = hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16);
    const nonce = hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12);
    const record = body.subarray(SALT_BYTES + 5 + KEY_BYTES);
    const decipher = createDecipheriv("aes-128-gcm", Buffer.from(key), Buffer.from(nonce));
    decipher.setAuthTag(record.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
    // Behind the text stand a 2 and padding.
    return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8");
  }
}

async function all(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return parts;
}
