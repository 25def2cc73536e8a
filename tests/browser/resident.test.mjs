// The resident's journey in a real browser: without JavaScript on a small phone and at 200 % zoom, and by keyboard only.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startServer } from "./server.mjs";
import { Judge, launch, WINDOWS } from "./page.mjs";

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const ANSWERS = {
  "applicant.family": "山田",
  "applicant.given": "太郎",
  "applicant.family_kana": "ヤマダ",
  "applicant.given_kana": "タロウ",
  phone: "0166-00-1234",
  "address.postal_code": "070-0031",
  "address.prefecture": "北海道",
  "address.city": "旭野市",
  "address.town": "1条通3丁目",
  "address.street": "1番地",
};

const next = (page) => page.getByRole("button", { name: "次へ" }).click();

/** The whole journey by pointer, a picture and a judgement of each page. */
async function journey(size, phone) {
  const context = await browser.newContext({ viewport: WINDOWS[size], javaScriptEnabled: false });
  const page = await context.newPage();
  const judge = new Judge(`resident-${size}`);
  await page.goto(`${server.base}/`);
  await judge.page(page, "catalogue");
  await page.getByRole("link", { name: "粗大ごみ" }).first().click();
  await judge.page(page, "start");
  await page.getByRole("button", { name: "申込みを始める" }).click();
  await judge.page(page, "p1");
  await next(page);
  await judge.page(page, "p1-error");
  assert.match(await page.title(), /^エラー：/);
  await page.getByLabel("はい", { exact: true }).check();
  await next(page);
  await judge.page(page, "stop");
  await page.getByRole("link", { name: "前に戻る" }).click();
  await page.getByLabel("いいえ", { exact: true }).check();
  await next(page);
  await judge.page(page, "p2");
  await next(page);
  await page.locator("[name='goods.0.code']").selectOption("sofa2");
  await judge.page(page, "p3");
  await next(page);
  await judge.page(page, "p4");
  await next(page);
  await judge.page(page, "p4-errors");
  for (const [name, value] of Object.entries({ ...ANSWERS, phone })) await page.locator(`[name='${name}']`).fill(value);
  await page.getByLabel("戸建て").check();
  await next(page);
  await judge.page(page, "days");
  await page.locator("[name='visit.date']").first().check();
  await next(page);
  await judge.page(page, "review");
  await page.getByRole("button", { name: "申し込む" }).click();
  await judge.page(page, "receipt");
  const receipt = await page.locator("[data-receipt]").first().innerText();
  const secret = await page.locator("[data-secret]").first().innerText();

  await page.goto(`${server.base}/status`);
  await judge.page(page, "status");
  await page.locator("[name=receipt]").fill(receipt);
  await page.locator("[name=secret]").fill(secret);
  await page.locator("main form button").first().click();
  await judge.page(page, "status-case");
  await page.locator("form[action='/status/change_slot'] button:visible").first().click();
  await judge.page(page, "move");
  await page.goto(`${server.base}/nowhere`);
  await judge.page(page, "not-found");
  await context.close();
  judge.done();
}

test("the whole journey without JavaScript on a phone of 320 px", () => journey("phone", "0166-00-1001"));
test("the whole journey without JavaScript at 200 % zoom", () => journey("zoomed", "0166-00-1002"));

/** Presses Tab until the element is focused, as somebody without a mouse does. */
async function tabTo(page, selector, text = "") {
  const there = ([s, t]) => document.activeElement.matches(s) && document.activeElement.textContent.includes(t);
  for (let n = 0; n < 120; n++) {
    if (await page.evaluate(there, [selector, text])) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${selector} ${text} on ${page.url()}`);
}

/** Whether the focused element is marked so that one sees it. */
async function assertFocusVisible(page) {
  const outline = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    const label = document.activeElement.closest("label") ?? document.activeElement.parentElement;
    const around = getComputedStyle(label);
    return parseFloat(style.outlineWidth) + parseFloat(around.outlineWidth) + (style.boxShadow === "none" ? 0 : 1);
  });
  assert.ok(outline >= 2, `the focus is not visible on ${page.url()}`);
}

const press = async (page, selector, key) => {
  await tabTo(page, selector);
  await assertFocusVisible(page);
  await page.keyboard.press(key);
};

/** Presses a key that leads to another page and waits until that page is there. */
async function leave(page, text) {
  await tabTo(page, "button", text);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

test("the whole journey by keyboard only", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${server.base}/apps/bulky-waste`);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /本文/, "the skip link comes first");
  await leave(page, "申込みを始める");
  await press(page, "[name=recycling_law]", "Space");
  await page.keyboard.press("ArrowDown");
  await leave(page, "次へ");
  await leave(page, "次へ");
  await tabTo(page, "[name='goods.0.code']");
  await page.keyboard.press("ArrowDown");
  await leave(page, "次へ");

  // An empty page first: the summary has the focus, and its link leads to the first wrong control.
  await leave(page, "次へ");
  const summary = await page.evaluate(() => document.activeElement.closest("[role=alert]") !== null);
  assert.ok(summary, "the error summary has the focus");
  await press(page, "[role=alert] a", "Enter");
  assert.equal(await page.evaluate(() => document.activeElement.name), "applicant.family");
  for (const [name, value] of Object.entries({ ...ANSWERS, phone: "0166-00-1003" })) {
    await tabTo(page, `[name='${name}']`);
    await page.keyboard.type(value);
  }
  await press(page, "[name=housing]", "Space");
  await leave(page, "次へ");
  await press(page, "[name='visit.date']", "Space");
  await leave(page, "次へ");
  assert.match(page.url(), /\/review$/);
  await leave(page, "申し込む");
  assert.ok(await page.locator("[data-receipt]").first().innerText());
  await context.close();
});
