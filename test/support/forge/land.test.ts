import { expect, it, vi } from "vitest";
import { asker } from "./ask.ts";
import { readCommits } from "./git/commits.ts";
import { withForge } from "./with-forge.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

const methods = {
  merge: [
    ["Merge pull request #1 from ada/fix", "bo", 2],
    ["Change c", "Cy", 1],
    ["Change b", "Bo", 1],
    ["Elsewhere", "ada", 1],
  ],
  squash: [
    ["Both (#1)", "bo", 1],
    ["Elsewhere", "ada", 1],
  ],
  rebase: [
    ["Change c", "Cy", 1],
    ["Change b", "Bo", 1],
    ["Elsewhere", "ada", 1],
  ],
} as const;

it.each(Object.keys(methods) as (keyof typeof methods)[])(
  "a %s makes the commits that GitHub makes",
  (method) =>
    withForge(async (forge) => {
      const book = await forge.addRepository("ada/book", { files: { a: "1\n2\n3\n4\n5\n6\n7\n8\n9\n" } });
      forge.addPerson("bo");
      forge.allow(book, "bo", "write");
      const author = (name: string) => ({ name, email: `${name}@example.org`, date: "2026-02-01T00:00:00Z" });
      await forge.commit(book, { b: "b\n" }, { branch: "fix", author: author("Bo") });
      await forge.commit(book, { c: "c\n" }, { branch: "fix", author: author("Cy") });
      await forge.commit(book, { a: "1\n2\n3\n4\n5\n6\n7\n8\nnine\n" }, { message: "Elsewhere" });
      const bo = asker(forge, forge.addToken("bo"));
      await bo("POST", "/repos/ada/book/pulls", { title: "Both", head: "fix", base: "main" });
      const merged = await bo("PUT", "/repos/ada/book/pulls/1/merge", { merge_method: method });
      expect(merged.status).toBe(200);
      const commits = await readCommits(book.folder, ["--topo-order", "main", "--"]);
      const shown = commits
        .slice(0, -1)
        .map((each) => [each.message.split("\n")[0], each.author.name, each.parents.length]);
      expect(shown.sort()).toEqual([...methods[method]].sort());
      expect(commits[0]?.committer.name).toBe("GitHub");
      for (const path of ["b", "c"]) expect(await forge.read(book, path)).toBe(path);
      expect(await forge.read(book, "a")).toContain("nine");
    })(),
);

it("takes words and methods as they are asked for and allowed", () =>
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    await forge.commit(book, { b: "b\n" }, { branch: "fix" });
    const ada = asker(forge, forge.addToken("ada"));
    await ada("POST", "/repos/ada/book/pulls", { title: "B", head: "fix", base: "main", draft: true });
    const place = "/repos/ada/book/pulls/1/merge";
    expect((await ada("PUT", place, {})).body.message).toBe("Pull Request is still a draft");
    const pull = [...forge.records.pulls.values()][0];
    if (pull) pull.draft = false;
    book.allowedMerges.delete("rebase");
    expect(await ada("PUT", place, { merge_method: "rebase" })).toMatchObject({
      status: 405,
      body: { message: "Rebase merges are not allowed on this repository." },
    });
    const words = { commit_title: "Accept B", commit_message: "Accept-Id: 7", merge_method: "squash" };
    expect((await ada("PUT", place, words)).status).toBe(200);
    const [commit] = await readCommits(book.folder, ["-1", "main", "--"]);
    expect(commit?.message).toBe("Accept B\n\nAccept-Id: 7");
  })());
