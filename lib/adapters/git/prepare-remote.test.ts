import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createGitBook } from "./git-book.ts";
import { prepareRemote } from "./prepare-remote.ts";
import { describeRemote, parseRemote } from "./remote-address.ts";
import { type Scratch, scratched } from "./scratch-repository.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

/** A folder with line ends, a mode, a symlink and attributes that git would act on. */
function plainFolder(scratch: Scratch): string {
  const folder = join(scratch.root, "plain");
  mkdirSync(join(folder, "sub"), { recursive: true });
  writeFileSync(join(folder, "index.qmd"), "one\r\ntwo\n");
  writeFileSync(join(folder, ".gitattributes"), "* text=auto eol=lf\n*.bin filter=lfs\n");
  writeFileSync(join(folder, "sub", "run.sh"), "x\n");
  chmodSync(join(folder, "sub", "run.sh"), 0o755);
  symlinkSync("/etc/passwd", join(folder, "sub", "link"));
  return folder;
}

const author = { name: "Colophon", email: "colophon@example.org" };
async function prepare(
  scratch: Scratch,
  value: string,
  bareDir = join(scratch.root, "bare.git"),
  more: { branch?: string; ignore?: string[] } = {},
) {
  const prepared = await prepareRemote({
    value,
    bareDir,
    message: "Import",
    author,
    date: "2026-01-01T00:00:00Z",
    ...more,
  });
  if (!prepared.ok) throw new Error(prepared.problem.message);
  return prepared.value;
}
async function edit(scratch: Scratch, remote: string, path: string, content: string) {
  const made = createGitBook({ mirrorDir: join(scratch.root, "edit.git"), remote, branch: "main" });
  if (!made.ok) throw new Error(made.problem.message);
  const fetched = await made.value.repository.fetch();
  const signature = { ...author, date: "2026-01-02T00:00:00Z" };
  const base = fetched.ok ? fetched.value.head : null;
  const changes = [{ path, content }];
  const outcome = await made.value.press.publish({
    base,
    changes,
    author: signature,
    committer: signature,
    message: "Edit",
  });
  made.value.close();
  return outcome;
}

describe("what BOOK_REMOTE names", () => {
  it(
    "tells addresses, bare repositories, work trees, folders and nothing apart",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      expect(describeRemote("https://github.com/o/r")).toBe("url");
      expect(describeRemote("git@github.com:o/r.git")).toBe("url");
      expect(describeRemote("ssh://git@host/o/r")).toBe("url");
      expect(describeRemote(scratch.remote)).toBe("bare");
      expect(describeRemote(`file://${scratch.remote}`)).toBe("bare");
      expect(describeRemote(scratch.clone)).toBe("work-tree");
      expect(describeRemote(folder)).toBe("folder");
      expect(describeRemote(join(scratch.root, "none"))).toBe("missing");
      expect(describeRemote(" ")).toBe("missing");
    }),
  );

  it("refuses what git could take for an option or a command", () => {
    for (const value of [
      "--upload-pack=x",
      "ext::sh -c x",
      "ssh://-oProxyCommand=x/y",
      "-x@y:z",
      "https://",
      "ftp://h/x",
      "a\nb",
    ]) {
      const parsed = parseRemote(value);
      expect(parsed.ok && !parsed.value.local, value).toBe(false);
    }
    expect(parseRemote("user@-oProxyCommand=x:y")).toMatchObject({ value: { local: true } });
  });

  it("takes credentials out of an address", () => {
    expect(parseRemote("https://me:p%40ss@host/o/r")).toMatchObject({
      value: {
        url: "https://host/o/r",
        shown: "https://host/o/r",
        credentials: { username: "me", password: "p@ss" },
      },
    });
  });
});

describe("a plain folder", () => {
  it(
    "becomes a repository byte for byte, the same one every time, and the folder stays as it is",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      const one = await prepare(scratch, folder);
      const two = await prepare(scratch, folder, join(scratch.root, "second.git"));
      expect(one.imported?.state).toBe("created");
      expect(two.imported?.head).toBe(one.imported?.head);
      expect(
        scratch
          .gitIn(one.remote, "ls-tree", "-r", "HEAD")
          .split("\n")
          .map((line) => line.replace(/ blob \w+\t/, " ")),
      ).toEqual(["100644 .gitattributes", "100644 index.qmd", "120000 sub/link", "100755 sub/run.sh"]);
      expect(scratch.gitIn(one.remote, "cat-file", "blob", "HEAD:index.qmd")).toBe("one\r\ntwo");
      expect((await prepare(scratch, folder)).imported).toEqual({
        head: one.imported?.head,
        state: "unchanged",
      });
      expect(describeRemote(folder)).toBe("folder");
    }),
  );

  it(
    "takes new content on top of the last import",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      const first = await prepare(scratch, folder);
      writeFileSync(join(folder, "index.qmd"), "three\n");
      const second = await prepare(scratch, folder);
      expect(second.imported?.state).toBe("updated");
      expect(scratch.gitIn(second.remote, "rev-parse", "HEAD~1")).toBe(first.imported?.head);
    }),
  );

  it(
    "keeps what was published when the folder has not changed, and says so when both have",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      const { remote } = await prepare(scratch, folder);
      expect((await edit(scratch, remote, "index.qmd", "published\n")).ok).toBe(true);
      expect((await prepare(scratch, folder)).imported?.state).toBe("unchanged");
      writeFileSync(join(folder, "index.qmd"), "also changed\n");
      const both = await prepare(scratch, folder);
      expect(both.imported?.state).toBe("diverged");
      expect(both.note).toContain("something was published");
      expect(scratch.gitIn(remote, "cat-file", "blob", "HEAD:index.qmd")).toBe("published");
    }),
  );

  it(
    "leaves out what is ignored",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      writeFileSync(join(folder, ".gitignore"), "_book/\n");
      mkdirSync(join(folder, "_book"));
      writeFileSync(join(folder, "_book", "x.html"), "x");
      writeFileSync(join(folder, "notes.tmp"), "x");
      const { remote } = await prepare(scratch, folder, undefined, { ignore: ["*.tmp"] });
      expect(scratch.gitIn(remote, "ls-tree", "-r", "--name-only", "HEAD")).not.toMatch(/_book|tmp/);
    }),
  );

  it(
    "can be imported by two processes at once",
    scratched(async (scratch) => {
      const folder = plainFolder(scratch);
      const both = await Promise.all([prepare(scratch, folder), prepare(scratch, folder)]);
      expect(both[0].imported?.head).toBe(both[1].imported?.head);
    }),
  );
});

describe("a work tree", () => {
  it(
    "is used through a copy with its history while its branch is checked out",
    scratched(async (scratch) => {
      const head = scratch.commit({ "a.qmd": "a\n" });
      const prepared = await prepare(scratch, scratch.clone);
      expect(prepared).toMatchObject({ kind: "work-tree", imported: { head, state: "created" } });
      expect(prepared.note).toContain("git -C");
      expect((await edit(scratch, prepared.remote, "a.qmd", "published\n")).ok).toBe(true);
      expect((await prepare(scratch, scratch.clone)).imported?.state).toBe("unchanged");
      scratch.git("pull", "-q", prepared.remote, "main");
      const next = scratch.commit({ "b.qmd": "b\n" });
      expect((await prepare(scratch, scratch.clone)).imported).toEqual({ head: next, state: "updated" });
    }),
  );

  it(
    "says when both it and the copy moved on",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      const { remote } = await prepare(scratch, scratch.clone);
      await edit(scratch, remote, "a.qmd", "published\n");
      scratch.commit({ "b.qmd": "b\n" });
      expect((await prepare(scratch, scratch.clone)).imported?.state).toBe("diverged");
    }),
  );

  it(
    "is used as it is when git lets its branch be moved",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      scratch.git("config", "receive.denyCurrentBranch", "updateInstead");
      const prepared = await prepare(scratch, scratch.clone);
      expect(prepared).toMatchObject({ remote: scratch.clone, imported: null, note: null });
      expect((await edit(scratch, prepared.remote, "a.qmd", "published\n")).ok).toBe(true);
      expect(scratch.git("status", "--porcelain")).toBe("");
    }),
  );

  it(
    "is refused in plain words when nothing is committed",
    scratched(async (scratch) => {
      const prepared = await prepareRemote({
        value: scratch.clone,
        bareDir: join(scratch.root, "b.git"),
        message: "x",
        author,
        date: "2026-01-01T00:00:00Z",
      });
      expect(prepared).toMatchObject({ problem: { code: "book.unreachable", at: "remote:empty" } });
    }),
  );
});
