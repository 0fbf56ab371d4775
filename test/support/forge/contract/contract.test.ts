import { expect, it } from "vitest";
import { requestFaults, responseFaults, webhookFaults } from "./contract.ts";
import { operations, webhookNames } from "./operations.ts";

const comment = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const ask = (body: unknown, query = "", number = "7") =>
  requestFaults({
    route: comment,
    parameters: { owner: "ada", repo: "book", issue_number: number },
    query: new URLSearchParams(query),
    body,
  });

it("finds what is wrong with a request, and nothing in one that is right", () => {
  expect(ask({ body: "Hello" })).toEqual([]);
  expect(ask(undefined)).toEqual(["the body is missing"]);
  expect(ask({})).toEqual(["body: / must have required property 'body'"]);
  expect(ask({ body: 7 })).toEqual(["body: /body must be string, got 7"]);
  expect(ask({ body: "Hello", colour: "red" })).toEqual(["body: /colour is no property of it"]);
  expect(ask({ body: "Hello" }, "draft=1")).toEqual(["query parameter draft is not described"]);
  expect(ask({ body: "Hello" }, "", "seven")).toEqual([
    'path parameter issue_number: / must be integer, got "seven"',
  ]);
});

it("finds what is wrong with an answer", () => {
  const route = "GET /repos/{owner}/{repo}/git/ref/{ref}";
  const ref = {
    ref: "refs/heads/main",
    node_id: "x",
    url: "https://example.org/ref",
    object: { type: "commit", sha: "a".repeat(40), url: "https://example.org/commit" },
  };
  expect(responseFaults(route, 200, ref)).toEqual([]);
  expect(responseFaults(route, 200, undefined)).toEqual(["the body of status 200 is missing"]);
  expect(responseFaults(route, 418, ref)).toEqual(["status 418 is not described"]);
  expect(responseFaults(route, 200, { ...ref, url: "no address" })).toHaveLength(1);
  expect(responseFaults(route, 200, { ...ref, object: {} })).toHaveLength(3);
  expect(responseFaults(route, 200, { ...ref, more: true })).toEqual([
    "answer 200: /more is no property of it",
  ]);
});

it("has a usable description of everything that it names", () => {
  for (const route of operations) expect(responseFaults(route, 418, {}), route).toHaveLength(1);
  for (const name of webhookNames) expect(webhookFaults(name, 7), name).not.toEqual([]);
});
