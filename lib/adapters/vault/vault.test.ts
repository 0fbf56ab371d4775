import { describe, expect, it } from "vitest";
import { createVault } from "./vault.ts";

const secret = "s".repeat(32);
const text = "-----BEGIN RSA PRIVATE KEY-----\nключ\n";

describe("a vault", () => {
  it("opens what it sealed, and seals the same text differently each time", () => {
    const vault = createVault(secret, "connection");
    const sealed = [vault.seal(text), vault.seal(text)];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.map((each) => createVault(secret, "connection").open(each))).toEqual([text, text]);
    expect(sealed.join()).not.toContain("PRIVATE");
  });

  it("does not open what was sealed under another secret, for another purpose, or changed by one bit", () => {
    const sealed = createVault(secret, "connection").seal(text);
    expect(createVault("t".repeat(32), "connection").open(sealed)).toBeNull();
    expect(createVault(secret, "another").open(sealed)).toBeNull();
    const bytes = Buffer.from(sealed.slice(2), "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(createVault(secret, "connection").open(`1.${changed.toString("base64url")}`)).toBeNull();
    }
    for (const other of ["", "1.", "2.abc", sealed.slice(0, 20), text]) {
      expect(createVault(secret, "connection").open(other)).toBeNull();
    }
  });

  it("does not begin with a secret that could be guessed", () => {
    expect(() => createVault("", "connection")).toThrow(/at least 32/);
  });
});
