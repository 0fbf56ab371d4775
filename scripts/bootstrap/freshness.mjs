// Runs on Node 20.19 with nothing installed: built-ins only.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Files whose content never reaches the built site. */
const beside = /(\.test\.(ts|tsx|mjs)|\.md)$/;

/**
 * One hash of the names and contents of files and folders. Names that do not exist count as absent, so that
 * adding one changes the hash. Times and modes do not count: a fresh clone has the hash of the old one.
 * @param {string} root
 * @param {string[]} names relative to root
 * @param {string[]} [without] folders left out, relative to root
 */
export function contentHash(root, names, without = []) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) => {
    const name = relative(root, path).split(sep).join("/");
    if (without.includes(name) || beside.test(name)) return;
    const about = statSync(path, { throwIfNoEntry: false });
    if (about?.isDirectory()) {
      for (const entry of readdirSync(path).sort()) add(join(path, entry));
    } else if (about?.isFile()) {
      hash.update(`${name}\0${about.size}\0`);
      hash.update(readFileSync(path));
    }
  };
  for (const name of names) add(join(root, name));
  return hash.digest("hex");
}

/** @param {string} path */
export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : "";
}

/**
 * @param {string} path
 * @param {string} value
 */
export function writeStamp(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${value}\n`);
}

/**
 * Whether node_modules already holds what package-lock.json asks for, so that somebody who ran npm by hand
 * does not wait twice. Compares the lockfile with the list npm leaves in node_modules when it has finished;
 * optional packages may be absent (other machines' programs).
 * @param {string | undefined} lock text of package-lock.json
 * @param {string | undefined} installed text of node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (lock === undefined || installed === undefined) return false;
  const wanted = packagesOf(lock);
  const have = packagesOf(installed);
  if (wanted === undefined || have === undefined) return false;
  return Object.entries(wanted).every(([path, item]) => {
    if (path === "") return true;
    if (have[path] === undefined) return item.optional === true || item.peer === true;
    return have[path].version === item.version;
  });
}

/**
 * @param {string} text
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }> | undefined}
 */
function packagesOf(text) {
  try {
    return JSON.parse(text).packages;
  } catch {
    return undefined;
  }
}
