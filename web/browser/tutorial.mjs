// docs/tutorial.md and docs/howto as a reader follows them, against a Parley that runs: every command is run, every file is written
// as it stands there, and the page is used in a real browser. node web/browser/tutorial.mjs http://localhost:7080
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { findBrowser, NO_BROWSER } from "./browser.mjs";
import { Cast, eventually } from "./cast.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Where a reader sits: away from the source tree, whose packages npm would find. */
const desk = `${realpathSync(mkdtempSync(`${tmpdir()}/parley-tutorial-`))}/`;
const folder = `${desk}chat/`;
const NO_REGISTRY = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

const [url] = process.argv.slice(2);
if (!url) throw new Error("usage: tutorial.mjs URL");
const environment = { ...process.env, PARLEY: url, npm_config_prefer_offline: "true", npm_config_audit: "false", npm_config_fund: "false", NO_COLOR: "1" };

/** The fenced blocks of a document that say what they are, in order. */
function blocks(document) {
  const text = readFileSync(`${root}docs/${document}`, "utf8");
  return [...text.matchAll(/^```(\S+)(?: ([^\n]*))?\n([^]*?)^```$/gm)].map(([, language, rest = "", body]) => ({ language, rest, body }));
}

const background = [];

/** Starts what stays, and resolves with what `wanted` finds in its output. */
function stays(command, wanted, more = {}) {
  const [program, ...words] = command.trim().split(" ");
  const child = spawn(program, words, { cwd: folder, env: { ...environment, ...more }, detached: true });
  background.push(child);
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (part) => {
      output += part;
      const found = output.replace(/\u001b\[[0-9;]*m/g, "").match(wanted);
      if (found) resolve(found[1]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${command} ended with ${code}: ${output}`)));
  });
}

/** Commands of one block in one shell, which begins in the folder where the last one ended. */
function run(commands, directory) {
  const output = execFileSync("bash", ["-euc", `${commands}\npwd`], { cwd: directory, env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 180_000 });
  return `${output.trim().split("\n").at(-1)}/`;
}

function node(script, words, more = {}) {
  return execFileSync("node", [script, ...words], { cwd: folder, env: { ...environment, ...more }, encoding: "utf8", timeout: 60_000 });
}

function write(block) {
  const [name, sign] = block.rest.split(" ");
  writeFileSync(`${folder}${name}`, block.body, { flag: sign === "+" ? "a" : "w" });
}

const assert = (holds, what) => {
  if (!holds) throw new Error(what);
};

async function enter(cast, name) {
  const context = await cast.context();
  const page = await cast.page(context);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("wrong-password");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").getByText("Name or password is wrong.").waitFor();
  await page.getByLabel("Password").fill(`parley-${name}`);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("Connection: live").waitFor();
  return page;
}

async function open(page, whom) {
  await page.getByLabel("Talk to").fill(whom);
  await page.getByRole("button", { name: "Open" }).click();
}

async function say(page, text) {
  await page.getByLabel("Message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

async function tutorial() {
  let directory = desk;
  let address;
  for (const block of blocks("tutorial.md")) {
    if (block.language === "sh" && block.rest === "stays") address = await stays(block.body, /(http:\/\/localhost:\d+)/);
    else if (block.language === "sh") directory = run(block.body, directory);
    else write(block);
  }
  assert(directory === folder, `the reader ends in ${directory}`);
  assert(readFileSync(`${folder}dist/index.html`, "utf8").includes("/assets/"), "vite build has built the page");
  const cast = new Cast(address, browser);
  try {
    await cast.start();
    const run = Date.now().toString(36);
    const alice = await enter(cast, "alice");
    const bob = await enter(cast, "bob");
    await open(alice, "nobody.at.all");
    await alice.getByRole("alert").getByText("There is nobody called nobody.at.all.").waitFor();
    await open(alice, "bob");
    await open(bob, "alice");
    await say(alice, `Hello <b>Bob</b> ${run}`);
    await bob.getByText(`Alice: Hello <b>Bob</b> ${run}`).waitFor();
    await alice.getByText(`Me: Hello <b>Bob</b> ${run}`).waitFor();
    await bob.getByLabel("Message").pressSequentially("I am");
    await alice.getByText("Bob is typing …").waitFor();
    await bob.context().setOffline(true);
    await say(bob, `said without a network ${run}`);
    await bob.getByText("1 on the way …").waitFor();
    await bob.context().setOffline(false);
    await alice.getByText(`Bob: said without a network ${run}`).waitFor();
    await eventually(async () => (await bob.getByText("on the way …").count()) === 0, "nothing is on the way any more");
    const again = await enter(cast, "alice");
    await open(again, "bob");
    await again.getByText(`Bob: said without a network ${run}`).waitFor();
    assert((await again.getByText(`Hello <b>Bob</b> ${run}`).count()) === 1, "the history has it once");
    await cast.shot(again, "tutorial");
    assert(cast.troubles.length === 0, cast.troubles.join("\n"));
  } finally {
    await cast.stop();
  }
}

function files(document) {
  const all = blocks(document);
  all.filter((block) => block.language === "sh").forEach((block) => run(block.body, folder));
  all.filter((block) => block.language === "js" && block.rest).forEach(write);
}

async function bot() {
  files("howto/bot.md");
  const name = `bot.${Date.now().toString(36)}`;
  // The bot stays; what it prints says that its greeting is durable.
  const seq = await stays(`node bot.mjs ${name} a-long-secret bob`, /said as number (\d+)/);
  assert(seq === "1", `the first message of a conversation is number ${seq}`);
  files("howto/history.md");
  const lines = node("history.mjs", [name, "a-long-secret", "bob"]).trim().split("\n");
  assert(lines.length === 1 && lines[0].startsWith("1\t") && lines[0].endsWith("Hello, I am a bot."), `the history is ${lines}`);
}

async function broker() {
  files("howto/identity-provider.md");
  // Stands for the provider: the reader's own file.
  writeFileSync(
    `${folder}verify.mjs`,
    `export async function verify(token) { if (!token.startsWith("good ")) throw new Error("bad"); return { subject: token.slice(5), displayName: "Erin" }; }\n`,
  );
  const port = await stays("node broker.mjs", /listening on (\d+)/, { PORT: "0", BROKER_KEY: "k".repeat(32) });
  const login = (token) => fetch(`http://127.0.0.1:${port}/`, { headers: { Authorization: `Bearer ${token}` } });
  const subject = `erin-${Date.now()}`;
  const [first, second] = [await (await login(`good ${subject}`)).json(), await (await login(`good ${subject}`)).json()];
  assert(first.userId && first.userId === second.userId && first.deviceId !== second.deviceId, "the same user on two devices");
  const me = await (await fetch(`${url}/v1/me`, { headers: { Authorization: `Bearer ${second.accessToken}` } })).json();
  assert(me.displayName === "Erin", `the profile is ${JSON.stringify(me)}`);
  assert((await login("bad")).status === 401, "another token is refused");
}

const cases = { "the tutorial builds a page on which people talk": tutorial, "the bot greets, and the history pages": bot, "a broker logs people in": broker };

const browser = findBrowser();
if (!browser) {
  rmSync(desk, { recursive: true, force: true });
  process.exit(NO_BROWSER);
}
symlinkSync(root, `${desk}parley`);
let failures = 0;
let code = 0;
for (const [name, play] of Object.entries(cases)) {
  const started = Date.now();
  try {
    await play();
    console.log(`ok    ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (failed) {
    if (String(failed.stderr ?? "").includes("npm error") && NO_REGISTRY.test(String(failed.stderr))) {
      console.log(`skipped: npm can't install what the documents name, most likely because its registry does not answer`);
      code = NO_BROWSER;
      break;
    }
    failures++;
    console.log(`FAIL  ${name}\n${failed.stack}\n${failed.stderr ?? ""}`);
  }
}
// Each leads a group of its own: npx starts others.
for (const child of background) if (child.exitCode === null) process.kill(-child.pid);
rmSync(desk, { recursive: true, force: true });
process.exit(failures ? 1 : code);
