import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { largestDelivery, verifyDelivery } from "./index.ts";

const sign = (body: string, secret: string) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
const body = JSON.stringify({ action: "opened", number: 7, title: "Größe\u2028" });
const secrets = { current: "new", previous: "old" };
const request = (change: Partial<Parameters<typeof verifyDelivery>[0]> = {}) => ({
  body,
  signature: sign(change.body ?? body, "new"),
  id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
  event: "pull_request",
  ...change,
});

it("agrees with the example in GitHub's documentation", async () => {
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const example = request({ body: "Hello, World!", signature });
  expect(await verifyDelivery(example, { current: "It's a Secret to Everybody" })).toMatchObject({
    problem: { code: "input.invalid", message: expect.stringContaining("no JSON") },
  });
});

it("takes what is signed with the secret of today or the one before", async () => {
  const heard = { ok: true, value: { event: "pull_request", action: "opened", payload: { number: 7 } } };
  expect(await verifyDelivery(request(), secrets)).toMatchObject(heard);
  expect(await verifyDelivery(request({ signature: sign(body, "old") }), secrets)).toMatchObject(heard);
  expect(await verifyDelivery(request({ signature: sign(body, "old") }), { current: "new" })).toMatchObject({
    problem: { code: "actor.signed-out" },
  });
});

it.each([
  ["nothing", null],
  ["another secret", sign(body, "guess")],
  ["SHA-1 alone", `sha1=${createHmac("sha1", "new").update(body).digest("hex")}`],
  ["a cut signature", sign(body, "new").slice(0, -1)],
  ["the signature of another body", sign(`${body} `, "new")],
  ["capitals", sign(body, "new").toUpperCase()],
])("turns away what is signed with %s", async (_, signature) => {
  expect(await verifyDelivery(request({ signature }), secrets)).toMatchObject({
    problem: { code: "actor.signed-out" },
  });
});

it("turns away what is empty, too large, without a name, or no object", async () => {
  expect(await verifyDelivery(request({ body: "" }), secrets)).toMatchObject({
    problem: { code: "actor.signed-out" },
  });
  const large = "x".repeat(largestDelivery + 1);
  expect(await verifyDelivery(request({ body: large, signature: null }), secrets)).toMatchObject({
    problem: { code: "input.too-large" },
  });
  for (const odd of [{ id: null }, { event: null }, { id: "a b" }, { event: "../x" }, { body: "[1]" }]) {
    expect(await verifyDelivery(request(odd), secrets)).toMatchObject({ problem: { code: "input.invalid" } });
  }
});
