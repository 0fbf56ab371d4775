// Runs on Node 20.19 with nothing installed: built-ins only.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contentHash, isInstalled, readStamp, writeStamp } from "./freshness.mjs";
import { step } from "./progress.mjs";
import { noRuntime, root, runtimeNode, systemPath, Unready } from "./runtime.mjs";

/** Install what package-lock.json asks for, unless it is there. */
export async function install() {
  const lock = join(root, "package-lock.json");
  const stamp = join(root, "node_modules", ".colophon");
  const wanted = contentHash(root, ["package-lock.json"]);
  // A Node too old to run Colophon needs the one that npm brings, whatever else is there.
  const hasRuntime = runtimeNode() !== undefined;
  if (hasRuntime && readStamp(stamp) === wanted) return;
  if (!hasRuntime || !isInstalled(read(lock), read(join(root, "node_modules", ".package-lock.json")))) {
    await step("Installing packages", async () => {
      // The machine's own npm: the Node in node_modules is about to be replaced. Building needs the
      // development packages even where NODE_ENV is production.
      const npm = await run(
        "npm",
        ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"],
        {
          PATH: systemPath(),
        },
      );
      if (npm.code !== 0) {
        throw unready(
          "The packages could not be installed (npm ci, above). Check the connection to the npm registry, then start again.",
          npm.output,
        );
      }
    });
  }
  writeStamp(stamp, wanted);
}

/** The Node for everything after the installation; throws Unready where there is none. */
export function needRuntime() {
  const node = runtimeNode();
  if (node === undefined) throw new Unready(noRuntime);
  return node;
}

/** Write the database client from prisma/schema.prisma, unless it is up to date. */
export async function generate() {
  const stamp = join(root, "node_modules", ".colophon-client");
  const wanted = contentHash(root, ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);
  if (readStamp(stamp) === wanted && existsSync(join(root, "prisma", "generated", "client.ts"))) return;
  await step("Preparing the database client", async () => {
    const prisma = await run(
      needRuntime(),
      [join("node_modules", "prisma", "build", "index.js"), "generate"],
      {
        // Writing the client needs no schema engine; naming any program keeps Prisma from downloading one.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    );
    if (prisma.code !== 0) {
      throw unready(
        "The database client could not be made from prisma/schema.prisma (above).",
        prisma.output,
      );
    }
  });
  writeStamp(stamp, wanted);
}

/** Build the site for production, unless its sources are those of the last build. */
export async function build() {
  const stamp = join(root, ".next", "colophon-build");
  const wanted = contentHash(
    root,
    [
      "app",
      "lib",
      "prisma",
      "public",
      "next.config.ts",
      "postcss.config.mjs",
      "proxy.ts",
      "instrumentation.ts",
      "package.json",
      "package-lock.json",
    ],
    ["prisma/generated"],
  );
  if (readStamp(stamp) === wanted && existsSync(join(root, ".next", "BUILD_ID"))) return;
  // A setting that is wrong should not cost the time of a build before it is told.
  const settings = await run(needRuntime(), [join("scripts", "start.mjs"), "--check-settings"], {});
  if (settings.code !== 0) throw new Unready(settings.output.trim());
  rmSync(stamp, { force: true });
  await step("Building the site", async () => {
    const next = await run(needRuntime(), [join("node_modules", "next", "dist", "bin", "next"), "build"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    });
    if (next.code !== 0) {
      throw unready("The site could not be built (above).", next.output);
    }
  });
  writeStamp(stamp, wanted);
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(file, args, env) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const add = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-50_000);
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * @param {string} sentence
 * @param {string} output what the program that failed said; its end has the reason
 */
function unready(sentence, output) {
  return new Unready(`${output.trim().split("\n").slice(-40).join("\n")}\n\n${sentence}`);
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
