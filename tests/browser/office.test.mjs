// The clerk's side in a real browser: every page without JavaScript, by keyboard, on a phone, and on paper.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startServer } from "./server.mjs";
import { Judge, launch, shoot, WINDOWS } from "./page.mjs";

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
  const judge = new Judge(`office-${size}`);
  await page.goto(`${server.base}/office`);
  await judge.page(page, "sign-in");
  await page.locator("[name=login]").fill("suzuki");
  await page.locator("[name=password]").fill("wrong");
  await page.locator("main form button").first().click();
  await judge.page(page, "sign-in-error");
  await signIn(page, "suzuki");
  await judge.page(page, "work");
  await page.goto(`${server.base}/office/bulky-waste`);
  await judge.page(page, "queue");
  await openCase(page, "received");
  await judge.page(page, "case");
  const link = page.url();
  await page.locator("button[formaction$='/actions/reject']").click();
  await judge.page(page, "note-missing");
  assert.equal((await page.request.get(link)).status(), 200);
  const day = await page.goto(`${server.base}/office`).then(() =>
    page.locator("a[href*='/days/']").first().getAttribute("href"));
  await page.goto(`${server.base}${day}`);
  await judge.page(page, "day");
  await page.emulateMedia({ media: "print" });
  await shoot(page, `office-${size}-route-sheet`);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.base}/office/bulky-waste/new`);
  await judge.page(page, "new");
  await context.close();
  judge.done();
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
  await tabTo("button[formaction$='/actions/confirm']");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.locator("[role=status]").innerText(), /本受付にする/);
  await context.close();
});
