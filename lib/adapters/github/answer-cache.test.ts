import { expect, it } from "vitest";
import { createAnswerCache } from "./answer-cache.ts";

const answer = (bytes: number) => ({ etag: `"${bytes}"`, data: bytes, link: undefined, bytes });

it("keeps what was used last, within its bounds of number and size", () => {
  const cache = createAnswerCache({ maxEntries: 3, maxBytes: 100 });
  for (const key of ["a", "b", "c"]) cache.set(key, answer(10));
  cache.get("a");
  cache.set("d", answer(10));
  expect(["a", "b", "c", "d"].filter((key) => cache.get(key))).toEqual(["a", "c", "d"]);
  cache.set("e", answer(85));
  expect(["a", "c", "d", "e"].filter((key) => cache.get(key))).toEqual(["d", "e"]);
  cache.set("d", answer(101));
  expect(["d", "e"].filter((key) => cache.get(key))).toEqual(["e"]);
  cache.set("f", answer(15));
  expect(["e", "f"].filter((key) => cache.get(key))).toEqual(["e", "f"]);
});
