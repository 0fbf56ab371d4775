import { describe, expect, it } from "vitest";
import { cleanServerText, remoteFault, unlessDiskFull, unreachable } from "./explain-failure.ts";
import { lfsPointer } from "./lfs-pointer.ts";
import { GitFailure } from "./run-git.ts";

const said = (stderr: string) => ({ code: 128, stdout: Buffer.alloc(0), stderr, stopped: null });

describe("why a remote cannot be used", () => {
  it.each([
    ["auth", "fatal: could not read Username for 'https://github.com': terminal prompts disabled"],
    [
      "auth",
      "remote: Invalid username or token.\nfatal: Authentication failed for 'https://github.com/o/r/'",
    ],
    ["auth", "git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository."],
    ["not-found", "remote: Repository not found.\nfatal: repository 'https://github.com/o/r/' not found"],
    [
      "not-found",
      "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.",
    ],
    ["offline", "fatal: unable to access 'https://h/': Could not resolve host: h"],
    ["offline", "ssh: connect to host h port 22: Connection refused"],
    [
      "timeout",
      "fatal: unable to access 'https://h/': Failed to connect to h port 443: Connection timed out",
    ],
    ["certificate", "fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate"],
    ["host-key", "Host key verification failed.\nfatal: Could not read from remote repository."],
    ["disk-full", "fatal: write error: No space left on device"],
    ["unknown", "fatal: something new"],
  ])("is told apart: %s", (fault, stderr) => {
    expect(remoteFault(said(stderr))).toBe(fault);
    const { problem } = unreachable(said(stderr), "https://h/", []);
    expect(problem.code).toBe(fault === "disk-full" ? "storage.full" : "book.unreachable");
    expect(problem.message).toMatch(/^[A-Zh].*[.!?\w]$/);
  });
});

it("a server's words are shown without terminal codes, secrets or endless length", () => {
  const text = "\u001b[31mred\u001b[0m \u001b]0;title\u0007 https://me:pw@h/x tok-123\u202e\r\n\n  two  ";
  expect(cleanServerText(text, ["tok-123"])).toBe("red  https://h/x …\ntwo");
  expect(cleanServerText("x".repeat(5000))).toHaveLength(601);
});

it("an LFS pointer is recognised, and text about one is not", () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"ab".repeat(32)}\nsize 12345\n`;
  expect(lfsPointer(Buffer.from(pointer))).toEqual({ oid: "ab".repeat(32), size: 12345 });
  expect(lfsPointer(Buffer.from(`A chapter.\n${pointer}`))).toBeNull();
  expect(lfsPointer(Buffer.from("version https://git-lfs.github.com/spec/v1\n"))).toBeNull();
});

it("a full disk is a problem to tell of, any other failure of ours is a bug", async () => {
  const failing = (error: Error) => unlessDiskFull(() => Promise.reject(error));
  const full = new GitFailure("write-tree", said("fatal: write error: No space left on device"));
  expect(await failing(full)).toMatchObject({ problem: { code: "storage.full" } });
  expect(await failing(Object.assign(new Error("x"), { code: "ENOSPC" }))).toMatchObject({
    problem: { code: "storage.full" },
  });
  await expect(failing(new GitFailure("write-tree", said("fatal: bad object")))).rejects.toThrow(
    "git write-tree failed",
  );
});
