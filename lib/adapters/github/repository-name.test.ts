import { describe, expect, it } from "vitest";
import { repositoryName } from "./index.ts";

describe("the name of a repository", () => {
  it.each([
    ["https://github.com/ada/book", "https://github.com"],
    ["https://github.com/ada/book.git", "https://github.com"],
    ["https://x:y@github.com/ada/book.git/", "https://github.com"],
    ["git@github.com:ada/book.git", "https://github.com"],
    ["ssh://git@github.com/ada/book.git", "https://github.com"],
    ["http://localhost:4000/ada/book.git", "http://localhost:4000"],
  ])("is read from %s", (remote, server) => {
    expect(repositoryName(remote, server)).toEqual({ owner: "ada", name: "book" });
  });

  it.each([
    ["https://gitlab.com/ada/book", "https://github.com"],
    ["https://github.com.evil.example/ada/book", "https://github.com"],
    ["https://github.com/ada", "https://github.com"],
    ["https://github.com/ada/book/tree/main", "https://github.com"],
    ["/home/ada/book", "https://github.com"],
    ["C:\\books\\one", "https://github.com"],
    ["http://localhost:4001/ada/book.git", "http://localhost:4000"],
  ])("is none of that server's for %s", (remote, server) => {
    expect(repositoryName(remote, server)).toBe(null);
  });
});
