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

/** Enters a call up to the page with the days. */
async function enterCall(page) {
  const next = () => page.locator("form.page-form > .buttons .button").last().click();
  await page.locator("#channel-phone").check();
  await page.locator("main form .button").click();
  await page.locator("[name=recycling_law][value=no]").check();
  await next();
  await next();
  await page.locator("[name='goods.0.code']").selectOption("sofa2");
  await page.locator("[name='goods.0.qty']").fill("1");
  await next();
  const typed = {
    "applicant.family": "高橋", "applicant.given": "一郎", "applicant.family_kana": "タカハシ",
    "applicant.given_kana": "イチロウ", phone: "0166-00-3333", "address.postal_code": "070-0031",
    "address.city": "旭野市", "address.town": "1条通3丁目", "address.street": "1番地",
  };
  for (const [name, text] of Object.entries(typed)) await page.locator(`[name='${name}']`).fill(text);
  const prefecture = page.locator("[name='address.prefecture']");
  if (await prefecture.evaluate((e) => e.tagName === "SELECT")) await prefecture.selectOption("北海道");
  else await prefecture.fill("北海道");
  await page.locator("[name=housing][value=house]").check();
  await next();
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
  await page.goto(`${link}/slot?question=visit`);
  await judge.page(page, "slot");
  const day = await page.goto(`${server.base}/office`).then(() =>
    page.locator("a[href*='/days/']").first().getAttribute("href"));
  await page.goto(`${server.base}${day}`);
  await judge.page(page, "day");
  await page.emulateMedia({ media: "print" });
  await shoot(page, `office-${size}-route-sheet`);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.base}/office/bulky-waste/new`);
  await judge.page(page, "new");
  await enterCall(page);
  await judge.page(page, "call-days");
  await page.locator("[name='visit.date']").first().check();
  await page.locator("form .buttons .button").last().click();
  await judge.page(page, "call-review");
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
