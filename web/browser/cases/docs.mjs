import { assert, assertAccessible } from "../checks.mjs";

export default {
  async "the API page: operations, frames and errors, without a script, also on a narrow phone"(cast) {
    const context = await cast.context({ viewport: { width: 1180, height: 780 } });
    const page = await cast.page(context, "/docs");
    await page.getByRole("heading", { name: "POST /v1/auth/register" }).waitFor();
    await page.getByRole("heading", { name: "welcome", exact: true }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Error codes" }).click();
    await page.getByRole("row", { name: /^ticket_used 401/ }).waitFor();
    assert((await page.locator("script").count()) === 0, "there is no script");
    await assertAccessible(page, "the API page");
    await cast.shot(page, "api-page");
    await page.setViewportSize({ width: 320, height: 640 });
    assert((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, "nothing sticks out at 320 px");
    await cast.shot(page, "api-page-narrow");
    await context.close();
  },
};
