import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { gitEnvironment } from "./git/run-git.ts";
import { type Forge, startForge, startReceiver } from "./index.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const run = promisify(execFile);

/** A forge with a book in it, closed (and held to GitHub's description) afterwards. */
async function withForge(body: (forge: Forge) => Promise<void>): Promise<void> {
  const forge = await startForge({ clock: () => Date.parse("2026-03-01T10:00:00Z") });
  try {
    await body(forge);
  } finally {
    await forge.close();
  }
}

const call = (forge: Forge, token: string) => async (method: string, path: string, sent?: unknown) => {
  const response = await fetch(`${forge.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  const words = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: words === "" ? null : JSON.parse(words),
  };
};

/** A work tree of a clone, and git in it. */
async function withClone(
  url: string,
  body: (git: (...args: string[]) => Promise<string>, folder: string) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), "colophon-clone-"));
  const identity = {
    GIT_AUTHOR_NAME: "Bo",
    GIT_AUTHOR_EMAIL: "bo@example.org",
    GIT_COMMITTER_NAME: "Bo",
    GIT_COMMITTER_EMAIL: "bo@example.org",
  };
  const git = async (...args: string[]) =>
    (await run("git", args, { cwd: folder, env: { ...gitEnvironment, ...identity } })).stdout.trim();
  try {
    await git("clone", "-q", url, ".");
    await body(git, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it("a book is cloned, a branch pushed, a pull request opened and merged, and webhooks tell of it all", () =>
  withForge(async (forge) => {
    const receiver = await startReceiver();
    const book = await forge.addRepository("ada/book", { files: { "a.qmd": "one\ntwo\nthree\n" } });
    forge.addPerson("bo", { email: "bo@example.org" });
    forge.allow(book, "bo", "write");
    const token = forge.addToken("bo");
    forge.addHook(book, { url: receiver.url, secret: "hush" });
    await withClone(forge.gitUrl(book, token), async (git, folder) => {
      await git("checkout", "-q", "-b", "fix");
      await writeFile(join(folder, "a.qmd"), "one\ntwo!\nthree\n");
      await git("commit", "-qam", "Fix two");
      await git("push", "-q", "origin", "fix");
      await expect(git("push", "-q", "origin", "fix:refs/pull/9/head")).rejects.toThrow();
    });
    const ask = call(forge, token);
    const opened = await ask("POST", "/repos/ada/book/pulls", {
      title: "Fix two",
      head: "fix",
      base: "main",
    });
    expect(opened).toMatchObject({
      status: 201,
      body: { number: 1, mergeable: null, changed_files: 1, additions: 1 },
    });
    const place = "/repos/ada/book/pulls/1";
    expect((await ask("GET", place)).body).toMatchObject({ mergeable: null, mergeable_state: "unknown" });
    expect((await ask("GET", place)).body).toMatchObject({ mergeable: true, mergeable_state: "clean" });
    expect(await ask("PUT", `${place}/merge`, { sha: "0".repeat(40) })).toMatchObject({ status: 409 });
    const merged = await ask("PUT", `${place}/merge`, { sha: opened.body.head.sha, merge_method: "squash" });
    expect(merged).toMatchObject({ status: 200, body: { merged: true } });
    expect(await forge.head(book)).toBe(merged.body.sha);
    expect(await forge.read(book, "a.qmd")).toBe("one\ntwo!\nthree");
    await forge.deliveries.settled();
    const told = receiver.received.map(({ headers, body }) => [
      headers["x-github-event"],
      JSON.parse(body).action,
    ]);
    expect(told).toEqual([
      ["push", undefined],
      ["create", undefined],
      ["pull_request", "opened"],
      ["push", undefined],
      ["pull_request", "closed"],
    ]);
    for (const { headers, body } of receiver.received) {
      const signature = createHmac("sha256", "hush").update(body).digest("hex");
      expect(headers["x-hub-signature-256"]).toBe(`sha256=${signature}`);
    }
    await receiver.close();
  }));
