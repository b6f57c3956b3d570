import { chatItem, eventually, message, PASSWORD, say, talkTo } from "../cast.mjs";
import { assert, assertAccessible } from "../checks.mjs";

const details = (page) => page.getByRole("button", { name: "Details", exact: true });
const close = (page) => page.getByRole("button", { name: "Close", exact: true });
const preferences = (page) => page.getByRole("button", { name: "Settings", exact: true });
const arrived = (page, text) => message(page, text).getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();

export default {
  async "a profile: what others see of it, and notes to oneself"(cast) {
    const una = await cast.newcomer("una", "Una");
    const vic = await cast.newcomer("vic", "Vic");
    cast.settled = { una, vic };
    await talkTo(una.page, vic.name);
    await say(una.page, "Hello Vic");
    await arrived(una.page, "Hello Vic");
    await preferences(una.page).click();
    const dialog = una.page.getByRole("dialog");
    assert((await dialog.getByRole("button", { name: "Save" }).count()) === 0, "there is nothing to save yet");
    await dialog.getByLabel("How others see you").fill("  Una the Second  ");
    await dialog.getByLabel("About you").fill("<b>Gardens</b> & bees 🐝");
    await dialog.getByRole("button", { name: "Save" }).click();
    await una.page.getByRole("alert").getByText("Saved.").waitFor();
    await dialog.getByRole("button", { name: "Notes to self" }).click();
    await say(una.page, "buy bread");
    await arrived(una.page, "buy bread");
    await chatItem(una.page, "Notes to self").waitFor();
    await vic.page.reload();
    await chatItem(vic.page, "Una the Second").click();
    await details(vic.page).click();
    await vic.page.getByRole("dialog").getByText("<b>Gardens</b> & bees 🐝").waitFor();
    await close(vic.page).click();
  },

  async "a block stops both sides until it is lifted"(cast) {
    const { una, vic } = cast.settled;
    await details(vic.page).click();
    await vic.page.getByRole("button", { name: "Block", exact: true }).click();
    await vic.page.getByRole("button", { name: "Unblock", exact: true }).waitFor();
    await assertAccessible(vic.page, "the details of someone blocked");
    await close(vic.page).click();
    await chatItem(una.page, "Vic").click();
    // It holds from its place in the conversation on.
    await una.page.getByText("Vic blocked this conversation").first().waitFor();
    await say(una.page, "can you hear me?");
    await una.page.getByText("Not sent: one of you has blocked the other.").waitFor();
    await cast.shot(una.page, "blocked");
    await say(vic.page, "nor can I write");
    await vic.page.getByText("Not sent: one of you has blocked the other.").waitFor();
    assert((await message(vic.page, "can you hear me?").count()) === 0, "nothing came through");
    await details(vic.page).click();
    await vic.page.getByRole("button", { name: "Unblock", exact: true }).click();
    await vic.page.getByRole("button", { name: "Block", exact: true }).waitFor();
    await close(vic.page).click();
    await una.page.getByText("Vic lifted the block").first().waitFor();
    await say(una.page, "and now?");
    await message(vic.page, "and now?").waitFor();
  },

  async "settings last: quiet hours, privacy, colours"(cast) {
    const { una, vic } = cast.settled;
    const { page } = una;
    const dialog = page.getByRole("dialog");
    await preferences(page).click();
    await dialog.getByRole("switch", { name: "Quiet hours" }).check();
    await dialog.getByLabel("Quiet from").fill("23:30");
    await dialog.getByLabel("Quiet until").fill("06:15");
    await dialog.getByRole("switch", { name: "Others see what I have read" }).uncheck();
    await dialog.getByRole("switch", { name: "Look offline to everyone" }).check();
    const last = page.waitForResponse((answer) => answer.request().method() === "PATCH" && /contacts/.test(answer.request().postData()));
    await dialog.getByRole("combobox", { name: "Who sees when I am here" }).selectOption("People I talk with");
    await dialog.getByRole("combobox", { name: "Colours" }).selectOption("Dark");
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    assert((await last).ok(), "the last setting is kept");
    await page.reload();
    await chatItem(page, "Vic").waitFor();
    assert((await background()) === dark, "it is dark again");
    await preferences(page).click();
    await dialog.getByLabel("Quiet from").waitFor();
    assert((await dialog.getByLabel("Quiet from").inputValue()) === "23:30", "quiet from");
    assert((await dialog.getByLabel("Quiet until").inputValue()) === "06:15", "quiet until");
    assert(!(await dialog.getByRole("switch", { name: "Others see what I have read" }).isChecked()), "reading is not told");
    assert(await dialog.getByRole("switch", { name: "Look offline to everyone" }).isChecked(), "nobody sees her");
    assert((await dialog.getByRole("combobox", { name: "Who sees when I am here" }).inputValue()) === "contacts", "people one talks with");
    await dialog.getByRole("combobox", { name: "Colours" }).selectOption("Light");
    assert((await background()) !== dark, "it is light");
    await dialog.getByRole("combobox", { name: "Colours" }).selectOption("As the system");
    await dialog.getByRole("switch", { name: "Quiet hours" }).uncheck();
    await dialog.getByLabel("Quiet from").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
  },

  async "a new password logs every other device out"(cast) {
    const { vic } = cast.settled;
    const other = await cast.logIn(vic.name);
    await preferences(vic.page).click();
    const dialog = vic.page.getByRole("dialog");
    await dialog.getByText("Change password").first().click();
    await dialog.getByLabel("The old one").fill("not-the-old-one");
    await dialog.getByLabel("The new one").fill("another-long-password");
    await dialog.getByRole("button", { name: "Change password" }).click();
    await vic.page.getByRole("alert").waitFor();
    assert(!/is changed/.test(await vic.page.getByRole("alert").innerText()), "a wrong old password changes nothing");
    await dialog.getByLabel("The old one").fill(PASSWORD);
    await dialog.getByRole("button", { name: "Change password" }).click();
    await vic.page.getByText("Your password is changed").waitFor();
    await other.page.getByText("You were logged out").waitFor();
    await vic.page.keyboard.press("Escape");
    await say(vic.page, "still here");
    await arrived(vic.page, "still here");
    await other.page.getByLabel("Name", { exact: true }).fill(vic.name);
    await other.page.getByLabel("Password").fill(PASSWORD);
    await other.page.getByRole("button", { name: "Log in" }).click();
    await other.page.getByText("Name or password is wrong.").waitFor();
    await other.page.getByLabel("Password").fill("another-long-password");
    await other.page.getByRole("button", { name: "Log in" }).click();
    await chatItem(other.page, "Una").waitFor();
    await other.context.close();
  },

  async "a group is renamed and grows; an emoji goes where the cursor is"(cast) {
    const { una, vic } = cast.settled;
    const wim = await cast.newcomer("wim", "Wim");
    const { page } = una;
    await page.getByRole("button", { name: "New group" }).click();
    await page.getByLabel("Name of the group").fill("Bees");
    await page.getByRole("dialog").locator("label.item", { hasText: `@${vic.name}` }).getByRole("checkbox").check();
    await page.getByRole("button", { name: /^Create with/ }).click();
    await page.getByText("You created the group “Bees”").first().waitFor();
    const field = page.getByRole("textbox", { name: /^Message to/ });
    await field.fill("honey  today");
    await field.evaluate((area) => area.setSelectionRange(6, 6));
    await page.getByRole("button", { name: "Emoji", exact: true }).click();
    await page.getByRole("group", { name: "Emoji" }).getByRole("button", { name: "🎉" }).click();
    await eventually(async () => (await field.inputValue()) === "honey 🎉 today", "it stands between the words");
    await field.press("Escape");
    await page.getByRole("group", { name: "Emoji" }).waitFor({ state: "detached" });
    await field.press("Enter");
    await arrived(page, "honey 🎉 today");
    await details(page).click();
    await page.getByLabel("Name", { exact: true }).fill("Bees & friends");
    await page.getByRole("button", { name: "Rename" }).click();
    await chatItem(vic.page, "Bees & friends").waitFor();
    await page.getByRole("button", { name: "Add people" }).click();
    await page.getByRole("dialog").getByLabel("Search people").fill(wim.name);
    await page.getByRole("dialog").locator("label.item", { hasText: `@${wim.name}` }).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("3 members").first().waitFor();
    await close(page).click();
    await say(page, "welcome, Wim");
    await chatItem(wim.page, "Bees & friends").click();
    await message(wim.page, "welcome, Wim").waitFor();
    for (const { context } of [una, vic, wim]) await context.close();
  },
};
