export { commitAddress } from "./commit-address.ts";
export {
  coversPatch,
  type Grant,
  grantHash,
  jointLicence,
  type Patch,
  type PatchAddition,
  type PatchFile,
  patchHash,
  signGrant,
  stillToSign,
} from "./grant.ts";
export { canonicalJson, sha256Hex } from "./hash.ts";
export { genesis, type LedgerEntry, type LedgerKind, nextEntry, verifyEntry } from "./ledger.ts";
export { type GrantLicence, grantLicences, type Statement, statementFor } from "./statement.ts";
export { commitMessage, parseTrailers, type Trailer } from "./trailer.ts";
