import { chatItem, eventually, message, say, talkTo } from "../cast.mjs";
import { assert, assertAccessible, assertFits } from "../checks.mjs";

const SIZES = { narrow: { width: 320, height: 640 }, middle: { width: 768, height: 900 }, wide: { width: 1440, height: 900 } };

/** What people say who have talked for a while. */
async function furnish(cast, page) {
  const { ann, ben } = cast.pair;
  const mia = await cast.stranger("mia", "Mia Hölderlin-Papadopoulou von und zu Langennamen");
  await talkTo(page, mia.name);
  await say(page, "Can you send me the photos from Saturday?");
  await talkTo(page, ben.name);
  await say(page, "See you at eight");
  await talkTo(page, ann.name);
  for (const text of ["Good morning!", "The train is late again, so I will be there at half past nine. Start without me, and please tell the others.", "https://example.org/a/rather/long/address?with=parameters&and=more#fragment"]) await say(page, text);
  await say(ann.page, "No problem");
  await chatItem(ann.page, "Nia").click();
  for (const text of ["No problem 👍", "We have only just started.\nThere are three points today:\n– the release\n– the summer party\n– anything else", "🎉"]) await say(ann.page, text);
  await message(page, "three points today").waitFor();
}

export default {
  async "looks: narrow, middle and wide, light and dark, by keyboard alone"(cast) {
    const nia = await cast.newcomer("nia", "Nia", { viewport: SIZES.wide });
    const { page } = nia;
    await cast.shot(page, "look-empty-wide");
    await furnish(cast, page);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await cast.shot(page, `look-chat-${size}-${colorScheme}`);
        await assertFits(page, `a conversation, ${size}`);
      }
      await assertAccessible(page, `a conversation, ${size}, dark`);
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(SIZES.narrow);
      await page.getByRole("button", { name: /^Back/ }).click();
      await cast.shot(page, `look-list-narrow-${colorScheme}`);
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      await cast.shot(page, `look-settings-narrow-${colorScheme}`);
      await assertFits(page, "the settings");
      await page.keyboard.press("Escape");
      await page.setViewportSize(SIZES.wide);
      await chatItem(page, "Ann").click();
      await page.getByRole("button", { name: "Settings", exact: true }).click();
      await cast.shot(page, `look-settings-wide-${colorScheme}`);
      await page.keyboard.press("Escape");
    }
    await nia.context.close();
  },

  async "keyboard alone: from the list into a conversation, a group, and back"(cast) {
    const { ann } = cast.pair;
    const { page } = ann;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("ArrowDown");
    const first = await focused();
    await page.keyboard.press("ArrowDown");
    assert((await focused()) !== first, "the arrows go from line to line");
    await page.keyboard.press("Home");
    assert((await focused()) === first, "Home goes to the first");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
    await eventually(async () => /^Message to/.test(await focused()), "the field has the focus");
    // A dialog keeps the focus and gives it back.
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Shift+Tab");
    assert((await focused()) === "Settings", `before the search stands ${await focused()}`);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Settings" });
    await dialog.waitFor();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      assert(await page.evaluate(() => document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement)), "the focus stays in the dialog");
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await eventually(async () => (await focused()) === "Settings", "the focus is back where it was");
    // Everything that has the focus shows it.
    const unseen = await page.evaluate(() => {
      const hidden = [];
      for (const element of document.querySelectorAll("button, input, textarea, [tabindex]")) {
        if (!element.checkVisibility() || element.disabled) continue;
        element.focus({ focusVisible: true });
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        if (outlineStyle === "none" && boxShadow === "none") hidden.push(element.outerHTML.slice(0, 80));
      }
      return hidden;
    });
    assert(unseen.length === 0, `no focus is seen at ${unseen.join("; ")}`);
  },
};
