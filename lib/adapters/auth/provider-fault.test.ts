import { describe, expect, it } from "vitest";
import { describeFault, failureOf, ProviderFault } from "./provider-fault.ts";
import { wantedPath } from "./wanted-path.ts";

/** Errors as next-auth makes them: a type, and what was thrown inside. */
const wrapped = (type: string, err?: Error) =>
  Object.assign(new Error("Read more"), { type, cause: { err } });

describe("failureOf", () => {
  it("tells a refusal from other errors that GitHub sends back", () => {
    expect(failureOf(wrapped("OAuthCallbackError"), "access_denied")).toBe("refused");
    expect(failureOf(wrapped("OAuthCallbackError"), "redirect_uri_mismatch")).toBe("misconfigured");
    expect(failureOf(wrapped("OAuthCallbackError"), "application_suspended")).toBe("misconfigured");
  });

  it("takes a missing cookie and another state for a sign-in that is out of date", () => {
    expect(failureOf(wrapped("InvalidCheck"), null)).toBe("expired");
    const state = Object.assign(new Error('unexpected "state"'), { code: "OAUTH_INVALID_RESPONSE" });
    expect(failureOf(wrapped("CallbackRouteError", state), null)).toBe("expired");
  });

  it("believes what was found out about the provider, and nothing else", () => {
    const fault = new ProviderFault("unreachable", "GitHub answered with status 503");
    expect(failureOf(wrapped("CallbackRouteError", fault), null)).toBe("unreachable");
    expect(failureOf(wrapped("CallbackRouteError", new Error("the database is away")), null)).toBe("failed");
    expect(failureOf("thrown", null)).toBe("failed");
  });
});

describe("describeFault", () => {
  it("is one line that says what happened inside", () => {
    const fault = new ProviderFault(
      "misconfigured",
      "GitHub gives no token: incorrect_client_credentials\nmore",
    );
    expect(describeFault(wrapped("CallbackRouteError", fault), null)).toBe(
      "GitHub gives no token: incorrect_client_credentials",
    );
    expect(describeFault(wrapped("OAuthCallbackError"), "redirect_uri_mismatch")).toBe(
      "GitHub sent the browser back with redirect_uri_mismatch",
    );
  });
});

describe("wantedPath", () => {
  const site = "https://book.example.org";
  it("reads the path from next-auth's cookie, under each of its names", () => {
    const value = encodeURIComponent(`${site}/propose/b/one?section=sec-a`);
    expect(wantedPath(`a=1; authjs.callback-url=${value}`, site)).toBe("/propose/b/one?section=sec-a");
    expect(wantedPath(`__Secure-authjs.callback-url=${value}; b=2`, site)).toBe(
      "/propose/b/one?section=sec-a",
    );
  });
  it.each([
    "",
    "authjs.callback-url=",
    "authjs.callback-url=%E0%A4%A",
    `authjs.callback-url=${encodeURIComponent("https://evil.example/x")}`,
    `authjs.callback-url=${encodeURIComponent("//evil.example/x")}`,
  ])("leads nowhere else: %s", (cookies) => {
    expect(wantedPath(cookies, site)).toBe("/");
  });
});
