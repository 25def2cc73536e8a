// The clerk's side in a real browser: every page without JavaScript, by keyboard, on a phone, and on paper.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startServer } from "./server.mjs";
import { assertAccessible, assertNothingCut, launch, shoot, WINDOWS } from "./page.mjs";

let server, browser, password;
before(async () => {
  server = await startServer();
  browser = await launch();
  password = server.output().match(/パスワードはどれも (\S+?)）/)[1];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function judge(page, name, size) {
  await shoot(page, `office-${size}-${name}`);
  await assertNothingCut(page);
  await assertAccessible(page);
  assert.equal(await page.locator("h1").count(), 1, `${name} has one h1`);
}

async function signIn(page, login) {
  await page.goto(`${server.base}/office`);
  await page.locator("[name=login]").fill(login);
  await page.locator("[name=password]").fill(password);
  await page.locator("main form button").first().click();
  assert.match(page.url(), /\/office$/);
}

/** The link to the first case in a state. */
async function openCase(page, state) {
  await page.goto(`${server.base}/office/bulky-waste?state=${state}`);
  await page.locator("main table a[href*='/office/cases/']").first().click();
}

async function tour(size, viewport) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.base}/office`);
  await judge(page, "sign-in", size);
  await page.locator("[name=login]").fill("suzuki");
  await page.locator("[name=password]").fill("wrong");
  await page.locator("main form button").first().click();
  await judge(page, "sign-in-error", size);
  await signIn(page, "suzuki");
  await judge(page, "work", size);
  await page.goto(`${server.base}/office/bulky-waste`);
  await judge(page, "queue", size);
  await openCase(page, "received");
  await judge(page, "case", size);
  const link = page.url();
  const form = page.locator("form[action*='/actions/reject']");
  if ((await form.locator("textarea").count()) === 0) await form.locator("button").first().click();
  await page.locator("form[action*='/actions/reject'] button").last().click();
  await judge(page, "note-missing", size);
  assert.equal((await page.request.get(link)).status(), 200);
  const day = await page.goto(`${server.base}/office`).then(() =>
    page.locator("a[href*='/days/']").first().getAttribute("href"));
  await page.goto(`${server.base}${day}`);
  await judge(page, "day", size);
  await page.emulateMedia({ media: "print" });
  await shoot(page, `office-${size}-route-sheet`);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.base}/office/bulky-waste/new`);
  await judge(page, "new", size);
  await context.close();
}

test("every page of the office without JavaScript on a desktop", () => tour("desktop", { width: 1280, height: 900 }));
test("every page of the office on a phone of 320 px", () => tour("phone", WINDOWS.phone));
test("every page of the office at 200 % zoom", () => tour("zoomed", WINDOWS.zoomed));

test("a clerk signs in, opens a case and confirms it by keyboard only", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const tabTo = async (selector) => {
    for (let n = 0; n < 200; n++) {
      if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not reach ${selector} on ${page.url()}`);
  };
  await page.goto(`${server.base}/office`);
  await tabTo("[name=login]");
  await page.keyboard.type("sato");
  await tabTo("[name=password]");
  await page.keyboard.type(password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.goto(`${server.base}/office/bulky-waste?state=received`);
  await tabTo("main table a[href*='/office/cases/']");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await tabTo("form[action$='/actions/confirm'] button, details summary");
  await page.keyboard.press("Enter");
  await page.waitForLoadState();
  if (await page.locator("form[action$='/actions/confirm'] button").count()) {
    await tabTo("form[action$='/actions/confirm'] button");
    await page.keyboard.press("Enter");
    await page.waitForLoadState();
  }
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("本受付にする"));
  await context.close();
});
