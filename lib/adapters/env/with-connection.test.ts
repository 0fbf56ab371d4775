import { describe, expect, it } from "vitest";
import { type Connection, noConnection } from "#lib/core/connection/index.ts";
import { readEnvironment } from "./read-environment.ts";
import { withConnection, withPassword } from "./with-connection.ts";

function environment(raw: Record<string, string>) {
  const outcome = readEnvironment(raw);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

const connection: Connection = {
  ...noConnection,
  book: {
    place: "git",
    remote: "https://git.example.org/book.git",
    address: null,
    branch: "main",
    manifest: "_quarto.yml",
    id: "abc",
    mirror: "def",
  },
  app: { appId: 7, slug: "colophon", pageUrl: "x", clientId: "Iv7", installationId: 8, account: "ada" },
  secrets: {
    privateKey: "a PRIVATE KEY",
    clientSecret: "client",
    webhookSecret: "hook",
    token: "token",
    username: "ada",
    password: "p@ss",
  },
};

describe("withConnection", () => {
  it("completes an environment that says nothing, the app before the token", () => {
    const { book, github } = withConnection(environment({}), connection);
    expect(book).toEqual({
      remote: "https://ada:p%40ss@git.example.org/book.git",
      branch: "main",
      manifest: "_quarto.yml",
      id: "abc",
      mirror: "def",
      sample: false,
    });
    expect(github.app).toEqual({ appId: 7, installationId: 8, privateKey: "a PRIVATE KEY" });
    expect(github.token).toBeUndefined();
    expect(github.signIn).toEqual({ clientId: "Iv7", clientSecret: "client" });
    expect(github.webhook).toEqual({ secret: "hook", previous: undefined });
  });

  it("takes the token while the app is installed nowhere", () => {
    const app = connection.app && { ...connection.app, installationId: null };
    const { github } = withConnection(environment({}), { ...connection, app });
    expect([github.app, github.token]).toEqual([undefined, "token"]);
  });

  it("gives way to the environment in each of the four by itself", () => {
    const set = environment({
      BOOK_REMOTE: "https://example.org/other.git",
      GITHUB_TOKEN: "given",
      GITHUB_CLIENT_ID: "a",
      GITHUB_CLIENT_SECRET: "b",
      GITHUB_WEBHOOK_SECRET: "a long enough secret",
    });
    expect(withConnection(set, connection)).toEqual(set);
    const { book, github } = withConnection(environment({ GITHUB_TOKEN: "given" }), connection);
    expect([book.id, github.app, github.token]).toEqual(["abc", undefined, "given"]);
  });

  it("goes before the sample book, and before no other", () => {
    const started = { BOOK_REMOTE: "/srv/colophon/.data/remotes/1.git", BOOK_ID: "sample-book" };
    expect(withConnection(environment({ ...started, BOOK_SAMPLE: "on" }), connection).book.id).toBe("abc");
    expect(withConnection(environment({ ...started, BOOK_SAMPLE: "off" }), connection).book.id).toBe(
      "sample-book",
    );
    expect(withConnection(environment({ ...started, BOOK_SAMPLE: "on" }), noConnection).book.id).toBe(
      "sample-book",
    );
  });
});

describe("withPassword", () => {
  it("writes credentials where there are any", () => {
    expect(withPassword("https://example.org/b.git", {})).toBe("https://example.org/b.git");
    expect(withPassword("git@example.org:b.git", { password: "x" })).toBe("git@example.org:b.git");
    expect(withPassword("https://example.org/b.git", { password: "x" })).toBe("https://:x@example.org/b.git");
  });
});
