// What every page of every journey must hold, and small hands to drive it.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Debian's Chromium, headless. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/**
 * Every violation that axe finds (WCAG 2.0 to 2.2, A and AA, and best practice).
 * axe is a script and the journeys run without: the HTML as received is judged in a second window.
 */
export async function accessibilityFaults(page) {
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), bypassCSP: true });
  const judged = await context.newPage();
  const html = await page.content();
  await judged.route(page.url(), (route) => route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }));
  await judged.route("**/*.js", (route) => route.abort());
  await judged.goto(page.url());
  await judged.evaluate(axe);
  const { violations, passes } = await judged.evaluate(() => window.axe.run(document));
  await context.close();
  assert.ok(passes.length > 10, "axe has looked at the page");
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

/** What is cut off or scrolls sideways (tables may scroll inside their own box). */
export async function cutFaults(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wide > 1 ? [`the page is ${wide} px wider than the window`] : [];
}

/** Judges pages of one journey and tells all faults at its end. */
export class Judge {
  #faults = [];

  constructor(journey) {
    this.journey = journey;
  }

  async page(page, name) {
    await shoot(page, `${this.journey}-${name}`);
    const faults = [...(await cutFaults(page)), ...(await accessibilityFaults(page))];
    if ((await page.locator("h1").count()) !== 1) faults.push("there is not exactly one h1");
    if ((await page.locator("html").getAttribute("lang")) !== "ja") faults.push("the page does not say its language");
    this.#faults.push(...faults.map((fault) => `${name}: ${fault}`));
  }

  done() {
    assert.deepEqual(this.#faults, [], this.#faults.join("\n"));
  }
}

/** Keeps a picture of the page when `SHOTS` names a folder. */
export async function shoot(page, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

/** The two windows in which nothing may be cut: a small phone, and a desktop at 200 % zoom. */
export const WINDOWS = { phone: { width: 320, height: 640 }, zoomed: { width: 640, height: 480 } };
