import { renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Outcome } from "#lib/core/outcome.ts";
import { scratched } from "./scratch-repository.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

describe("fetching a book", () => {
  it(
    "creates the mirror at the first fetch and finds the default branch",
    scratched(async (scratch) => {
      const head = scratch.commit({ "index.qmd": "# One\n" });
      const { repository } = scratch.book();
      expect(value(await repository.fetch())).toEqual({
        branch: "main",
        head,
        previous: null,
        rewritten: false,
        previousBranch: null,
        movedTo: null,
      });
    }),
  );

  it(
    "reports what it knew before, and finds renames with their edits",
    scratched(async (scratch) => {
      const long = Array.from({ length: 30 }, (_, i) => `Line ${i}\n`).join("");
      const first = scratch.commit({ "a.qmd": long, "b.qmd": "b\n", "gone.qmd": "gone\n" });
      const { repository, archive } = scratch.book();
      await repository.fetch();
      scratch.git("mv", "a.qmd", "moved.qmd");
      const second = scratch.commit({
        "moved.qmd": `${long}More\n`,
        "b.qmd": "B\n",
        "new.qmd": "n\n",
        "gone.qmd": null,
      });
      const fetched = value(await repository.fetch());
      expect(fetched).toMatchObject({ head: second, previous: first, rewritten: false });
      const changes = await archive.changes(first, second);
      expect(changes.map(({ kind, path }) => [kind, path])).toEqual([
        ["modified", "b.qmd"],
        ["deleted", "gone.qmd"],
        ["renamed", "moved.qmd"],
        ["added", "new.qmd"],
      ]);
      expect(changes[2]).toMatchObject({ from: "a.qmd", similarity: expect.any(Number) });
      expect(await repository.renames(first, second)).toEqual([{ from: "a.qmd", to: "moved.qmd" }]);
      expect((await archive.changes(null, first)).map((change) => change.kind)).toEqual([
        "added",
        "added",
        "added",
      ]);
    }),
  );

  it(
    "asks once and moves nothing when the branch did not move",
    scratched(async (scratch) => {
      const head = scratch.commit({ "a.qmd": "a\n" });
      const { repository } = scratch.book();
      await repository.fetch();
      expect(value(await repository.fetch())).toMatchObject({ head, previous: head, rewritten: false });
    }),
  );

  it(
    "reports a force-push and keeps the commits that the branch left",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      const left = scratch.commit({ "a.qmd": "left\n" });
      const { repository } = scratch.book();
      await repository.fetch();
      scratch.git("reset", "-q", "--hard", "HEAD~1");
      scratch.git("push", "-q", "-f", "origin", "main");
      const head = scratch.commit({ "a.qmd": "other\n" });
      expect(value(await repository.fetch(left))).toMatchObject({ head, previous: left, rewritten: true });
      expect((await repository.tree(left)).map((entry) => entry.path)).toEqual(["a.qmd"]);
      expect(scratch.gitIn(join(scratch.root, "mirror-0.git"), "for-each-ref", "refs/kept")).toContain(left);
    }),
  );

  it(
    "reports a known commit that is gone for good as a rewritten book without a previous state",
    scratched(async (scratch) => {
      const head = scratch.commit({ "a.qmd": "a\n" });
      const { repository } = scratch.book();
      expect(value(await repository.fetch("1".repeat(40)))).toMatchObject({
        head,
        previous: null,
        rewritten: true,
      });
    }),
  );

  it(
    "follows the default branch when it is renamed, and says so",
    scratched(async (scratch) => {
      const head = scratch.commit({ "a.qmd": "a\n" });
      const { repository } = scratch.book();
      await repository.fetch();
      scratch.gitIn(scratch.remote, "branch", "-m", "main", "trunk");
      expect(value(await repository.fetch())).toMatchObject({
        branch: "trunk",
        head,
        previous: head,
        previousBranch: "main",
        rewritten: false,
      });
    }),
  );

  it(
    "finds the book although the remote's default branch does not exist",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      scratch.gitIn(scratch.remote, "symbolic-ref", "HEAD", "refs/heads/nowhere");
      expect(value(await scratch.book().repository.fetch()).branch).toBe("main");
    }),
  );

  it(
    "says that a named branch is gone, and that a repository is empty",
    scratched(async (scratch) => {
      const empty = await scratch.book().repository.fetch();
      expect(empty).toMatchObject({ ok: false, problem: { code: "book.unreachable", at: "remote:empty" } });
      scratch.commit({ "a.qmd": "a\n" });
      const gone = await scratch.book({ branch: "second-edition" }).repository.fetch();
      expect(gone).toMatchObject({ ok: false, problem: { at: "remote:branch" } });
      expect(!gone.ok && gone.problem.message).toContain("second-edition");
    }),
  );

  it(
    "lets one mirror be fetched by two processes at once",
    scratched(async (scratch) => {
      const head = scratch.commit({ "a.qmd": "a\n" });
      const mirrorDir = join(scratch.root, "shared.git");
      const books = [scratch.book({ mirrorDir }), scratch.book({ mirrorDir }), scratch.book({ mirrorDir })];
      const fetched = await Promise.all(books.map((book) => book.repository.fetch()));
      expect(fetched.map((each) => value(each).head)).toEqual([head, head, head]);
    }),
  );

  it(
    "takes hostile branch names from a remote for what they are",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      for (const branch of [
        "--upload-pack=touch /tmp/x",
        "-x",
        "a..b",
        "a b",
        "HEAD",
        "x.lock",
        "/x",
        "x/",
      ]) {
        const fetched = await scratch.book({ branch }).repository.fetch();
        expect(fetched).toMatchObject({ ok: false, problem: { at: "remote:branch" } });
      }
    }),
  );
});

describe("a remote that cannot be used", () => {
  it(
    "tells a missing repository apart, and recovers when it is back",
    scratched(async (scratch) => {
      scratch.commit({ "a.qmd": "a\n" });
      const { repository } = scratch.book();
      await repository.fetch();
      renameSync(scratch.remote, `${scratch.remote}.away`);
      expect(await repository.fetch()).toMatchObject({
        ok: false,
        problem: { code: "book.unreachable", at: "remote:not-found" },
      });
      renameSync(`${scratch.remote}.away`, scratch.remote);
      expect((await repository.fetch()).ok).toBe(true);
    }),
  );

  it(
    "tells refused sign-in, absence, errors and silence of a web server apart, without showing the password",
    scratched(async (scratch) => {
      const server = createServer((request, response) => {
        const path = request.url ?? "";
        if (path.startsWith("/auth"))
          response.writeHead(401, { "WWW-Authenticate": 'Basic realm="book"' }).end();
        else if (path.startsWith("/absent")) response.writeHead(404).end();
        else if (path.startsWith("/broken")) response.writeHead(502).end("bad gateway");
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const port = (server.address() as AddressInfo).port;
      try {
        const at = async (path: string, timeoutMs = 20_000) => {
          const remote = `http://me:s3cret-word@127.0.0.1:${port}/${path}`;
          const fetched = await scratch.book({ remote, timeoutMs }).repository.fetch();
          expect(JSON.stringify(fetched)).not.toContain("s3cret-word");
          return fetched.ok ? null : fetched.problem.at;
        };
        expect(await at("auth")).toBe("remote:auth");
        expect(await at("absent")).toBe("remote:not-found");
        expect(await at("broken")).toBe("remote:offline");
        expect(await at("silent", 400)).toBe("remote:timeout");
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      expect(await scratch.book({ remote: `http://127.0.0.1:${port}/x` }).repository.fetch()).toMatchObject({
        ok: false,
        problem: { at: "remote:offline" },
      });
    }),
  );

  it(
    "offers credentials to the server that asks, and to nobody else",
    scratched(async (scratch) => {
      const seen: (string | undefined)[] = [];
      const server = createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(401, { "WWW-Authenticate": 'Basic realm="book"' }).end();
      });
      const away = createServer((request, response) => {
        response
          .writeHead(302, {
            Location: `http://127.0.0.1:${(server.address() as AddressInfo).port}${request.url}`,
          })
          .end();
      });
      for (const each of [server, away])
        await new Promise<void>((resolve) => each.listen(0, "127.0.0.1", resolve));
      try {
        const credentials = async () => ({ username: "me", password: "token" });
        const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}/book.git`;
        await scratch.book({ remote: own, credentials }).repository.fetch();
        expect(seen).toContain(`Basic ${Buffer.from("me:token").toString("base64")}`);
        seen.length = 0;
        const other = `http://127.0.0.1:${(away.address() as AddressInfo).port}/book.git`;
        await scratch.book({ remote: other, credentials }).repository.fetch();
        expect(seen.length).toBeGreaterThan(0);
        expect(seen.every((header) => header === undefined)).toBe(true);
      } finally {
        for (const each of [server, away]) {
          each.closeAllConnections();
          await new Promise((resolve) => each.close(resolve));
        }
      }
    }),
  );
});

describe("the tree of a book", () => {
  it(
    "reports modes, symlinks and submodules, and never follows them",
    scratched(async (scratch) => {
      scratch.commit({ "run.sh": "#!/bin/sh\n", "real/a.qmd": "a\n" });
      symlinkSync("../../etc", join(scratch.clone, "link"));
      scratch.git("update-index", "--chmod=+x", "run.sh");
      scratch.git("add", "link");
      scratch.git("update-index", "--add", "--cacheinfo", `160000,${"2".repeat(40)},module`);
      scratch.git("commit", "-q", "-m", "Links");
      scratch.git("push", "-q", "origin", "main");
      const { repository } = scratch.book();
      const tree = await repository.tree(value(await repository.fetch()).head);
      expect(tree.map(({ path, mode, kind, size }) => [path, mode, kind, size])).toEqual([
        ["link", "120000", "symlink", 9],
        ["module", "160000", "submodule", 0],
        ["real/a.qmd", "100644", "file", 2],
        ["run.sh", "100755", "executable", 10],
      ]);
    }),
  );

  it(
    "gives names in any script as they are, and shows names that are not UTF-8",
    scratched(async (scratch) => {
      scratch.commit({ '日本/é "quote".qmd': "x\n" });
      rmSync(join(scratch.clone, "日本"), { recursive: true });
      const sha = scratch.git("hash-object", "-w", "--stdin", "-t", "blob");
      scratch.git("read-tree", "HEAD");
      const tree = Buffer.concat([
        Buffer.from("100644 caf"),
        Buffer.from([0xe9]),
        Buffer.from(".md\0"),
        Buffer.from(sha, "hex"),
      ]);
      writeFileSync(join(scratch.root, "tree"), tree);
      const treeSha = scratch.git(
        "hash-object",
        "-w",
        "-t",
        "tree",
        "--literally",
        join(scratch.root, "tree"),
      );
      const commit = scratch.git("commit-tree", "-p", "HEAD", "-m", "Bytes", treeSha);
      scratch.git("push", "-q", "origin", `${commit}:refs/heads/main`);
      const { repository } = scratch.book();
      await repository.fetch();
      expect((await repository.tree(commit)).map(({ path, utf8 }) => [path, utf8])).toEqual([
        ["caf\\xe9.md", false],
      ]);
      const before = scratch.git("rev-parse", "HEAD");
      expect((await repository.tree(before)).map(({ path, utf8 }) => [path, utf8])).toEqual([
        ['日本/é "quote".qmd', true],
      ]);
    }),
  );
});

describe("reading contents", () => {
  it(
    "gives every byte as it is stored",
    scratched(async (scratch) => {
      const contents = [
        Buffer.from("\ufeffwith a mark\r\nand CRLF\r\nand LF\n"),
        Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x0a, 0x00]),
        Buffer.from(""),
        Buffer.from("no line end"),
      ];
      scratch.git("config", "core.autocrlf", "false");
      scratch.commit(Object.fromEntries(contents.map((content, i) => [`${i}.qmd`, content])));
      const { repository } = scratch.book();
      const tree = await repository.tree(value(await repository.fetch()).head);
      const read = await repository.read(tree.map((entry) => entry.blob));
      expect(tree.map((entry) => read.get(entry.blob))).toEqual(contents);
    }),
  );

  it(
    "streams thousands in order through one process, for several readers at once",
    scratched(async (scratch) => {
      const files = Object.fromEntries(
        Array.from({ length: 600 }, (_, i) => [`f/${i}.txt`, `file ${i}\n`.repeat(i % 50)]),
      );
      scratch.commit(files);
      const { repository, archive } = scratch.book();
      const tree = await repository.tree(value(await repository.fetch()).head);
      const run = async () => {
        const out: [string, string][] = [];
        let i = 0;
        for await (const { blob, content } of archive.stream(tree.map((entry) => entry.blob))) {
          const entry = tree[i++];
          out.push([entry?.blob === blob ? entry.path : "out of order", String(content)]);
        }
        return Object.fromEntries(out);
      };
      expect(await Promise.all([run(), run()])).toEqual([files, files]);
    }),
  );

  it(
    "skips what is too large or missing, and survives a reader that stops early",
    scratched(async (scratch) => {
      scratch.commit({ "big.bin": Buffer.alloc(200_000, 7), "small.qmd": "small\n" });
      const { repository, archive } = scratch.book({ maxBlobBytes: 1000 });
      const tree = await repository.tree(value(await repository.fetch()).head);
      const asked = [...tree.map((entry) => entry.blob), "3".repeat(40)];
      for await (const first of archive.stream(asked)) {
        expect(first).toMatchObject({ size: 200_000, content: null });
        break;
      }
      const seen = [];
      for await (const { size, content } of archive.stream(asked))
        seen.push([size, content?.toString() ?? null]);
      expect(seen).toEqual([
        [200_000, null],
        [6, "small\n"],
        [-1, null],
      ]);
    }),
  );
});

describe("history", () => {
  it(
    "follows a file through its renames and reads trailers",
    scratched(async (scratch) => {
      scratch.commit(
        { "a.qmd": "one\ntwo\nthree\n", ".mailmap": "Ada Lovelace <ada@example.org> <ada@example.org>\n" },
        "Begin",
      );
      scratch.commit({ "other.qmd": "x\n" }, "Elsewhere");
      scratch.git("mv", "a.qmd", "b.qmd");
      scratch.commit(
        {},
        "Move\n\nWords: not a trailer\n\nCo-authored-by: Bo <bo@example.org>\nPublication-Id: p1",
      );
      const { repository, archive } = scratch.book();
      const { head } = value(await repository.fetch());
      const records = await archive.history({ from: head, path: "b.qmd" });
      expect(records.map((each) => each.subject)).toEqual(["Move", "Begin"]);
      expect(records[0]).toMatchObject({
        author: { name: "Ada Lovelace", email: "ada@example.org" },
        authored: new Date("2026-01-01T00:03:00Z"),
        trailers: [
          { name: "Co-authored-by", value: "Bo <bo@example.org>" },
          { name: "Publication-Id", value: "p1" },
        ],
      });
      expect(await archive.history({ from: head, limit: 1 })).toHaveLength(1);
      expect(
        (await archive.history({ from: head, since: records[1]!.commit })).map((each) => each.subject),
      ).toEqual(["Move", "Elsewhere"]);
    }),
  );

  it(
    "finds a commit by its trailer, and is not fooled by the same words elsewhere",
    scratched(async (scratch) => {
      const real = scratch.commit({ "a.qmd": "a\n" }, "Publish\n\nPublication-Id: p1");
      scratch.commit(
        { "a.qmd": "b\n" },
        "Quote\n\nPublication-Id: p1\n\nwas the earlier one.\n\nPublication-Id: p12",
      );
      const { repository } = scratch.book();
      expect(await repository.findByTrailer("Publication-Id", "p1")).toBe(null);
      await repository.fetch();
      expect(await repository.findByTrailer("Publication-Id", "p1")).toBe(real);
      expect(await repository.findByTrailer("Publication-Id", "p2")).toBe(null);
      expect(await repository.findByTrailer("--all", "p1")).toBe(null);
    }),
  );
});
