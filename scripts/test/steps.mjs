import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bootstrap/runtime.mjs";
import { closingLine, countTests } from "./count.mjs";

/** The programs that the steps run, relative to the repository. */
const programs = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  next: "node_modules/next/dist/bin/next",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

/** @returns {Promise<boolean>} */
export async function lint() {
  return await quiet("Lint", [[programs.biome, "lint", "--error-on-warnings", "."]]);
}

/** @returns {Promise<boolean>} */
export async function types() {
  return await quiet("Types", [
    [programs.next, "typegen"],
    [programs.tsc, "--noEmit", "--pretty", "false", "-p", "."],
  ]);
}

/**
 * Run vitest and show what it says as it says it.
 * @param {string[]} args projects and filters
 * @returns {Promise<{ ok: boolean, line: string }>} line: the closing line with the counts
 */
export async function tests(args) {
  const folder = mkdtempSync(join(tmpdir(), "colophon-report-"));
  const report = join(folder, "report.json");
  try {
    const { code } = await run(
      [
        programs.vitest,
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
        ...args,
      ],
      "inherit",
    );
    const counts = countTests(read(report));
    return { ok: code === 0 && counts.failed === 0, line: closingLine(counts) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Run programs one after another, and show what they say only when one fails.
 * @param {string} title
 * @param {string[][]} commands
 */
async function quiet(title, commands) {
  const began = Date.now();
  for (const command of commands) {
    const { code, output } = await run(command, "pipe");
    if (code !== 0) {
      process.stdout.write(`${output.trim()}\n\n${title}: failed (${seconds(began)})\n`);
      return false;
    }
  }
  process.stdout.write(`${title}: passed (${seconds(began)})\n`);
  return true;
}

/** @param {number} began */
function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    // Vitest stops what its global setups started; what it leaves behind would be ours.
    for (const child of running) child.kill(signal);
    if (running.size === 0) process.exit(1);
  });
}

/**
 * @param {string[]} command
 * @param {"pipe" | "inherit"} output
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(command, output) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", output, output],
    });
    running.add(child);
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: text });
    });
  });
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
