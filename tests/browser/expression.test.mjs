// The browser's evaluator gives what Rust gives: all vectors, and thousands of random expressions over random answers.
// SEED=… repeats a run; COUNT=… is how many.
import test from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

const js = (name) => import(new URL(`../../web/static/js/${name}.js`, import.meta.url));
const { evaluate, holds, read, isEmpty, known } = await js("expression");
const { Decimal } = await js("decimal");
const { Day, Moment } = await js("day");

const count = process.env.COUNT ?? "3000";
const args = process.env.SEED ? [count, process.env.SEED] : [count];
const out = execFileSync(process.env.MADOGUCHI_CASES, args, { encoding: "utf8", maxBuffer: 1 << 30 });
const [head, ...cases] = out.trimEnd().split("\n").map((line) => JSON.parse(line));
const vectors = cases.filter((c) => !c.name.startsWith("random "));

/** A value as the server writes it. */
function write(value) {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Decimal) return { n: String(value) };
  if (value instanceof Day) return { d: String(value) };
  if (value instanceof Moment) return { [value.kind === "time" ? "t" : "dt"]: value.iso };
  if (Array.isArray(value)) return { l: value.map(write) };
  if (value instanceof Map) return { r: Object.fromEntries([...value].map(([name, part]) => [name, write(part)])) };
  return {};
}

function difference({ name, source, tree, given, today, value, holds: held }) {
  const values = new Map(Object.entries(given).map(([id, v]) => [id, read(v)]));
  const scope = { lookup: (id) => values.get(id) ?? null, today: Day.parse(today), lists: head.lists };
  const found = [write(evaluate(tree, scope)), holds(tree, scope)];
  try {
    assert.deepEqual(found, [value, held]);
    return null;
  } catch {
    const told = [found, [value, held]].map((v) => JSON.stringify(v));
    return `${name}: ${source}\n  gives ${told[0]}, in Rust ${told[1]}\n  given ${JSON.stringify(given)}\n  tree ${JSON.stringify(tree)}`;
  }
}

function compare(some) {
  const wrong = some.filter((c) => !c.server_only).map(difference).filter(Boolean);
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} differ (SEED=${head.seed}):\n${wrong.slice(0, 5).join("\n")}`);
}

test("every vector gives in the browser what it gives in Rust", () => {
  compare(vectors);
  assert.ok(vectors.length >= 200, `only ${vectors.length} vectors`);
});

test("what is left to the server needs the city, or a table of several keys, bands or dates", () => {
  // `rate` is a name of define that stands for a lookup.
  const reason = new RegExp(`\\b(lookup|${head.server_only.join("|")})\\(|\\brate\\b`);
  const without = vectors.filter((c) => c.server_only && !reason.test(c.source)).map((c) => `${c.name}: ${c.source}`);
  assert.deepEqual(without, [], "these could be evaluated in the browser");
});

test("random expressions give in the browser what they give in Rust", () => {
  const random = cases.slice(vectors.length);
  assert.equal(random.length, Number(count));
  compare(random);
  const blank = random.filter((c) => isEmpty(read(c.value))).length;
  assert.ok(blank < random.length / 2, `${blank} of ${random.length} are blank: nothing is compared`);
});

test("every function is known to the browser, or named as one for the server", () => {
  const missing = head.functions.filter((name) => !known().includes(name) && !head.server_only.includes(name));
  assert.deepEqual(missing, []);
  assert.deepEqual(known().filter((name) => !head.functions.includes(name)), []);
});
