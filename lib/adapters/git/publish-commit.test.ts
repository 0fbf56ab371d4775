import { mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Outcome } from "#lib/core/outcome.ts";
import type { FileChange } from "./build-commit.ts";
import { type Scratch, scratched } from "./scratch-repository.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const author = { name: "Bo Reader", email: "bo@example.org", date: "2026-02-01T10:00:00.900Z" };
const committer = { name: "Colophon", email: "colophon@example.org", date: "2026-02-02T10:00:00Z" };
const draft = (base: string | null, changes: FileChange[], message = "Fix a word\n\nPublication-Id: p1") => ({
  base,
  changes,
  author,
  committer,
  message,
});
const fix = [{ path: "a.qmd", content: "fixed\n" }];

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}
const remoteHead = (scratch: Scratch, branch = "main") =>
  scratch.gitIn(scratch.remote, "rev-parse", `refs/heads/${branch}`);

/** A book whose mirror is up to date. */
async function book(scratch: Scratch, options = {}) {
  const made = scratch.book(options);
  await made.repository.fetch();
  return made;
}

describe("publishing", () => {
  it(
    "writes author, committer, dates, message, bytes and modes as they were decided",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n", "run.sh": "x\n", "gone.qmd": "g\n" });
      scratch.git("update-index", "--chmod=+x", "run.sh");
      scratch.git("commit", "-q", "--amend", "--no-edit");
      scratch.git("push", "-q", "-f", "origin", "main");
      const head = scratch.git("rev-parse", "HEAD");
      expect(head).not.toBe(base);
      const { press, repository } = await book(scratch);
      const bytes = Buffer.from("\ufeffline\r\nline\n\xff", "latin1");
      const published = value(
        await press.publish(
          draft(head, [
            { path: "a.qmd", content: bytes },
            { path: "run.sh", content: "y\n" },
            { path: "gone.qmd", content: null },
            { path: "new/日本.qmd", content: "neu\n" },
          ]),
        ),
      );
      expect(published.alreadyThere).toBe(false);
      expect(remoteHead(scratch)).toBe(published.commit);
      expect(
        scratch.gitIn(scratch.remote, "cat-file", "commit", published.commit).split("\n").slice(1),
      ).toEqual([
        `parent ${head}`,
        "author Bo Reader <bo@example.org> 1769940000 +0000",
        "committer Colophon <colophon@example.org> 1770026400 +0000",
        "",
        "Fix a word",
        "",
        "Publication-Id: p1",
      ]);
      const tree = await repository.tree(published.commit);
      expect(tree.map(({ path, mode }) => [path, mode])).toEqual([
        ["a.qmd", "100644"],
        ["new/日本.qmd", "100644"],
        ["run.sh", "100755"],
      ]);
      expect((await repository.read([tree[0]!.blob])).get(tree[0]!.blob)).toEqual(bytes);
    }),
  );

  it(
    "gives the same commit for the same input, in any mirror, and says that it was there",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const first = value(await (await book(scratch)).press.publish(draft(base, fix)));
      const again = value(await (await book(scratch)).press.publish(draft(base, fix)));
      expect(again).toEqual({ commit: first.commit, alreadyThere: true });
      scratch.git("pull", "-q", "origin", "main");
      scratch.commit({ "b.qmd": "later\n" });
      const later = value(await (await book(scratch)).press.publish(draft(base, fix)));
      expect(later).toEqual({ commit: first.commit, alreadyThere: true });
    }),
  );

  it(
    "lets one of two publishers win and tells the other that the book moved",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const one = await book(scratch);
      const two = await book(scratch);
      const outcomes = await Promise.all([
        one.press.publish(draft(base, [{ path: "a.qmd", content: "one\n" }])),
        two.press.publish(draft(base, [{ path: "a.qmd", content: "two\n" }])),
      ]);
      const won = outcomes.filter((each) => each.ok);
      const lost = outcomes.filter((each) => !each.ok);
      expect(won).toHaveLength(1);
      expect(lost).toMatchObject([{ problem: { code: "publish.branch-moved" } }]);
      expect(scratch.gitIn(scratch.remote, "rev-list", "--count", "main")).toBe("2");
    }),
  );

  it(
    "never undoes a force-push: the lease is the base, not what the mirror saw last",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      const base = scratch.commit({ "a.qmd": "b\n" });
      const { press } = await book(scratch, { branch: "main" });
      scratch.git("reset", "-q", "--hard", "HEAD~1");
      scratch.git("push", "-q", "-f", "origin", "main");
      const head = remoteHead(scratch);
      expect(await press.publish(draft(base, fix))).toMatchObject({
        problem: { code: "publish.branch-moved" },
      });
      expect(remoteHead(scratch)).toBe(head);
    }),
  );

  it(
    "makes a new branch only when there is none, and a first commit only in an empty repository",
    scratched(async (scratch) => {
      const first = value(await scratch.book({ branch: "main" }).press.publish(draft(null, fix)));
      expect(remoteHead(scratch)).toBe(first.commit);
      expect(
        await scratch.book({ branch: "main" }).press.publish(draft(null, [{ path: "b.qmd", content: "b" }])),
      ).toMatchObject({
        problem: { code: "publish.branch-moved" },
      });
      const { press } = await book(scratch);
      const proposal = { branch: "colophon/proposal-7", expected: null };
      const made = value(
        await press.publish({ ...draft(first.commit, [{ path: "a.qmd", content: "p\n" }]), ...proposal }),
      );
      expect(remoteHead(scratch, "colophon/proposal-7")).toBe(made.commit);
      const other = draft(first.commit, [{ path: "a.qmd", content: "q\n" }]);
      expect(await press.publish({ ...other, ...proposal })).toMatchObject({
        problem: { code: "publish.branch-moved" },
      });
      expect(remoteHead(scratch)).toBe(first.commit);
    }),
  );

  it(
    "passes on why the repository refused, in readable words, and tries only once",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch);
      const log = join(scratch.root, "attempts");
      scratch.hook(
        "pre-receive",
        `echo x >> ${log}; printf '\\033[31merror: GH013: Repository rule violations found\\033[0m\\n- Push cannot contain secrets\\n' >&2; exit 1`,
      );
      const refused = await press.publish(draft(base, fix));
      expect(refused).toMatchObject({ ok: false, problem: { code: "publish.refused" } });
      const message = refused.ok ? "" : refused.problem.message;
      expect(message).toContain("GH013: Repository rule violations found\n- Push cannot contain secrets");
      expect(message).toContain("hook declined");
      expect(message).not.toMatch(/\p{Cc}(?<!\n)/u);
      expect(readFileSync(log, "utf8")).toBe("x\n");
      expect(remoteHead(scratch)).toBe(base);
    }),
  );

  it(
    "says that a checked-out branch cannot be published to",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch, { remote: scratch.clone });
      const refused = await press.publish(draft(base, fix));
      expect(refused).toMatchObject({
        problem: { code: "publish.refused", message: expect.stringContaining("checked out") },
      });
    }),
  );

  it(
    "learns that a commit arrived when the reply was lost",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch);
      // After the branch has moved, the server dies before it can answer.
      scratch.hook("post-receive", "kill -9 $PPID");
      const published = value(await press.publish(draft(base, fix)));
      expect(published.alreadyThere).toBe(true);
      expect(remoteHead(scratch)).toBe(published.commit);
    }),
  );

  it(
    "says that nothing was published when the connection broke before the effect",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press, repository } = await book(scratch);
      scratch.hook("pre-receive", "kill -9 $PPID");
      expect(await press.publish(draft(base, fix))).toMatchObject({ problem: { code: "book.unreachable" } });
      expect(remoteHead(scratch)).toBe(base);
      scratch.hook("pre-receive", "exit 0");
      const published = value(await press.publish(draft(base, fix)));
      expect(published.alreadyThere).toBe(false);
      expect(value(await repository.fetch()).head).toBe(published.commit);
    }),
  );

  it(
    "stops waiting for a repository that stalls while it decides, and knows that nothing arrived",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const mirrorDir = join(scratch.root, "shared.git");
      await book(scratch, { mirrorDir });
      const { press } = scratch.book({ mirrorDir, branch: "main", timeoutMs: 1000 });
      scratch.hook("pre-receive", "exec sleep 30");
      expect(await press.publish(draft(base, fix))).toMatchObject({
        problem: { code: "book.unreachable", at: "remote:timeout" },
      });
      expect(remoteHead(scratch)).toBe(base);
    }),
  );

  it(
    "is not stopped for ever by a lock that a killed process left, here or at a busy repository",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press, repository } = await book(scratch);
      const theirs = join(scratch.remote, "refs/heads/main.lock");
      writeFileSync(theirs, "");
      expect(await press.publish(draft(base, fix))).toMatchObject({
        problem: { code: "book.unreachable", at: "publish:busy" },
      });
      rmSync(theirs);
      const { commit } = value(await press.publish(draft(base, fix)));
      const ours = join(scratch.root, "mirror-0.git", "refs/heads/main.lock");
      writeFileSync(ours, "");
      expect((await repository.fetch()).ok).toBe(false);
      utimesSync(ours, 0, 0);
      expect(value(await repository.fetch()).head).toBe(commit);
    }),
  );

  it(
    "does not run hooks of the mirror",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch);
      const hooks = join(scratch.root, "mirror-0.git", "hooks");
      mkdirSync(hooks, { recursive: true });
      for (const name of ["pre-push", "reference-transaction", "post-commit"]) {
        writeFileSync(join(hooks, name), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      }
      expect((await press.publish(draft(base, fix))).ok).toBe(true);
    }),
  );
});

describe("what may not be published", () => {
  it(
    "a path that leaves the book or names the repository's own files, at any place in a change",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch);
      for (const path of ["../x.qmd", ".git/config", "x/.GIT/hooks/y"]) {
        const refused = await press.publish(draft(base, [...fix, { path, content: "x" }]));
        expect(refused).toMatchObject({ ok: false, problem: { code: "input.invalid", at: path } });
      }
      expect(remoteHead(scratch)).toBe(base);
    }),
  );

  it(
    "a second spelling of a file or folder, unless the first goes away in the same step",
    scratched(async (scratch) => {
      const base = scratch.commit({ "Intro.qmd": "a\n", "Parts/é.qmd": "b\n" });
      const { press } = await book(scratch);
      const refusal = async (...changes: FileChange[]) => {
        const outcome = await press.publish(draft(base, changes));
        return outcome.ok ? null : outcome.problem.code;
      };
      expect(await refusal({ path: "intro.qmd", content: "x" })).toBe("input.invalid");
      expect(await refusal({ path: "parts/x.qmd", content: "x" })).toBe("input.invalid");
      expect(await refusal({ path: "Parts/e\u0301.qmd", content: "x" })).toBe("input.invalid");
      expect(await refusal({ path: "n.qmd", content: "x" }, { path: "N.qmd", content: "y" })).toBe(
        "input.invalid",
      );
      expect(await refusal({ path: "Intro.qmd", content: null }, { path: "intro.qmd", content: "x" })).toBe(
        null,
      );
    }),
  );

  it(
    "anything through a symlink or submodule, below a file, or in place of a folder",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n", "real/b.qmd": "b\n" });
      symlinkSync("real", join(scratch.clone, "link"));
      scratch.git("add", "link");
      scratch.git("update-index", "--add", "--cacheinfo", `160000,${"2".repeat(40)},module`);
      scratch.git("commit", "-q", "-m", "Links");
      scratch.git("push", "-q", "origin", "main");
      const base = remoteHead(scratch);
      const { press } = await book(scratch);
      for (const path of ["link", "link/b.qmd", "module", "module/x.qmd", "a.qmd/x.qmd", "real"]) {
        expect(await press.publish(draft(base, [{ path, content: "x" }]))).toMatchObject({
          problem: { code: "input.invalid" },
        });
      }
      expect(await press.publish(draft(base, [{ path: "link", content: null }]))).toMatchObject({
        problem: { at: "link" },
      });
    }),
  );

  it(
    "nothing at all, a file that is not there to delete, one file twice, broken text",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press } = await book(scratch);
      const code = async (changes: FileChange[]) => {
        const outcome = await press.publish(draft(base, changes));
        return outcome.ok ? null : outcome.problem.code;
      };
      expect(await code([{ path: "a.qmd", content: "a\n" }])).toBe("proposal.empty");
      expect(await code([{ path: "no.qmd", content: null }])).toBe("input.invalid");
      expect(await code([...fix, ...fix])).toBe("input.invalid");
      expect(await code([{ path: "a.qmd", content: "\ud800" }])).toBe("input.invalid");
    }),
  );

  it(
    "a name or branch that would become something else in git",
    scratched(async (scratch) => {
      const base = scratch.commit({ "a.qmd": "a\n" });
      const { press, repository } = await book(scratch);
      for (const branch of ["--mirror", "a:b", "a..b", "main^", "refs/../x", "HEAD"]) {
        const outcome = await press.publish({ ...draft(base, fix), branch });
        expect(outcome).toMatchObject({ problem: { code: "input.invalid", at: "branch" } });
        expect(remoteHead(scratch)).toBe(base);
      }
      for (const email of ["a b@x", "a@b\n", "<a@b>", "nobody"]) {
        const outcome = await press.publish({ ...draft(base, fix), author: { ...author, email } });
        expect(outcome).toMatchObject({ problem: { code: "input.invalid" } });
      }
      const forged = { ...author, name: `Mallory\nCo-authored-by: Ada <ada@example.org>${"x".repeat(1000)}` };
      const { commit } = value(await press.publish({ ...draft(base, fix, "Fix"), author: forged }));
      const raw = scratch.gitIn(scratch.remote, "cat-file", "commit", commit);
      expect(raw.split("\n").filter((line) => line.startsWith("author"))[0]).toMatch(
        /^author Mallory Co-authored-by: Ada ada@example\.org x{20,100} <bo@example\.org> \d+ \+0000$/,
      );
      expect(await repository.findByTrailer("Co-authored-by", "Ada <ada@example.org>")).toBe(null);
    }),
  );
});
