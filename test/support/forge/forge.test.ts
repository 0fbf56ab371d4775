import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { asker } from "./ask.ts";
import { startReceiver } from "./index.ts";
import { withClone, withForge } from "./with-forge.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

it(
  "a book is cloned, a branch pushed, a pull request opened and merged, and webhooks tell of it all",
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
    const ask = asker(forge, token);
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
    const merged = await ask("PUT", `${place}/merge`, { sha: opened.body.head?.sha, merge_method: "squash" });
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
  }),
);
