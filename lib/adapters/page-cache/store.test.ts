import { describe, expect, it } from "vitest";
import { pathOf } from "./handler.ts";
import { createPageStore, type PageStore } from "./index.ts";

function listening(limit?: number): PageStore {
  const store = createPageStore(limit);
  store.listening = true;
  return store;
}

describe("the page store", () => {
  it("forgets a page and what lies below it, and nothing beside it", () => {
    const store = listening();
    for (const key of ["/read/b", "/read/b/one", "/read/book2/one"]) store.set(key, key, [], 10);
    store.forget(["/read/b"]);
    expect(["/read/b", "/read/b/one", "/read/book2/one"].map((key) => store.get(key)?.value)).toEqual([
      undefined,
      undefined,
      "/read/book2/one",
    ]);
  });

  it("does not keep a page that was begun before a change", () => {
    const store = listening();
    store.get("/a");
    store.forget(["*"]);
    store.set("/a", "old", [], 10);
    expect(store.get("/a")).toBeNull();
    store.set("/a", "new", [], 10);
    expect(store.get("/a")?.value).toBe("new");
  });

  it("keeps nothing while it cannot hear of changes", () => {
    const store = createPageStore();
    store.set("/a", "x", [], 10);
    expect(store.get("/a")).toBeNull();
  });

  it("serves what it kept before while it cannot hear of changes", () => {
    const store = listening();
    store.set("/a", "x", [], 10);
    store.listening = false;
    expect(store.get("/a")?.value).toBe("x");
  });

  it("stays within its bytes, dropping what was used longest ago", () => {
    const store = listening(40);
    for (const key of ["a", "b", "c", "d"]) store.set(key, key, [], 10);
    store.get("a");
    store.set("e", "e", [], 10);
    expect(["a", "b", "e"].map((key) => store.get(key)?.value)).toEqual(["a", undefined, "e"]);
  });
});

describe("the handler", () => {
  it("knows a page by its path, however Next names it", () => {
    expect(pathOf("/route-cache/APP_PAGE/90929518e7b0/$/read/book/chapter")).toBe("/read/book/chapter");
    expect(pathOf("/read/book")).toBe("/read/book");
  });
});
