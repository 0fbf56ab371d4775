import { type Outcome, ok, refuse } from "../outcome.ts";
import { canonicalJson, sha256Hex } from "./hash.ts";
import { type GrantLicence, grantLicences, statementFor } from "./statement.ts";

/** What a person signed, bound to the exact patch. */
export interface Grant {
  id: string;
  proposalNumber: number;
  personId: string;
  licence: GrantLicence;
  statementSha: string;
  patchSha: string;
  baseCommit: string;
  creditName: string;
  /** ISO 8601, UTC. */
  signedAt: string;
}

/** One file of a patch: the text before and after. */
export interface PatchFile {
  path: string;
  base: string;
  text: string;
}

/** What a patch brings besides changed text: a new file, or an entry at the end of a bibliography. */
export interface PatchAddition {
  kind: "image" | "reference";
  path: string;
  /** Hex SHA-256 of the file's bytes, or of the entry's UTF-8 text. */
  sha256: string;
}

/** Everything a grant is bound to. */
export interface Patch {
  files: readonly PatchFile[];
  additions: readonly PatchAddition[];
}

/**
 * The hash of a patch: over its paths and the hashes of each file before and after, and over what it adds, in the order
 * of path and hash. A patch without additions has the hash it had before there were any (decision 11).
 */
export function patchHash({ files, additions }: Patch): string {
  const changed = files.map((file) => ({
    path: file.path,
    before: sha256Hex(file.base),
    after: sha256Hex(file.text),
  }));
  const added = additions.map(({ kind, path, sha256 }) =>
    kind === "image" ? { path, before: null, after: sha256 } : { path, appended: sha256 },
  );
  const rows = [...changed, ...added].map((row) => ({ row, order: `${row.path}\n${canonicalJson(row)}` }));
  rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  return sha256Hex(canonicalJson(rows.map(({ row }) => row)));
}

/**
 * Sign a patch. The person must have seen the statement in force (its hash comes back with the form) and agreed;
 * `proposal.not-granted` says what is missing.
 */
export function signGrant(
  wish: { licence: string; statementSha: string; agreed: boolean; creditName: string },
  bound: {
    id: string;
    proposalNumber: number;
    personId: string;
    baseCommit: string;
    patch: Patch;
    now: string;
  },
): Outcome<Grant> {
  const licence = grantLicences.find((known) => known === wish.licence);
  if (!licence) return refuse("proposal.not-granted", "Please choose a licence for your change.", "licence");
  if (!wish.agreed)
    return refuse("proposal.not-granted", "Please read the statement and agree to it.", "agreed");
  const statement = statementFor(licence);
  if (wish.statementSha !== statement.sha256) {
    return refuse(
      "proposal.not-granted",
      "The statement has changed since you opened the page; please read it again.",
      "agreed",
    );
  }
  const creditName = wish.creditName
    .replace(/[\p{Cc}\p{Cf}<>]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 120);
  return ok({
    id: bound.id,
    proposalNumber: bound.proposalNumber,
    personId: bound.personId,
    licence,
    statementSha: statement.sha256,
    patchSha: patchHash(bound.patch),
    baseCommit: bound.baseCommit,
    creditName: creditName || "Anonymous",
    signedAt: bound.now,
  });
}

/** The hash that stands in the commit's trailer: over all that was signed, without the person's account. */
export function grantHash(grant: Grant): string {
  const { personId: _, ...rest } = grant;
  return sha256Hex(canonicalJson(rest));
}

/** Who of those that wrote along has not granted exactly this patch yet. */
export function stillToSign<P extends { personId: string }>(
  signers: readonly P[],
  grants: readonly Pick<Grant, "personId" | "patchSha">[],
  patch: Patch,
): P[] {
  const hash = patchHash(patch);
  return signers.filter(
    ({ personId }) => !grants.some((grant) => grant.personId === personId && grant.patchSha === hash),
  );
}

/** The licence of what several people wrote together: public domain only where everybody gave it up (rule R1). */
export function jointLicence(grants: readonly Pick<Grant, "licence">[]): GrantLicence {
  return grants.length > 0 && grants.every(({ licence }) => licence === "CC0-1.0")
    ? "CC0-1.0"
    : "CC-BY-NC-SA-4.0";
}

/** Nothing is published without a grant over exactly this patch. */
export function coversPatch(grant: Pick<Grant, "patchSha"> | null, patch: Patch): Outcome<true> {
  if (!grant)
    return refuse("proposal.not-granted", "This proposal has no licence grant, so it cannot be published.");
  if (grant.patchSha !== patchHash(patch)) {
    return refuse(
      "proposal.not-granted",
      "The text changed after the grant was signed; its author has to submit it again.",
    );
  }
  return ok(true);
}
