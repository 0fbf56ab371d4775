import { describe, expect, it } from "vitest";
import type { ProposalState } from "../proposal/index.ts";
import { commentForHost, compareComments, type HostComment, hunkAt, markOf } from "./comments.ts";
import { sortChanges } from "./pull-files.ts";
import { eventOfPull, isOwnBranch, stateOfPull, wordsOfPull } from "./pull-state.ts";

const open = { state: "open", draft: false } as const;
const closed = { state: "closed", draft: false } as const;

describe("stateOfPull", () => {
  const from = (state: ProposalState, link: "open" | "closed" = "open") => ({ state, link });
  it.each([
    ["a new one", open, null, false, "in-review"],
    ["a new draft", { state: "open", draft: true } as const, null, false, "draft"],
    ["one that was closed before it was seen", closed, null, false, "withdrawn"],
    ["a draft that is ready", open, from("draft"), false, "in-review"],
    [
      "changes that were asked for and did not come",
      open,
      from("changes-requested"),
      false,
      "changes-requested",
    ],
    ["changes that came", open, from("changes-requested"), true, "in-review"],
    ["one that was not taken here and is open there", open, from("rejected"), true, "rejected"],
    ["one that was not taken and is closed", closed, from("rejected"), false, "rejected"],
    ["one that was not taken and was opened again", open, from("rejected", "closed"), false, "in-review"],
    ["one that was closed and opened again", open, from("withdrawn", "closed"), false, "in-review"],
    ["one whose author took it back here", open, from("withdrawn"), false, "withdrawn"],
    ["one that is being published", closed, from("accepted"), true, "accepted"],
    ["one that is published", closed, from("published"), true, "published"],
    [
      "one that was merged there",
      { state: "merged", draft: false } as const,
      from("in-review"),
      false,
      "published",
    ],
  ] as const)("of %s", (_, pull, now, isNew, expected) => {
    const state = stateOfPull(pull, now, isNew);
    expect(state).toBe(expected);
    // Looking again changes nothing.
    expect(stateOfPull(pull, { state, link: pull.state }, false)).toBe(expected);
  });

  it("is told when it changes", () => {
    expect(eventOfPull(null, "in-review", false)).toBe("pulled");
    expect(eventOfPull("in-review", "in-review", false)).toBe(null);
    expect(eventOfPull("in-review", "in-review", true)).toBe("pushed");
    expect(eventOfPull("in-review", "withdrawn", false)).toBe("closed-at-host");
    expect(eventOfPull("withdrawn", "in-review", true)).toBe("reopened-at-host");
  });
});

describe("sortChanges", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const modified = (path: string, more: object = {}) =>
    ({
      kind: "modified",
      path,
      blob: "b",
      oldBlob: "a",
      mode: "100644",
      oldMode: "100644",
      ...more,
    }) as const;
  const contents = new Map<string, Uint8Array>([
    ["a", bytes("\ufeffone\r\n")],
    ["b", bytes("\ufefftwo\r\n")],
    ["nul", bytes("a\0b")],
    ["latin", new Uint8Array([0x63, 0xe9])],
    ["large", bytes("x".repeat(1024 * 1024 + 1))],
  ]);
  const judged = (change: Parameters<typeof sortChanges>[0][number]) => {
    const { files, outside } = sortChanges([change], contents);
    return files[0] ?? outside[0]?.change;
  };

  it("takes changed texts byte for byte", () => {
    expect(judged(modified("a.qmd"))).toEqual({
      path: "a.qmd",
      base: "\ufeffone\r\n",
      text: "\ufefftwo\r\n",
    });
  });

  it.each([
    [{ kind: "added", path: "a.qmd" }, "added"],
    [{ kind: "deleted", path: "a.qmd" }, "deleted"],
    [{ kind: "renamed", path: "b.qmd", from: "a.qmd" }, "renamed"],
    [modified("a.qmd", { blob: "nul" }), "binary"],
    [modified("a.qmd", { blob: "latin" }), "binary"],
    [modified("a.qmd", { blob: "large" }), "large"],
    [modified("a.qmd", { blob: "missing" }), "large"],
    [modified("a.qmd", { blob: "a", mode: "100755" }), "mode"],
    [modified("a.qmd", { mode: "120000" }), "other"],
    [modified("a.qmd", { mode: "160000", oldMode: "160000" }), "other"],
    [modified(".github/workflows/build.yml"), "other"],
    [modified("chapters/.hidden/a.qmd"), "other"],
  ] as const)("leaves the rest to the host: %j", (change, expected) => {
    expect(judged(change)).toBe(expected);
  });

  it("bounds how much is judged here", () => {
    const many = Array.from({ length: 250 }, (_, at) => modified(`${at}.qmd`));
    const { files, outside } = sortChanges(many, contents);
    expect([files.length, outside.length]).toEqual([200, 50]);
  });
});

it("takes words bounded, without what nobody sees", () => {
  expect(
    wordsOfPull({ number: 3, title: " A\n title\0 ", body: "Why.\r\n<!-- fill this in -->\r\n<!-- open" }),
  ).toEqual({
    title: "A title",
    rationale: "Why.",
  });
  expect(wordsOfPull({ number: 3, title: "", body: "" }).title).toBe("Pull request 3");
  const long = wordsOfPull({ number: 3, title: "😀".repeat(200), body: "😀".repeat(5000) });
  expect([long.title.length <= 200, long.rationale.length <= 5000]).toEqual([true, true]);
  expect(long.title.isWellFormed() && long.rationale.isWellFormed()).toBe(true);
});

it("knows the branches that are ours", () => {
  const own = [
    "colophon/proposal-7",
    "colophon/proposal-7-2",
    "colophon/proposal-x",
    "mine/colophon/proposal-7",
  ];
  expect(own.map(isOwnBranch)).toEqual([true, true, false, false]);
});

describe("comments", () => {
  const said = (hostId: string, body: string): HostComment => ({
    hostId,
    body,
    author: { id: 1, login: "bo" },
    at: new Date(0),
    place: null,
  });
  const kept = [
    { id: "h1", origin: "host", hostId: "issue:1", body: "old" },
    { id: "c1", origin: "colophon", hostId: null, body: "mine" },
    { id: "c2", origin: "colophon", hostId: "issue:2", body: "sent" },
    { id: "p1", origin: "private", hostId: null, body: "before" },
  ] as const;

  it("are matched by number, and by mark where the number was lost", () => {
    const changes = compareComments(
      kept,
      [
        said("issue:1", "new"),
        said("issue:2", "**X** wrote:\n\nsent, edited by an admin\n\n<!-- colophon:comment:c2 -->"),
        said("issue:3", "**X** wrote:\n\nmine\n\n<!-- colophon:comment:c1 -->"),
        said("issue:4", "copied\n\n<!-- colophon:comment:c1 -->"),
        said("issue:5", "private, copied <!-- colophon:comment:p1 -->"),
        said("issue:6", "please sign\n\n<!-- colophon:grant -->"),
        said("issue:7", "<!-- nothing to see -->"),
      ],
      true,
    );
    expect(changes).toMatchObject({
      edit: [{ id: "h1", body: "new" }],
      adopt: [{ id: "c1", hostId: "issue:3" }],
      add: [
        { hostId: "issue:4", body: "copied" },
        { hostId: "issue:5", body: "private, copied" },
      ],
      remove: [],
    });
  });

  it("are taken away only where everything was looked through", () => {
    expect(compareComments(kept, [], false).remove).toEqual([]);
    expect(compareComments(kept, [], true).remove).toEqual(["h1"]);
  });

  it("carry a name that is no markup, call nobody, and cannot end their mark", () => {
    const shown = commentForHost({
      authorName: "Ed *x* @all",
      path: "a`b.qmd",
      body: "See @fig-one, `@code`, <!-- colophon:comment:c1 -->",
    });
    expect(shown).toBe(
      "**Ed \\*x\\* \\@all** wrote on `ab.qmd`:\n\nSee @\u200bfig-one, `@code`,  colophon:comment:c1 ",
    );
    expect(markOf(shown)).toBe(null);
  });

  it("find the change that their line lies in", () => {
    const base = "One.\n\nTwo.\n\nThree.\n";
    const text = "One.\n\nTwo, better.\n\nThree.\n";
    expect(hunkAt({ base, text }, 3, "new")).toMatch(/^[0-9a-f]{16}$/u);
    expect(hunkAt({ base, text }, 3, "old")).toBe(hunkAt({ base, text }, 3, "new"));
    expect(hunkAt({ base, text }, 5, "new")).toBe(null);
    expect(hunkAt({ base, text }, 99, "new")).toBe(null);
    expect(hunkAt({ base, text }, null, "new")).toBe(null);
  });
});
