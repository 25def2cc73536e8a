// A form that answers at once: questions come and go, totals follow, rules are told after a question was left. Without
// JavaScript the same form asks after sending.
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

const next = (page) => page.getByRole("button", { name: "次へ" }).last().click();

/** The page of the goods of the bulky waste form. */
async function goods(javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: WINDOWS.phone, javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(`${server.base}/apps/bulky-waste`);
  await page.getByRole("button", { name: "申込みを始める" }).click();
  await page.getByLabel("いいえ", { exact: true }).check();
  await next(page);
  await next(page);
  return page;
}

/** The page of the applicant. */
async function applicant(javaScriptEnabled = true) {
  const page = await goods(javaScriptEnabled);
  await page.locator("[name='goods.0.code']").selectOption("sofa2");
  await next(page);
  return page;
}

const SPOT = "[name=spot]";

test("a question comes and goes with the answer it depends on, and keeps what was typed", async () => {
  const page = await applicant();
  assert.equal(await page.locator(SPOT).count(), 0);
  await page.getByLabel("集合住宅").check();
  await page.locator(SPOT).fill("東側");
  assert.match(await page.locator("[data-live-status]").innerText(), /集積場所/);
  const judge = new Judge("live");
  await judge.page(page, "shown");
  await page.getByLabel("戸建て").check();
  assert.equal(await page.locator(SPOT).count(), 0);
  await page.getByLabel("集合住宅").check();
  assert.equal(await page.locator(SPOT).inputValue(), "東側");
  judge.done();
  await page.context().close();
});

test("a question that the server has drawn is hidden at once and kept", async () => {
  const page = await applicant();
  await page.getByLabel("集合住宅").check();
  await page.locator(SPOT).fill("東側");
  await next(page);
  assert.equal(await page.locator(SPOT).inputValue(), "東側");
  await page.getByLabel("戸建て").check();
  assert.equal(await page.locator(SPOT).isVisible(), false);
  await page.getByLabel("集合住宅").check();
  assert.equal(await page.locator(SPOT).inputValue(), "東側");
  await page.context().close();
});

test("the total follows the rows, and a rule is told when the question is left", async () => {
  const page = await goods();
  const total = page.locator("#q-fee output");
  await page.locator("[name='goods.0.code']").selectOption("sofa2");
  assert.match(await total.innerText(), /^[\d,]+円$/);
  assert.equal(await page.locator("#q-fee button").isVisible(), false);
  const one = Number((await total.innerText()).replace(/\D/g, ""));
  await page.locator("[name='goods.0.qty']").fill("３");
  await page.waitForFunction((want) => document.querySelector("#q-fee output").textContent.replace(/\D/g, "") === want, String(3 * one));
  await page.locator("[name='goods.0.qty']").fill("6");
  await page.waitForFunction((want) => document.querySelector("#q-fee output").textContent.replace(/\D/g, "") === want, String(6 * one));
  assert.equal(await page.locator("#live-goods").count(), 0, "nothing is told while typing");
  await page.locator("main h1").click();
  await page.getByRole("button", { name: "品目を追加する" }).focus();
  await page.getByRole("button", { name: "次へ" }).last().focus();
  assert.match(await page.locator("#live-goods").innerText(), /同じ品目は5点まで/);
  const judge = new Judge("live");
  await judge.page(page, "rule");
  await page.locator("[name='goods.0.qty']").fill("5");
  await page.locator("#live-goods").waitFor({ state: "detached" });
  judge.done();
  await page.context().close();
});

test("without JavaScript the question is asked after sending", async () => {
  const page = await applicant(false);
  assert.equal(await page.locator(SPOT).count(), 0);
  await page.getByLabel("集合住宅").check();
  await next(page);
  assert.equal(await page.locator(SPOT).count() + Number((await page.locator(".error-summary").count()) > 0) > 0, true);
  await page.context().close();
});

test("the first page with its scripts stays below 60 KB", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.base}/apps/bulky-waste`);
  let bytes = 0;
  const sizes = [];
  page.on("response", (response) => sizes.push(response.request().sizes().then((s) => (bytes += s.responseBodySize))));
  await page.getByRole("button", { name: "申込みを始める" }).click();
  await page.waitForLoadState("networkidle");
  await Promise.all(sizes);
  assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
  await context.close();
});
