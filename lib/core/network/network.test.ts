import { describe, expect, it } from "vitest";
import { clientAddress, isForwarded, isLoopback, isLoopbackHost, networkOf } from "./index.ts";

describe("clientAddress", () => {
  it("believes nobody but the socket without a proxy", () => {
    expect(clientAddress("203.0.113.9", "", 0)).toBe("203.0.113.9");
    expect(clientAddress("203.0.113.9", "198.51.100.1, 10.0.0.1", 0)).toBe("203.0.113.9");
    expect(clientAddress("::ffff:203.0.113.9", "", 0)).toBe("203.0.113.9");
  });

  it("takes what the nearest proxy added, whatever the client wrote before it", () => {
    expect(clientAddress("10.0.0.1", "198.51.100.1", 1)).toBe("198.51.100.1");
    expect(clientAddress("10.0.0.1", "forged, 1.1.1.1, 198.51.100.1", 1)).toBe("198.51.100.1");
  });

  it("counts as many proxies as are configured, and no more", () => {
    expect(clientAddress("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", 2)).toBe("198.51.100.1");
  });

  it("falls back to the first address of a chain that is too short, and to the socket without one", () => {
    expect(clientAddress("10.0.0.1", "198.51.100.1", 3)).toBe("198.51.100.1");
    expect(clientAddress("10.0.0.1", " , ", 2)).toBe("10.0.0.1");
  });

  it("reads addresses with ports, brackets and zones", () => {
    expect(clientAddress("10.0.0.1", "198.51.100.1:55123", 1)).toBe("198.51.100.1");
    expect(clientAddress("10.0.0.1", "[2001:DB8::1]:443", 1)).toBe("2001:db8::1");
    expect(clientAddress("fe80::1%eth0", "", 0)).toBe("fe80::1");
  });
});

describe("networkOf", () => {
  it("keeps an IPv4 address whole", () => {
    expect(networkOf("198.51.100.1")).toBe("198.51.100.1");
    expect(networkOf("::ffff:198.51.100.1")).toBe("198.51.100.1");
  });

  it("takes all addresses of an IPv6 network for one", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(networkOf("2001:db8:1:2::9")).toBe("2001:db8:1:2::/64");
    expect(networkOf("2001:db8::9")).toBe("2001:db8:0:0::/64");
    expect(networkOf("2001:0db8:0001:0002::9")).toBe("2001:db8:1:2::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
  });
});

describe("isForwarded", () => {
  it.each([
    "x-forwarded-for",
    "x-forwarded-host",
    "forwarded",
    "via",
    "cf-connecting-ip",
    "x-real-ip",
    "ngrok-skip-browser-warning",
  ])("sees a proxy in %s", (name) => {
    expect(isForwarded(["host", "cookie", name])).toBe(true);
  });

  it("sees none in what a browser sends", () => {
    expect(isForwarded(["host", "cookie", "sec-fetch-site", "user-agent", "accept", "origin"])).toBe(false);
  });
});

describe("isLoopback", () => {
  it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.8.0.1", "::1", "[::1]", "book.localhost"])(
    "holds for %s",
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );
  it.each([
    "0.0.0.0",
    "::",
    "10.0.0.1",
    "127.evil.example",
    "127.0.0.1.evil.example",
    "localhost.example.org",
    "",
  ])("fails for %s", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe("isLoopbackHost", () => {
  it.each(["localhost:3000", "127.0.0.1:80", "[::1]:3000", "[::1]", "localhost"])("holds for %s", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });
  it.each(["book.ngrok.app", "evil.example:3000", "localhost:3000.evil.example", "192.168.1.4:3000", ""])(
    "fails for %s",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
