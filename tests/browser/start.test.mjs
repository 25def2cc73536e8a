// The shipped binary: answers soon after it is started, stays small, and ends politely.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { startServer } from "./server.mjs";

const RELEASE = process.env.MADOGUCHI_BIN.includes("/release/");

test("serve --demo answers within 2 s, stays under 100 MB and ends with 0", { skip: !RELEASE }, async () => {
  const began = performance.now();
  const server = await startServer();
  const answer = await fetch(`${server.base}/apps/bulky-waste`);
  const took = performance.now() - began;
  assert.equal(answer.status, 200);
  const read = () => Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+) kB/)[1]) / 1024;
  for (let n = 0; n < 200; n++) await (await fetch(`${server.base}/`)).text();
  const memory = read();
  console.log(`answered after ${took.toFixed(0)} ms, ${memory.toFixed(0)} MB`);
  assert.ok(took < 2000, `answered after ${took.toFixed(0)} ms`);
  assert.ok(memory < 100, `uses ${memory.toFixed(0)} MB`);
  assert.equal(await server.stop(), 0);
});
