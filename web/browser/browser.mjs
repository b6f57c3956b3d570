// The browser of the tests: Debian's Chromium, or the one that PARLEY_CHROMIUM names.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const CHROMIUM = "/usr/bin/chromium";
/** The exit code where there is no browser, which was said. */
export const NO_BROWSER = 77;

export function findBrowser() {
  const wanted = process.env.PARLEY_CHROMIUM ?? CHROMIUM;
  if (existsSync(wanted)) return wanted;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.log(`skipped: there is no ${wanted}; install Debian's chromium, or name another with PARLEY_CHROMIUM`);
    return undefined;
  }
  try {
    console.log("installing Debian's chromium ...");
    const options = { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, timeout: 600_000 };
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-color-emoji"], options);
    return CHROMIUM;
  } catch (failed) {
    console.log(`skipped: chromium can't be installed here: ${String(failed.stderr ?? failed).trim().split("\n").at(-1)}`);
    return undefined;
  }
}
