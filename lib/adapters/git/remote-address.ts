import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { GitCredentials } from "./git-environment.ts";

/** A remote that git can be given: never starts with a dash, holds no secret. */
export interface RemoteAddress {
  /** What git is told. */
  url: string;
  /** What people are shown; the same, without any user name. */
  shown: string;
  /** Scheme and host that credentials belong to; null where git has no use for them. */
  origin: string | null;
  local: boolean;
  /** Credentials that were written into the address. */
  credentials: GitCredentials | null;
}

export type RemoteKind = "url" | "bare" | "work-tree" | "folder" | "missing";

const schemes = ["https:", "http:", "ssh:", "git:"];
/** `user@host:path`; the host may not start with a dash (it would become an option of ssh). */
const scpLike = /^(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/)[^\s:][^\s]*$/;

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function localPath(value: string): string {
  return resolve(value.startsWith("file://") ? fileURLToPath(value) : value);
}

function looksRemote(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return !value.toLowerCase().startsWith("file://");
  return !/^[./~]/.test(value) && scpLike.test(value) && !isFolder(value);
}

/** What the setting BOOK_REMOTE names: an address, one of three kinds of folder, or nothing there. */
export function describeRemote(value: string): RemoteKind {
  const text = value.trim();
  if (text === "") return "missing";
  if (looksRemote(text)) return "url";
  const path = localPath(text);
  if (!isFolder(path)) return "missing";
  if (isFile(join(path, "HEAD")) && isFolder(join(path, "objects")) && isFolder(join(path, "refs")))
    return "bare";
  if (isFolder(join(path, ".git")) || isFile(join(path, ".git"))) return "work-tree";
  return "folder";
}

/** Read the address of a remote. Problem: `book.unreachable` when it cannot be one. */
export function parseRemote(value: string): Outcome<RemoteAddress> {
  const text = value.trim();
  const wrong = (why: string) =>
    refuse("book.unreachable", `The book's address cannot be used: ${why}.`, "remote:address");
  if (text === "") return wrong("it is empty");
  if (/\p{Cc}/u.test(text)) return wrong("it holds control characters");
  if (text.startsWith("-") || /^[a-z0-9]+::/i.test(text))
    return wrong("it is not a web, ssh or folder address");
  if (!looksRemote(text)) {
    const path = localPath(text);
    return ok({ url: path, shown: path, origin: null, local: true, credentials: null });
  }
  if (!text.includes("://"))
    return ok({ url: text, shown: text, origin: null, local: false, credentials: null });
  if (!URL.canParse(text)) return wrong("it is not a complete address");
  const url = new URL(text);
  if (!schemes.includes(url.protocol))
    return wrong(`addresses that start with ${url.protocol} are not supported`);
  if (url.hostname === "" || url.hostname.startsWith("-")) return wrong("it names no host");
  if (url.protocol === "ssh:") {
    if (url.username.startsWith("-")) return wrong("the user name starts with a dash");
    url.password = "";
    return ok({ url: url.href, shown: url.href, origin: null, local: false, credentials: null });
  }
  const secret = url.password || (url.username ? "x-oauth-basic" : "");
  const credentials = secret
    ? { username: decodeURIComponent(url.username), password: decodeURIComponent(secret) }
    : null;
  url.username = "";
  url.password = "";
  const origin = url.protocol === "git:" ? null : url.origin;
  return ok({ url: url.href, shown: url.href, origin, local: false, credentials });
}
