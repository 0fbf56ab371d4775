/** A full object id: SHA-1, or SHA-256 in repositories made so. */
export function isObjectId(value: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

/** The id, or an exception: an abbreviated or symbolic name here is a bug. */
export function objectId(value: string): string {
  if (!isObjectId(value)) throw new Error("Not a full object id");
  return value;
}

/**
 * Whether this can be a branch name: the rules of git-check-ref-format(1), and no leading dash, so that it can
 * never be taken for an option, nor `HEAD`, which means something else.
 */
export function isBranchName(value: string): boolean {
  if (value.length === 0 || value.length > 200 || value === "@" || value === "HEAD") return false;
  if (!value.isWellFormed() || value.startsWith("-") || value.endsWith(".") || value.includes("@{"))
    return false;
  if (/[\p{Cc} ~^:?*[\\]/u.test(value) || value.includes("..")) return false;
  return value
    .split("/")
    .every((part) => part !== "" && !part.startsWith(".") && !part.toLowerCase().endsWith(".lock"));
}
