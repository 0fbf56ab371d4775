import { expect, it, vi } from "vitest";
import { asker } from "./ask.ts";
import { faults } from "./index.ts";
import { withForge } from "./with-forge.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const comments = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const branch = "GET /repos/{owner}/{repo}/branches/{branch}";

it(
  "drops, delays, silences and scripts an answer before or after its effect",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    await forge.commit(book, { a: "a" }, { branch: "fix" });
    const ada = asker(forge, forge.addToken("ada"));
    await ada("POST", "/repos/ada/book/pulls", { title: "A", head: "fix", base: "main" });
    const place = "/repos/ada/book/issues/1/comments";
    const count = async () => ((await ada("GET", place)).body as unknown as unknown[]).length;
    forge.faults.add(comments, faults.dropBefore());
    await expect(ada("POST", place, { body: "1" })).rejects.toThrow();
    expect(await count()).toBe(0);
    forge.faults.add(comments, faults.dropAfter());
    await expect(ada("POST", place, { body: "2" })).rejects.toThrow();
    expect(await count()).toBe(1);
    forge.faults.add(comments, faults.secondaryLimit(37));
    const limited = await ada("POST", place, { body: "3" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([403, "37"]);
    expect(await count()).toBe(1);

    const gate = Promise.withResolvers<void>();
    forge.faults.add(comments, { kind: "wait", until: gate.promise, when: "after" });
    const waiting = ada("POST", place, { body: "4" });
    await vi.waitFor(async () => expect(await count()).toBe(2), { timeout: 20_000 });
    gate.resolve();
    expect((await waiting).status).toBe(201);
    forge.faults.add(
      comments,
      { kind: "silence" },
      { meets: ({ body }) => (body as { body: string }).body === "5" },
    );
    expect((await ada("POST", place, { body: "other" })).status).toBe(201);
    expect(forge.faults.left()).toBe(1);
    const impatient = fetch(`${forge.apiUrl}${place}`, {
      method: "POST",
      headers: { authorization: `Bearer ${forge.addToken("ada")}` },
      body: JSON.stringify({ body: "5" }),
      signal: AbortSignal.timeout(100),
    });
    await expect(impatient).rejects.toThrow();
    expect(await count()).toBe(3);
  }),
);

it(
  "answers with what was, with half a tree, slowly, and by the hour's budget",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book", { files: { a: "a", b: "b", c: "c" } });
    const token = forge.addToken("ada");
    const ada = asker(forge, token);
    const place = "/repos/ada/book/branches/main";
    const first = await ada("GET", place);
    await forge.commit(book, { d: "d" });
    forge.faults.add(branch, faults.stale());
    expect((await ada("GET", place)).body.commit?.sha).toBe(first.body.commit?.sha);
    expect((await ada("GET", place)).body.commit?.sha).toBe(await forge.head(book));
    await forge.commit(book, { e: "e" }, { branch: "new" });
    forge.faults.add(branch, faults.stale());
    expect((await ada("GET", "/repos/ada/book/branches/new")).status).toBe(404);
    expect((await ada("GET", "/repos/ada/book/branches/new")).status).toBe(200);

    forge.faults.add("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", faults.truncatedTree(2));
    const tree = await ada("GET", "/repos/ada/book/git/trees/main");
    expect(tree.body).toMatchObject({ truncated: true, tree: { length: 2 } });
    const gate = Promise.withResolvers<void>();
    forge.faults.add(branch, { kind: "slow-body", until: gate.promise });
    const slow = ada("GET", place);
    gate.resolve();
    expect((await slow).status).toBe(200);

    const known = await ada("GET", place);
    const etag = known.headers.get("etag") ?? "";
    const left = Number(known.headers.get("x-ratelimit-remaining"));
    const again = await asker(forge, token, { "if-none-match": etag })("GET", place);
    expect([again.status, again.headers.get("etag")]).toEqual([304, etag]);
    expect(Number(again.headers.get("x-ratelimit-remaining"))).toBe(left);
    forge.rates.set(token, 0, Date.parse("2026-03-01T10:30:00Z") / 1000);
    const spent = await ada("GET", place);
    expect(spent).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("API rate limit exceeded") },
    });
    expect(spent.headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await ada("GET", "/rate_limit")).status).toBe(200);
  }),
);

it(
  "reports what GitHub does not know, and fails a test that does not look",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    const ada = asker(forge, forge.addToken("ada"));
    await ada("GET", "/repos/ada/book/nonsense");
    await ada("GET", "/repos/ada/book/branches?colour=red");
    await ada("POST", "/repos/ada/book/git/refs", { ref: "refs/heads/x" });
    expect(forge.problems()).toEqual([
      "GET /repos/ada/book/nonsense is asked for, which the forge does not know",
      "GET /repos/{owner}/{repo}/branches was asked with: query parameter colour is not described",
      "POST /repos/{owner}/{repo}/git/refs was asked with: body: / must have required property 'sha'",
    ]);
    expect(forge.takeProblems()).toHaveLength(3);
    // The same below the plain address, as api.github.com has it.
    const plain = await fetch(`${forge.url}/repos/ada/book`);
    expect(await plain.json()).toMatchObject({ id: book.id });
  }),
);
