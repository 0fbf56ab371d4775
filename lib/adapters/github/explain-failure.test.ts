import { RequestError } from "@octokit/request-error";
import { expect, it } from "vitest";
import { explainFailure, readFailure } from "./explain-failure.ts";

const request = { method: "POST" as const, url: "https://api.github.com/x", headers: {} };

function answered(status: number, data: unknown = {}, headers: Record<string, string> = {}) {
  const response = { status, url: request.url, headers, data, retryCount: 0 };
  return readFailure(new RequestError("", status, { request, response }), null);
}

it.each([
  [301, {}, "github.moved"],
  [307, {}, "github.moved"],
  [400, {}, "github.refused"],
  [401, {}, "github.credentials"],
  [403, { message: "Resource not accessible by integration" }, "github.permission-missing"],
  [404, {}, "github.not-found"],
  [405, { message: "Pull Request is not mergeable" }, "github.conflict"],
  [409, { message: "Head branch was modified." }, "github.conflict"],
  [410, {}, "github.not-found"],
  [422, { message: "Update is not a fast forward" }, "github.conflict"],
  [
    422,
    { message: "Validation Failed", errors: [{ message: "A pull request already exists for a:b." }] },
    "github.conflict",
  ],
  [422, { message: "Repository rule violations found" }, "github.refused"],
  [429, {}, "github.refused"],
  [500, {}, "github.uncertain"],
  [502, "<html>", "github.uncertain"],
])("a change that is answered with %i %j is %s", (status, data, code) => {
  expect(explainFailure(answered(status, data), "write")).toMatchObject({
    problem: { code, at: `github:${status}` },
  });
});

it("an answer that never came is uncertain for a change, and nothing but late for a reading", () => {
  const lost = readFailure(new RequestError("socket hang up", 500, { request }), null);
  expect(explainFailure(lost, "write")).toMatchObject({
    problem: { code: "github.uncertain", at: "github:0" },
  });
  expect(explainFailure(lost, "read")).toMatchObject({ problem: { code: "github.unreachable" } });
  const late = readFailure(new DOMException("late", "TimeoutError"), null);
  expect(explainFailure(late, "read")).toMatchObject({ problem: { code: "github.unreachable" } });
  expect(() => readFailure(new TypeError("a bug"), null)).toThrow("a bug");
});

it("a limit says until when, and only a refusal is one", () => {
  const limited = { ...answered(403), silentUntil: "2026-03-01T10:20:00.000Z" };
  expect(explainFailure(limited, "read")).toMatchObject({
    problem: { code: "github.limited", at: "until:2026-03-01T10:20:00.000Z" },
  });
  const other = { ...answered(404), silentUntil: "2026-03-01T10:20:00.000Z" };
  expect(explainFailure(other, "read")).toMatchObject({ problem: { code: "github.not-found" } });
});

it("GitHub's words come bounded, on one line, and without what looks like a secret", () => {
  const data = {
    message: `Bad\n\u001b[31m ghp_${"a".repeat(36)} eyJhbGci.eyJpc3Mi.c2ln ${"x".repeat(1000)}`,
    errors: [{ resource: "Hook", field: "url", code: "invalid" }],
  };
  const { words } = answered(422, data);
  expect(words).toMatch(/^Bad \[31m … … x+$/);
  expect(words.length).toBeLessThanOrEqual(300);
  expect(answered(422, { message: "No", errors: ["a", { field: "url", code: "invalid" }, 7] }).words).toBe(
    "No a url: invalid",
  );
});

it("a missing permission is named", () => {
  const headers = { "x-accepted-github-permissions": "pull_requests=write; contents=read" };
  expect(explainFailure(answered(403, {}, headers), "write")).toMatchObject({
    problem: { message: expect.stringContaining("pull_requests: write; contents: read") },
  });
});
