import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { asker } from "./ask.ts";
import { faults, startReceiver } from "./index.ts";
import { type Git, withClone, withForge } from "./with-forge.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

async function commit(git: Git, folder: string, path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), text);
  await git("add", ".");
  await git("commit", "-qm", `Write ${path}`);
}

it(
  "lets in by token who may come in, and no one else",
  withForge(async (forge) => {
    const open = await forge.addRepository("ada/open");
    const closed = await forge.addRepository("ada/closed", { private: true });
    forge.addPerson("bo");
    const bo = forge.addToken("bo");
    const refused = (url: string) =>
      expect(withClone(url, async () => {})).rejects.toThrow(
        /denied|not found|could not read|Authentication|403/i,
      );
    await withClone(forge.gitUrl(open), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await expect(git("push", "-q")).rejects.toThrow();
    });
    await refused(forge.gitUrl(closed));
    await refused(forge.gitUrl(closed, bo));
    await refused(forge.gitUrl(closed, "nonsense"));
    await withClone(forge.gitUrl(open, bo), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await expect(git("push", "-q")).rejects.toThrow(/403|denied/);
      forge.allow(open, "bo", "write");
      await git("push", "-q");
      forge.expireToken(bo);
      await commit(git, folder, "c.md", "c\n");
      await expect(git("push", "-q")).rejects.toThrow();
    });
    await withClone(forge.gitUrl(closed, forge.addToken("ada", { writes: false })), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await expect(git("push", "-q")).rejects.toThrow(/403|denied/);
    });
    expect(await forge.read(open, "b.md")).toBe("b");
  }),
);

it(
  "an app pushes with what its installation may",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    const other = await forge.addRepository("ada/other");
    const app = forge.addApp({ owner: "ada" });
    const installation = forge.install(app, "ada", [book]);
    const token = await forge.issueToken(installation);
    await withClone(forge.gitUrl(book, token), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await git("push", "-q", "origin", "HEAD:refs/heads/proposal");
      expect(await forge.head(book, "proposal")).toBe(await git("rev-parse", "HEAD"));
      await expect(git("push", "-q", forge.gitUrl(other, token), "HEAD:refs/heads/proposal")).rejects.toThrow(
        /403|denied/,
      );
      forge.permit(installation, { metadata: "read", contents: "read" });
      const weaker = await forge.issueToken(installation);
      await expect(git("push", "-q", forge.gitUrl(book, weaker), "HEAD:refs/heads/again")).rejects.toThrow(
        /403|denied/,
      );
    });
  }),
);

it(
  "refuses pushes with GitHub's words where rules say so, and lets the others through",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    const url = forge.gitUrl(book, forge.addToken("ada"));
    const before = await forge.head(book);
    forge.protect(book, "main", { requirePullRequest: true });
    forge.refusePush(
      book,
      "refs/heads/secret",
      "GH013: Repository rule violations found for refs/heads/secret.",
    );
    await withClone(url, async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await expect(git("push", "-q", "origin", "main")).rejects.toThrow(
        /GH006: Protected branch update failed/,
      );
      await expect(git("push", "-q", "origin", "main:secret")).rejects.toThrow(/GH013/);
      await expect(git("push", "-q", "origin", "main:refs/pull/1/head")).rejects.toThrow(/hidden ref/);
      await git("push", "-q", "origin", "main:free");
      expect(await forge.head(book)).toBe(before);
      forge.protect(book, "main", { requirePullRequest: true, bypass: ["ada"] });
      await git("push", "-q", "origin", "main");
    });
    expect(await forge.head(book)).not.toBe(before);
  }),
);

it(
  "pull requests follow what is pushed, from forks as well, and their commits can be fetched",
  withForge(async (forge) => {
    const receiver = await startReceiver();
    const book = await forge.addRepository("ada/book", { files: { "a.md": "one\n" } });
    forge.addPerson("cy");
    const fork = await forge.fork(book, "cy");
    const token = forge.addToken("cy");
    forge.addHook(book, { url: receiver.url, events: ["pull_request", "push"] });
    const cy = asker(forge, token);
    await withClone(forge.gitUrl(fork, token), async (git, folder) => {
      await commit(git, folder, "a.md", "two\n");
      await git("push", "-q", "origin", "main:fix");
      const opened = await cy("POST", "/repos/ada/book/pulls", {
        title: "Two",
        head: "cy:fix",
        base: "main",
      });
      expect(opened.body.head?.sha).toBe(await git("rev-parse", "HEAD"));
      await commit(git, folder, "a.md", "three\n");
      await git("push", "-q", "origin", "main:fix");
      const head = await git("rev-parse", "HEAD");
      await git("fetch", "-q", forge.gitUrl(book), "refs/pull/1/head");
      expect(await git("rev-parse", "FETCH_HEAD")).toBe(head);
      await cy("GET", "/repos/ada/book/pulls/1");
      await git("fetch", "-q", forge.gitUrl(book), "refs/pull/1/merge");
      expect(await git("rev-parse", "FETCH_HEAD^2")).toBe(head);
      // Whoever pushes the head to the base merges the pull request.
      await git("push", "-q", forge.gitUrl(book, forge.addToken("ada")), "main:main");
      expect((await cy("GET", "/repos/ada/book/pulls/1")).body).toMatchObject({
        state: "closed",
        merged: true,
      });
    });
    await forge.deliveries.settled();
    const told = receiver.received.map(({ body }) => JSON.parse(body).action ?? JSON.parse(body).ref);
    expect(told).toEqual(["opened", "synchronize", "refs/heads/main", "closed"]);
    await receiver.close();
  }),
);

it(
  "tells of tags, new and removed branches, and force, whoever pushed",
  withForge(async (forge) => {
    const receiver = await startReceiver();
    const book = await forge.addRepository("ada/book");
    forge.addHook(book, { url: receiver.url });
    const first = (await forge.head(book)) ?? "";
    await withClone(forge.gitUrl(book, forge.addToken("ada")), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      await git("tag", "v1");
      await git("push", "-q", "origin", "main:x", "v1");
      await git("push", "-q", "--force", "origin", `${first}:x`);
      await git("push", "-q", "origin", ":x");
    });
    await forge.forcePush(book, "main", first);
    await forge.deliveries.settled();
    const told = receiver.received.map(({ headers, body }) => {
      const { ref, forced, created, deleted } = JSON.parse(body);
      return [
        headers["x-github-event"],
        ref,
        ...(forced ? ["forced"] : []),
        ...(created ? ["created"] : []),
        ...(deleted ? ["deleted"] : []),
      ].join(" ");
    });
    expect(told).toEqual([
      "push refs/heads/x created",
      "create x",
      "push refs/tags/v1 created",
      "create v1",
      "push refs/heads/x forced",
      "push refs/heads/x deleted",
      "delete x",
      "push refs/heads/main",
    ]);
    await receiver.close();
  }),
);

it(
  "a push goes wrong before or after its effect, as the test says, and a renamed repository is found",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    await withClone(forge.gitUrl(book, forge.addToken("ada")), async (git, folder) => {
      await commit(git, folder, "b.md", "b\n");
      const head = await git("rev-parse", "HEAD");
      forge.faults.add("git push", faults.serverError(503));
      await expect(git("push", "-q")).rejects.toThrow(/503/);
      expect(await forge.head(book)).not.toBe(head);
      forge.faults.add("git push", faults.serverError(503, "after"));
      await expect(git("push", "-q")).rejects.toThrow(/503/);
      expect(await forge.head(book)).toBe(head);
      forge.faults.add("git fetch", faults.serverError(500));
      await expect(git("fetch", "-q")).rejects.toThrow(/500/);
      forge.rename(book, "textbook");
      await git("fetch", "-q");
    });
    expect(forge.faults.left()).toBe(0);
  }),
);
