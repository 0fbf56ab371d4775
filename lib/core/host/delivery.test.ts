import { describe, expect, it } from "vitest";
import { dutiesOf, hintOf } from "./delivery.ts";

const book = { id: "b", branch: "main", hostId: 7, name: "ada/book" };
const repository = { id: 7, full_name: "ada/book", archived: false };
const duties = (event: string, payload: Record<string, unknown>, of = book) =>
  dutiesOf(event, hintOf(payload), of).map(({ key }) => key);

describe("dutiesOf", () => {
  it("looks at the book for a push to its branch alone", () => {
    expect(duties("push", { repository, ref: "refs/heads/main" })).toEqual(["sync:b"]);
    expect(duties("push", { repository, ref: "refs/heads/other" })).toEqual([]);
    expect(duties("push", { repository, ref: "refs/tags/main" })).toEqual([]);
  });

  it("looks at the pull request that anything is about", () => {
    expect(duties("pull_request", { repository, pull_request: { number: 3 } })).toEqual(["pull:3"]);
    expect(duties("pull_request_review", { repository, pull_request: { number: 3 } })).toEqual(["pull:3"]);
    expect(duties("issue_comment", { repository, issue: { number: 4, pull_request: {} } })).toEqual([
      "pull:4",
    ]);
    expect(duties("issue_comment", { repository, issue: { number: 4 } })).toEqual([]);
  });

  it("goes round when the repository or what the app may do has changed", () => {
    expect(duties("repository", { action: "renamed", repository })).toEqual(["reconcile-host"]);
    expect(duties("installation", { action: "suspend", installation: { id: 1 } })).toEqual([
      "reconcile-host",
    ]);
  });

  it("wakes publications that wait for checks", () => {
    for (const event of ["check_run", "check_suite", "status", "merge_group"])
      expect(duties(event, { repository })).toEqual(["finish-waiting"]);
  });

  it("does nothing for another repository, by number once it is known and by name before", () => {
    const other = { id: 8, full_name: "ada/book" };
    expect(duties("push", { repository: other, ref: "refs/heads/main" })).toEqual([]);
    expect(
      duties("push", { repository: other, ref: "refs/heads/main" }, { ...book, hostId: null as never }),
    ).toEqual(["sync:b"]);
    expect(duties("repository", { action: "deleted", repository: other })).toEqual([]);
    const renamed = { id: 7, full_name: "ada/elsewhere" };
    expect(duties("push", { repository: renamed, ref: "refs/heads/main" })).toEqual(["sync:b"]);
  });

  it("is not led astray by what is no webhook of GitHub", () => {
    for (const payload of [
      {},
      { repository: "ada/book" },
      { repository: { id: "7" }, ref: "refs/heads/main" },
      { repository, pull_request: { number: -1 } },
      { repository, pull_request: { number: 2 ** 40 } },
      { repository, pull_request: null },
    ])
      expect(duties("pull_request", payload)).toEqual([]);
    expect(hintOf({ repository, ref: `refs/heads/${"a\0".repeat(1000)}` }).ref?.length).toBeLessThan(301);
  });
});
