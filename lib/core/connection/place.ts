import type { BookPlace } from "./connection.ts";

/** What somebody wrote into the field for the book's address, taken apart. */
export interface WrittenPlace {
  place: BookPlace;
  /** Without credentials. */
  remote: string;
  username: string;
  password: string;
}

const shortName = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/u;

/**
 * `owner/name` is a repository at the GitHub that is set up; a path or file address is a folder; anything else is a Git
 * address, whose credentials are taken out of it. Null for what is none of these.
 */
export function readPlace(written: string, serverUrl: string): WrittenPlace | null {
  const text = written.trim();
  const plain = (place: BookPlace, remote: string) => ({ place, remote, username: "", password: "" });
  if (shortName.test(text)) return plain("github", `${serverUrl}/${text.replace(/\.git$/u, "")}.git`);
  if (/^(?:file:\/\/|[./~])/u.test(text)) return plain("folder", text.replace(/^file:\/\//u, ""));
  const remote = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text);
  if (!remote) return /^[^\s@:/]+@[^\s:/]+:[^\s]+$/u.test(text) ? plain("git", text) : null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!["https:", "http:", "ssh:", "git:"].includes(url.protocol)) return null;
  if (url.protocol !== "ssh:" && (url.username !== "" || url.password !== "")) {
    const username = decodeURIComponent(url.password === "" ? "" : url.username);
    const password = decodeURIComponent(url.password || url.username);
    url.username = "";
    url.password = "";
    return { place: "git", remote: url.href, username, password };
  }
  const atServer = url.host === new URL(serverUrl).host && /^https?:$/u.test(url.protocol);
  const path = url.pathname.replace(/^\/+|\/+$/gu, "");
  return atServer && shortName.test(path)
    ? plain("github", `${serverUrl}/${path.replace(/\.git$/u, "")}.git`)
    : plain("git", text);
}
