// People with browsers of their own, against a Parley that runs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const PASSWORD = "a-long-password";
export const WAIT_MS = 15_000;
const screenshots = fileURLToPath(new URL("../target/screenshots/", import.meta.url));

export class Cast {
  /** @param url of the gateway */
  constructor(url, executablePath) {
    this.url = url.replace(/\/$/, "");
    this.executablePath = executablePath;
    this.run = Date.now().toString(36);
    this.people = 0;
    this.troubles = [];
    /** Browsers that were started with settings in a directory, into which they write until they are gone. */
    this.others = [];
    mkdirSync(screenshots, { recursive: true });
  }

  async start() {
    // A browser that is launched has a new, empty directory of its own.
    this.browser = await chromium.launch({ headless: true, executablePath: this.executablePath, args: ARGUMENTS });
  }

  async stop() {
    await this.browser?.close();
    for (const { context, directory } of this.others) {
      await context.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    }
  }

  /** A name that nobody else has, in this run and any before. */
  name(word) {
    return `${word}.${this.run}${(this.people++).toString(36)}`;
  }

  /** A browser of its own: nothing is shared with others. */
  async context(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1180, height: 780 }, locale: "en-GB", ...options });
    context.setDefaultTimeout(WAIT_MS);
    return context;
  }

  /** A browser of its own whose user lets no page keep anything, which can be said only in the settings it starts with. */
  async contextWithoutStorage() {
    const directory = mkdtempSync(join(tmpdir(), "parley-browser-"));
    mkdirSync(join(directory, "Default"));
    writeFileSync(join(directory, "Default", "Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
    const context = await chromium.launchPersistentContext(directory, { headless: true, executablePath: this.executablePath, args: ARGUMENTS });
    context.setDefaultTimeout(WAIT_MS);
    this.others.push({ context, directory });
    return context;
  }

  /** A page that notes what must not happen: an error in the page, or something that the Content-Security-Policy refused. */
  async page(context, path = "/") {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.troubles.push(`error in the page: ${error.stack ?? error}`));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted Type/i.test(message.text())) this.troubles.push(message.text());
    });
    await page.goto(this.url + path);
    return page;
  }

  /** Someone new who has just signed up through the page. */
  async newcomer(word, displayName = word, options = {}, inContext = undefined) {
    const name = this.name(word);
    const context = inContext ?? (await this.context(options));
    const page = await this.page(context);
    await page.getByRole("button", { name: "Create an account" }).click();
    await page.getByLabel("Name", { exact: false }).first().fill(name);
    await page.getByLabel("How others see you").fill(displayName);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.getByRole("searchbox", { name: "Search people and chats" }).waitFor();
    return { name, displayName, context, page };
  }

  /** Someone on one more device. */
  async logIn(name, options = {}) {
    const context = await this.context(options);
    const page = await this.page(context);
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("searchbox", { name: "Search people and chats" }).waitFor();
    return { name, context, page };
  }

  /** Someone who never looks: an account without a browser. */
  async stranger(word, displayName = word) {
    const name = this.name(word);
    const { userId, accessToken } = await this.post("/v1/auth/register", { name, displayName, password: PASSWORD, device: { name: "none" } });
    return { name, displayName, userId, accessToken };
  }

  async post(path, body, accessToken) {
    const headers = { "Content-Type": "application/json", ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}) };
    const answer = await fetch(this.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async shot(page, name) {
    await page.screenshot({ path: `${screenshots}${name}.png` });
  }
}

/** Finds someone by login name and opens the conversation. */
export async function talkTo(page, name) {
  await page.getByRole("searchbox", { name: "Search people and chats" }).fill(name);
  await page.getByRole("list", { name: "People" }).getByRole("button").filter({ hasText: `@${name}` }).click();
  await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
}

export async function say(page, text) {
  const field = page.getByRole("textbox", { name: /^Message to/ });
  await field.fill(text);
  await field.press("Enter");
}

/** The message with this text, in the conversation. */
export const message = (page, text) => page.locator(".message").filter({ hasText: text });
export const chatItem = (page, title) => page.getByRole("navigation").locator("button.item").filter({ has: page.locator("strong", { hasText: title }) });

/** Repeats until it holds or the time is up; the last failure is the reason. */
export async function eventually(check, what, waitMs = WAIT_MS) {
  const deadline = Date.now() + waitMs;
  for (;;) {
    let reason;
    try {
      if (await check()) return;
    } catch (failed) {
      reason = failed;
    }
    if (Date.now() > deadline) throw new Error(`not within ${waitMs} ms: ${what}`, { cause: reason });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
