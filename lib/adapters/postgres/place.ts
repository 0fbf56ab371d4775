import { createHash } from "node:crypto";
import { chmod, chown, mkdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Distribution } from "./distribution.ts";
import { copyDistribution } from "./distribution.ts";
import type { Account } from "./run-program.ts";
import { runProgram } from "./run-program.ts";

/** Where a cluster lives and which programs drive it. */
export interface Place {
  folder: string;
  distribution: Distribution;
  account: Account | undefined;
}

/**
 * Settle on a folder for the cluster. Normally `dataDir`; when Node is root and the system account cannot
 * reach it (a checkout below /root, which is 0700), a folder elsewhere that belongs to `dataDir` by name.
 */
export async function choosePlace(
  dataDir: string,
  distribution: Distribution,
  account: Account | undefined,
  onProgress: (line: string) => void,
): Promise<Place> {
  const wanted = resolve(dataDir);
  if (account === undefined) {
    await mkdir(wanted, { recursive: true });
    return { folder: wanted, distribution, account };
  }
  return await placeFor(wanted, distribution, await ownerOf(wanted, account), onProgress);
}

async function placeFor(
  wanted: string,
  distribution: Distribution,
  account: Account,
  onProgress: (line: string) => void,
): Promise<Place> {
  const reached = await runProgram(distribution.postgres, ["--version"], account);
  const programs =
    reached.code === 0
      ? distribution
      : await copyDistribution(distribution, await elsewhere(await nameOf(distribution), "programs"));
  const folder = (await prepare(wanted, account)) ? wanted : await elsewhere(wanted, "data");
  if (folder !== wanted) {
    onProgress(
      `The system account ${account.name} cannot reach ${wanted}, so the database is kept in ${folder}.`,
    );
    if (!(await prepare(folder, account))) {
      throw new Error(
        `The system account ${account.name} cannot use ${folder}. Set COLOPHON_DATA_DIR to a folder it can reach, or DATABASE_URL.`,
      );
    }
  }
  return { folder, distribution: programs, account };
}

/**
 * A cluster stays with the account that made it: another account may have come to the machine since, or Node
 * ran as an ordinary user the last time.
 */
async function ownerOf(folder: string, account: Account): Promise<Account> {
  const cluster = await stat(join(folder, "cluster")).catch(() => undefined);
  if (cluster === undefined || cluster.uid === 0 || cluster.uid === account.uid) return account;
  return { name: `number ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid };
}

/** Make the folder, hand it to the account, and tell whether the account can really write there. */
async function prepare(folder: string, account: Account): Promise<boolean> {
  const made = await mkdir(folder, { recursive: true });
  // A strict umask must not shut the account out of folders that were made for it just now.
  if (made !== undefined) {
    for (let at = dirname(folder); at.length >= made.length; at = dirname(at)) await chmod(at, 0o711);
  }
  await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return (await runProgram("test", ["-w", folder, "-a", "-x", folder], account)).code === 0;
}

/** Another version of the programs is copied anew. */
async function nameOf(distribution: Distribution): Promise<string> {
  return `${distribution.root} ${await readFile(join(distribution.root, "..", "package.json"), "utf8")}`;
}

async function elsewhere(path: string, kind: "data" | "programs"): Promise<string> {
  const name = createHash("sha256").update(path).digest("hex").slice(0, 12);
  for (const base of ["/var/lib", tmpdir()]) {
    const root = join(base, "colophon");
    try {
      const made = await mkdir(root, { recursive: true });
      // Whatever the umask: the account passes through to its own folder.
      if (made !== undefined) await chmod(root, 0o711);
      return join(root, `${kind}-${name}`);
    } catch {
      // A system whose files cannot be changed; try the next.
    }
  }
  throw new Error(`There is no folder for the database that a system account can reach. Set DATABASE_URL.`);
}
