import { chatItem, eventually, message } from "../cast.mjs";
import { assert, assertAccessible } from "../checks.mjs";

export default {
  async "320 pixels wide, by keyboard alone"(cast) {
    const { ann } = cast.pair;
    const finn = await cast.newcomer("finn", "Finn with a rather long name, longer than most of them are", { viewport: { width: 320, height: 640 } });
    const { page } = finn;
    await cast.shot(page, "narrow-empty");
    await page.keyboard.press("Control+k");
    await page.keyboard.type(ann.name);
    await page.getByText(`@${ann.name}`).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"), "the field has the focus");
    await page.keyboard.type("By keyboard: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen");
    await page.keyboard.press("Enter");
    await message(page, "By keyboard").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert((await wide()) <= 320, `a conversation is ${await wide()} wide`);
    await cast.shot(page, "narrow-chat");
    await assertAccessible(page, "a narrow conversation");
    await page.keyboard.press("Escape");
    await chatItem(page, "Ann").waitFor();
    assert((await wide()) <= 320, `the list is ${await wide()} wide`);
    await cast.shot(page, "narrow-list");
    await assertAccessible(page, "a narrow list");
    await finn.context.close();
  },
};
