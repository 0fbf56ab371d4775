import { describe, expect, it } from "vitest";
import { appManifest, needs, newAppAddress, readPlace, unmetNeeds, wantedEvents } from "./index.ts";

const publicUrl = "https://book.example.org";

describe("the app's manifest", () => {
  const manifest = appManifest({ name: "Colophon for a book", publicUrl, hears: true });

  it("asks for what is needed and nothing else, and sends everything back to this site", () => {
    expect(manifest).toEqual({
      name: "Colophon for a book",
      url: publicUrl,
      description: expect.any(String),
      public: false,
      redirect_url: `${publicUrl}/setup/github`,
      callback_urls: [`${publicUrl}/api/auth/callback/github`],
      setup_url: `${publicUrl}/setup/installed`,
      setup_on_update: true,
      default_permissions: {
        contents: "write",
        pull_requests: "write",
        statuses: "write",
        checks: "read",
        issues: "read",
        merge_queues: "read",
        metadata: "read",
      },
      hook_attributes: { url: `${publicUrl}/api/hooks/github`, active: true },
      default_events: [...wantedEvents],
    });
    expect(needs.every(({ why }) => /^[A-Z].+\.$/u.test(why))).toBe(true);
  });

  it("names no webhook where GitHub could not reach it, and keeps to the length of a name", () => {
    const here = appManifest({ name: "x".repeat(50), publicUrl: "http://localhost:3000", hears: false });
    expect(here.hook_attributes).toBeUndefined();
    expect(here.default_events).toBeUndefined();
    expect(here.name).toHaveLength(34);
  });

  it("is sent to a person's settings or an organisation's", () => {
    expect(newAppAddress("https://github.com", "", "a b")).toBe(
      "https://github.com/settings/apps/new?state=a%20b",
    );
    expect(newAppAddress("https://github.example.org", "the-press", "s")).toBe(
      "https://github.example.org/organizations/the-press/settings/apps/new?state=s",
    );
  });
});

describe("unmetNeeds", () => {
  it("names what is missing or read only", () => {
    const all = Object.fromEntries(needs.map(({ permission, access }) => [permission, access]));
    expect(unmetNeeds(all)).toEqual([]);
    const { checks: _, ...others } = all;
    expect(unmetNeeds({ ...others, contents: "read" }).map(({ name }) => name)).toEqual([
      "Contents",
      "Checks",
    ]);
  });
});

describe("readPlace", () => {
  const server = "https://github.com";
  it.each([
    ["ada/book", "github", "https://github.com/ada/book.git"],
    [" https://github.com/ada/book/ ", "github", "https://github.com/ada/book.git"],
    ["https://github.com/ada/book.git", "github", "https://github.com/ada/book.git"],
    ["https://git.example.org/group/sub/book.git", "git", "https://git.example.org/group/sub/book.git"],
    ["git@example.org:book.git", "git", "git@example.org:book.git"],
    ["ssh://git@example.org/book.git", "git", "ssh://git@example.org/book.git"],
    ["/srv/book", "folder", "/srv/book"],
    ["file:///srv/book", "folder", "/srv/book"],
    ["./book", "folder", "./book"],
  ])("%s is %s", (written, place, remote) => {
    expect(readPlace(written, server)).toEqual({ place, remote, username: "", password: "" });
  });

  it("takes credentials out of an address", () => {
    expect(readPlace("https://ada:p%40ss@git.example.org/book.git", server)).toEqual({
      place: "git",
      remote: "https://git.example.org/book.git",
      username: "ada",
      password: "p@ss",
    });
  });

  it.each(["", "book", "ext::sh -c touch", "javascript:alert(1)", "--upload-pack=x", "a b/c"])(
    "%j is no place",
    (written) => {
      expect(readPlace(written, server)).toBeNull();
    },
  );
});
