import { stripVTControlCharacters } from "node:util";
import { type Outcome, type Problem, refuse } from "#lib/core/outcome.ts";
import { GitFailure, type GitResult } from "./run-git.ts";

/** Why a remote could not be used; the problem's `at` is `remote:` and one of these. */
export type RemoteFault =
  | "auth"
  | "not-found"
  | "offline"
  | "timeout"
  | "certificate"
  | "host-key"
  | "moved"
  | "disk-full"
  | "no-git"
  | "unknown";

/** First match wins: a proxy that asks for a password is an "auth" before it is an "offline". */
const signs: readonly (readonly [RemoteFault, RegExp])[] = [
  ["disk-full", /No space left on device|Disk quota exceeded/i],
  ["host-key", /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i],
  ["certificate", /certificate|SSL_ERROR|schannel|gnutls_handshake/i],
  ["moved", /unable to update url base from redirection|returned error: 30[1278]|redirect/i],
  [
    "not-found",
    /not found|does not exist|does not appear to be a git repository|not a git repository|returned error: 404/i,
  ],
  [
    "auth",
    /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|invalid credentials|Access denied|Permission (?:to .* )?denied|returned error: 40[13]|Write access|not allowed to push/i,
  ],
  ["timeout", /timed out|Operation too slow|timeout/i],
  [
    "offline",
    /Could not resolve|Name or service not known|Connection refused|Connection reset|Network is unreachable|No route to host|Failed to connect|Couldn't connect|unable to connect|returned error: 5\d\d|early EOF|hung up unexpectedly|RPC failed|Empty reply|unexpected disconnect/i,
  ],
];

/** Sort git's words into one reason. */
export function remoteFault(result: GitResult): RemoteFault {
  if (result.stopped === "timeout") return "timeout";
  if (result.stopped === "not-installed") return "no-git";
  return signs.find(([, sign]) => sign.test(result.stderr))?.[0] ?? "unknown";
}

/**
 * Text from the other side, fit to show: no control or terminal sequences, no secrets in addresses, bounded.
 * @param secrets strings that must never be shown
 */
export function cleanServerText(text: string, secrets: readonly string[] = [], limit = 600): string {
  let shown = stripVTControlCharacters(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/gu, " ")
    .replace(/\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@]{0,300}@/gi, "$1");
  for (const secret of secrets) if (secret.length > 3) shown = shown.replaceAll(secret, "…");
  shown = shown
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown;
}

/**
 * Run something that writes to our disk; a full disk is then a problem to tell of and not a bug.
 * @throws everything else
 */
export async function unlessDiskFull<T>(run: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await run();
  } catch (error) {
    const full = error instanceof GitFailure ? remoteFault(error.result) === "disk-full" : isNoSpace(error);
    if (!full) throw error;
    return diskFull();
  }
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

function diskFull() {
  return refuse(
    "storage.full",
    "The disk is full. Free some space; nothing that was saved is lost.",
    "remote:disk-full",
  );
}

/** A plain sentence for the person who can act: what happened to the book's repository, and what to do. */
export function unreachable(
  result: GitResult,
  shown: string,
  secrets: readonly string[],
): { ok: false; problem: Problem } {
  const fault = remoteFault(result);
  const say = (message: string) => refuse("book.unreachable", message, `remote:${fault}`);
  switch (fault) {
    case "auth":
      return say(
        `${shown} did not accept the sign-in. Check the token or key, and that it may read this repository.`,
      );
    case "not-found":
      return say(
        `There is no repository at ${shown}, or the token may not see it. Check the address and the token.`,
      );
    case "offline":
      return say(
        `${shown} cannot be reached at the moment. The book stays readable; the next attempt follows by itself.`,
      );
    case "timeout":
      return say(
        `${shown} did not answer in time. The book stays readable; the next attempt follows by itself.`,
      );
    case "certificate":
      return say(
        `The certificate of ${shown} could not be verified. Check the address or the machine's certificates.`,
      );
    case "host-key":
      return say(
        `The ssh key of the host at ${shown} is not known here. Add it to known_hosts on this machine.`,
      );
    case "moved":
      return say(`The repository at ${shown} has moved. Enter its new address.`);
    case "disk-full":
      return diskFull();
    case "no-git":
      return say("The program git is not installed on this machine. Install git 2.34 or newer.");
    case "unknown": {
      const last = cleanServerText(result.stderr, secrets).split("\n").at(-1) ?? "";
      return say(`${shown} could not be read. Git says: ${last || "nothing"}`);
    }
  }
}
