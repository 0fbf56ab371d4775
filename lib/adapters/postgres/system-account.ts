import type { Account } from "./run-program.ts";
import { runProgram } from "./run-program.ts";

/** Accounts that may own the cluster when Node runs as root, in order of preference. */
const names = ["colophon", "postgres"];

/**
 * PostgreSQL refuses to run as root. Returns undefined when Node is not root, else an unprivileged system
 * account: an existing one, or a new `colophon`. Throws a sentence when none can be made.
 */
export async function systemAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await findAccount();
  if (known !== undefined) return known;
  const useradd = await runProgram("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "colophon",
  ]);
  // Alpine and BusyBox systems have adduser only.
  if (useradd.code !== 0) await runProgram("adduser", ["-S", "-D", "-H", "-s", "/sbin/nologin", "colophon"]);
  const made = await findAccount();
  if (made === undefined) {
    throw new Error(
      `PostgreSQL does not run as root, and no system account could be made for it (${useradd.output}). Run Colophon as another user, or set DATABASE_URL.`,
    );
  }
  return made;
}

async function findAccount(): Promise<Account | undefined> {
  for (const name of names) {
    const [uid, gid] = await Promise.all([runProgram("id", ["-u", name]), runProgram("id", ["-g", name])]);
    if (uid.code === 0 && gid.code === 0 && Number(uid.output) > 0) {
      return { name, uid: Number(uid.output), gid: Number(gid.output) };
    }
  }
  return undefined;
}
