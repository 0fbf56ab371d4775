import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "./run-git.ts";

/**
 * The rules of branches, as GitHub's own hook would hold them: each line of FORGE_REFUSALS is a ref, a tab and the words
 * that a push to it is refused with. One refused ref refuses the whole push.
 */
const preReceive = `#!/bin/sh
refused=0
while read -r old new ref; do
  case "$ref" in refs/pull/*) echo "error: deny updating a hidden ref $ref" >&2; refused=1;; esac
  while IFS="	" read -r name words; do
    if [ -n "$name" ] && [ "$name" = "$ref" ]; then printf 'error: %s\\n' "$words" >&2; refused=1; fi
  done <<END
$FORGE_REFUSALS
END
done
exit $refused
`;

const settings = [
  ["http.receivepack", "true"],
  ["uploadpack.allowAnySHA1InWant", "true"],
  ["receive.hideRefs", "refs/pull"],
  ["receive.denyDeleteCurrent", "refuse"],
  ["core.logAllRefUpdates", "true"],
  ["gc.auto", "0"],
] as const;

/** Make an empty bare repository that serves over http and holds its branches' rules. */
export async function createBareRepository(folder: string, defaultBranch: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, ["init", "-q", "--bare", "-b", defaultBranch, "."]);
  await writeFile(
    join(folder, "config"),
    `[core]\n\trepositoryformatversion = 0\n\tbare = true\n${settings
      .map(([key, value]) => `[${key.split(".")[0]}]\n\t${key.split(".")[1]} = ${value}\n`)
      .join("")}`,
  );
  const hook = join(folder, "hooks", "pre-receive");
  await mkdir(join(folder, "hooks"), { recursive: true });
  await writeFile(hook, preReceive);
  await chmod(hook, 0o755);
}

/** Bring everything reachable from a ref of another bare repository over, under a name here. */
export async function fetchFrom(folder: string, other: string, sha: string, ref: string): Promise<void> {
  await git(folder, ["fetch", "-q", "--no-tags", other, `+${sha}:${ref}`]);
}
