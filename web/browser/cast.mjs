// People with browsers of their own, against a Parley that runs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
/** What a script ends with that can't run here, having said why. */
export const NO_BROWSER = 77;
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
export const WAIT_MS = 15_000;
const screenshots = fileURLToPath(new URL("../target/screenshots/", import.meta.url));

/** Where a browser is, installed if need be; undefined, and said why, if none can be had. */
export function findBrowser() {
  const wanted = process.env.PARLEY_CHROMIUM ?? CHROMIUM;
  if (existsSync(wanted)) return wanted;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.log(`skipped: there is no ${wanted}; install Debian's chromium, or name another with PARLEY_CHROMIUM`);
    return undefined;
  }
  try {
    console.log("installing Debian's chromium ...");
    const options = { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-color-emoji"], options);
    return CHROMIUM;
  } catch (failed) {
    console.log(`skipped: chromium can't be installed here: ${String(failed.stderr ?? failed).trim().split("\n").at(-1)}`);
    return undefined;
  }
}

export class Cast {
  /** @param url of the gateway */
  constructor(url, executablePath) {
    this.url = url.replace(/\/$/, "");
    this.executablePath = executablePath;
    this.run = Date.now().toString(36);
    this.people = 0;
    this.troubles = [];
    mkdirSync(screenshots, { recursive: true });
  }

  async start() {
    // A browser that is launched has a new, empty directory of its own.
    this.browser = await chromium.launch({ headless: true, executablePath: this.executablePath, args: ARGUMENTS });
  }

  async stop() {
    await this.browser?.close();
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
    await page.getByLabel("Password").fill("a-long-password");
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.getByRole("searchbox", { name: "Search people and chats" }).waitFor();
    return { name, displayName, context, page };
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
