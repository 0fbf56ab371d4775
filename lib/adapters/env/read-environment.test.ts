import { describe, expect, it } from "vitest";
import { readEnvironment } from "./read-environment.ts";

function value(raw: Record<string, string>) {
  const outcome = readEnvironment(raw);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

function problem(raw: Record<string, string>) {
  const outcome = readEnvironment(raw);
  if (outcome.ok) throw new Error("was accepted");
  return outcome.problem;
}

describe("readEnvironment", () => {
  it("needs nothing: an empty environment serves the sample book on loopback with demo accounts", () => {
    const environment = value({});
    expect(environment.web).toEqual({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      trustedProxies: 0,
      loopback: true,
    });
    expect(environment.databaseUrl).toBeUndefined();
    expect(environment.book.remote).toBeUndefined();
    expect(environment.dataDir).toBe(".data");
    expect(environment.demoAccounts).toBe(true);
    expect(environment.mode).toBe("production");
  });

  it("takes an empty variable as not set", () => {
    expect(value({ PORT: "", DATABASE_URL: " ", GITHUB_CLIENT_ID: "" })).toEqual(value({}));
  });

  it("drops trailing slashes of addresses, so that paths can be appended", () => {
    expect(value({ PUBLIC_URL: "http://localhost:3000//" }).web.publicUrl).toBe("http://localhost:3000");
    expect(value({ GITHUB_API_URL: "http://localhost:4000/" }).github.apiUrl).toBe("http://localhost:4000");
  });

  it.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "0" }],
    ["PORT", { PORT: "70000" }],
    ["DATABASE_URL", { DATABASE_URL: "localhost:5432" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://localhost/book" }],
    ["PUBLIC_URL", { PUBLIC_URL: "book.example.org" }],
    ["PUBLIC_URL", { HOST: "0.0.0.0" }],
    ["AUTH_SECRET", { AUTH_SECRET: "short" }],
    ["AUTH_SECRET", { DATABASE_URL: "postgres://db/book", PUBLIC_URL: "https://book.example.org" }],
    ["GITHUB_CLIENT_SECRET", { GITHUB_CLIENT_ID: "abc" }],
    ["GITHUB_CLIENT_ID", { GITHUB_CLIENT_SECRET: "abc" }],
    ["AI_MODEL", { AI_BASE_URL: "http://localhost:11434/v1" }],
    ["AI_BASE_URL", { AI_MODEL: "llama" }],
    ["BOOK_EDITORS", { BOOK_EDITORS: "ada, not a login!" }],
    ["BOOK_ID", { BOOK_ID: "My Book" }],
    ["BOOK_ID", { BOOK_ID: "../book" }],
    ["SMTP_URL", { SMTP_URL: "mail.example.org" }],
    ["COLOPHON_DEMO", { COLOPHON_DEMO: "maybe" }],
    ["RENDER_THREADS", { RENDER_THREADS: "1.5" }],
  ])("names %s and how to set it when it is wrong", (name, raw) => {
    const { at, code, message } = problem(raw);
    expect({ at, code }).toEqual({ at: name, code: "input.invalid" });
    expect(message).toMatch(new RegExp(`^${name} .+\\.$`));
  });

  it("reads editors whatever their case and separators", () => {
    expect(value({ BOOK_EDITORS: "Ada, grace  Linus-T" }).editors).toEqual(["ada", "grace", "linus-t"]);
    expect(value({}).editors).toEqual([]);
  });

  it("counts the proxies in front, and believes none unless told", () => {
    expect(value({ TRUSTED_PROXIES: "2" }).web.trustedProxies).toBe(2);
    expect(problem({ TRUSTED_PROXIES: "yes" }).at).toBe("TRUSTED_PROXIES");
    expect(problem({ TRUSTED_PROXIES: "-1" }).at).toBe("TRUSTED_PROXIES");
  });

  it("never repeats a secret in a message", () => {
    expect(problem({ DATABASE_URL: "mysql://root:hunter2@db/book" }).message).not.toContain("hunter2");
  });

  it("refuses demo accounts on an address that others can reach", () => {
    expect(problem({ COLOPHON_DEMO: "on", PUBLIC_URL: "https://book.example.org" }).at).toBe("COLOPHON_DEMO");
    expect(problem({ COLOPHON_DEMO: "1", HOST: "0.0.0.0", PUBLIC_URL: "http://localhost:3000" }).at).toBe(
      "COLOPHON_DEMO",
    );
    expect(value({ PUBLIC_URL: "https://book.example.org" }).demoAccounts).toBe(false);
  });

  it("offers demo accounts next to GitHub only when asked", () => {
    const github = { GITHUB_CLIENT_ID: "a", GITHUB_CLIENT_SECRET: "b" };
    expect(value(github).demoAccounts).toBe(false);
    expect(value({ ...github, COLOPHON_DEMO: "on" }).demoAccounts).toBe(true);
    expect(value({ COLOPHON_DEMO: "off" }).demoAccounts).toBe(false);
  });
});
