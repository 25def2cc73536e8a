// Starts the real binary on a free port with a data directory of its own, and ends it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts `madoguchi serve` and resolves when it listens. */
export async function startServer({ demo = true } = {}) {
  const data = mkdtempSync(join(tmpdir(), "madoguchi-browser-"));
  const flags = demo ? ["--demo"] : [];
  const child = spawn(
    process.env.MADOGUCHI_BIN,
    ["serve", process.env.MADOGUCHI_DEFINITIONS, "--data", data, "--listen", "127.0.0.1:0", "--no-rate-limits", ...flags],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  const base = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const found = output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  return {
    base,
    data,
    pid: child.pid,
    output: () => output,
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", (code) => resolve(code)));
      child.kill("SIGTERM");
      const code = await ended;
      rmSync(data, { recursive: true, force: true });
      return code;
    },
  };
}
