import { chatItem, eventually, message, say } from "../cast.mjs";
import { assert, assertAccessible } from "../checks.mjs";

export default {
  async "a group: create, members, messages, leave"(cast) {
    const { ann, ben } = cast.pair;
    const cleo = await cast.newcomer("cleo", "Cleo");
    await ann.page.getByRole("button", { name: "New group" }).click();
    await ann.page.getByLabel("Name of the group").fill("Lunch 🍜");
    for (const { name } of [ben, cleo]) {
      await ann.page.getByRole("dialog").getByLabel("Search people").fill(name);
      await ann.page.getByRole("dialog").locator("label.item", { hasText: `@${name}` }).getByRole("checkbox").check();
    }
    await cast.shot(ann.page, "new-group");
    await assertAccessible(ann.page, "the dialog of a new group");
    await ann.page.getByRole("button", { name: "Create with 2 others" }).click();
    await ann.page.getByText("You created the group “Lunch 🍜”").first().waitFor();
    await say(ann.page, "Soup today?");
    for (const { page } of [ben, cleo]) {
      await chatItem(page, "Lunch").click();
      await message(page, "Soup today?").waitFor();
    }
    await message(ann.page, "Soup today?").getByRole("img", { name: "Read" }).waitFor();
    await say(ben.page, "Always.");
    await say(cleo.page, "I bring bread");
    await say(cleo.page, "and olives");
    await message(ann.page, "and olives").waitFor();
    await cast.shot(ann.page, "group");
    await ann.page.getByRole("button", { name: "Details", exact: true }).click();
    await ann.page.getByRole("list", { name: "Members" }).getByText("Cleo", { exact: true }).waitFor();
    await cast.shot(ann.page, "group-details");
    await assertAccessible(ann.page, "the details of a group");
    await ann.page.getByRole("button", { name: "Remove Cleo" }).click();
    await cleo.page.getByText("You can't write here.").waitFor();
    await ann.page.getByRole("button", { name: "Close" }).click();
    await ann.page.getByText("You removed Cleo").first().waitFor();
    await cleo.context.close();
  },

  async "a group of 100"(cast) {
    const iris = await cast.newcomer("iris", "Iris");
    const crowd = [];
    for (let i = 1; i <= 3; i++) crowd.push(await cast.stranger("crowd", `Person ${i} of the crowd`));
    // Of the others only this page hears: 100 accounts take half a minute to make.
    const invented = Array.from({ length: 96 }, (_, i) => ({ userId: String(1_000 + i), role: "member", name: `invented${i}`, displayName: `Person ${i + 4} of the crowd` }));
    const fill = async (route) => {
      const answer = await route.fetch();
      const json = await answer.json();
      for (const group of json.conversations ?? [json]) group.members?.push(...invented);
      await route.fulfill({ response: answer, json });
    };
    await iris.page.route("**/v1/conversations?*", fill);
    await iris.page.route(/\/v1\/groups\//, fill);
    const { accessToken } = await iris.page.evaluate(() => JSON.parse(localStorage.getItem("parley.session")));
    await cast.post("/v1/groups", { title: "Everyone", members: crowd.map(({ userId }) => userId) }, accessToken);
    await chatItem(iris.page, "Everyone").waitFor();
    await iris.page.reload();
    await chatItem(iris.page, "Everyone").click();
    await iris.page.getByText("100 members").waitFor();
    await say(iris.page, "Hello, all of you");
    await message(iris.page, "Hello, all of").getByRole("img", { name: "Sent" }).waitFor();
    await iris.page.getByRole("button", { name: "Details", exact: true }).click();
    const members = iris.page.getByRole("list", { name: "Members" }).getByRole("listitem");
    assert((await members.count()) === 100, `${await members.count()} members`);
    await cast.shot(iris.page, "group-of-100");
    await assertAccessible(iris.page, "a group of 100");
    await iris.page.getByLabel("Find a member").fill("person 3 of");
    await eventually(async () => (await members.count()) === 1, "one is found");
    await iris.page.getByRole("combobox", { name: "Role of Person 3 of the crowd" }).selectOption("admin");
    await iris.page.getByRole("list", { name: "Members" }).getByText("admin").first().waitFor();
    await iris.page.getByRole("button", { name: "Close" }).click();
    const late = await cast.logIn(crowd[1].name);
    await chatItem(late.page, "Everyone").click();
    await message(late.page, "Hello, all of you").waitFor();
    await late.page.getByRole("button", { name: "Details", exact: true }).click();
    await late.page.getByRole("button", { name: "Leave the group" }).click();
    await late.page.getByRole("button", { name: "Leave", exact: true }).click();
    await iris.page.getByText("Person 2 of the crowd left").first().waitFor();
    await late.context.close();
    await iris.context.close();
  },
};
