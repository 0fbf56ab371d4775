import { RequestError } from "@octokit/request-error";
import { refuse } from "#lib/core/outcome.ts";

/** What became of a request that did not answer as hoped. */
export interface Failure {
  /** 0 where no answer came. */
  status: number;
  /** GitHub's own words, bounded and without secrets; empty where there were none. */
  words: string;
  /** What an app would need, as GitHub names it: `pull_requests=write`. */
  needs: string;
  /** ISO 8601; null where GitHub did not ask for a pause. */
  silentUntil: string | null;
}

/** @throws what is no failure of a request */
export function readFailure(error: unknown, silentUntil: string | null): Failure {
  if (error instanceof RequestError) {
    const answered = error.response !== undefined;
    return {
      status: answered ? error.status : 0,
      words: answered ? wordsOf(error.response?.data) : "",
      needs: String(error.response?.headers["x-accepted-github-permissions"] ?? ""),
      silentUntil,
    };
  }
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError")) {
    return { status: 0, words: "", needs: "", silentUntil };
  }
  throw error;
}

/** A write may have taken effect although its reply says nothing of it, or never came. */
export function isUncertain({ status }: Failure): boolean {
  return status === 0 || status >= 500;
}

/** A failure as an outcome for the person who can act on it. `at` is `github:` and the status. */
export function explainFailure(failure: Failure, kind: "read" | "write") {
  const { status, words } = failure;
  const at = `github:${status}`;
  const said = words === "" ? "" : ` GitHub says: ${words}`;
  if (isUncertain(failure)) {
    return kind === "read"
      ? refuse("github.unreachable", "GitHub cannot be reached at the moment. It is tried again later.", at)
      : refuse(
          "github.uncertain",
          "GitHub did not confirm a change. It is looked up before it is sent again.",
          at,
        );
  }
  if (failure.silentUntil !== null && (status === 403 || status === 429))
    return explainSilence(failure.silentUntil);
  if (status >= 300 && status < 400) {
    return refuse("github.moved", "The repository has another name on GitHub now.", at);
  }
  if (status === 401) {
    return refuse(
      "github.credentials",
      "GitHub does not accept Colophon's token or key. An admin can renew it in the settings.",
      at,
    );
  }
  if (status === 403) {
    const needs = failure.needs === "" ? "" : ` It needs: ${failure.needs.replaceAll("=", ": ")}.`;
    return refuse("github.permission-missing", `Colophon may not do this on GitHub.${needs}${said}`, at);
  }
  if (status === 404 || status === 410) {
    return refuse(
      "github.not-found",
      "GitHub does not have it, or Colophon may not see it. Check that the repository exists and that access was granted.",
      at,
    );
  }
  // 422 is many things; that a branch moved on is one that goes away by trying again.
  if (status === 405 || status === 409 || /not a fast forward|already exists/i.test(words)) {
    return refuse("github.conflict", `GitHub did not take the change.${said}`, at);
  }
  return refuse("github.refused", `GitHub refused the change.${said}`, at);
}

/** No token was issued, so nothing was sent. */
export function explainSignIn(failure: Failure) {
  if (failure.status === 0 || failure.status >= 500 || failure.silentUntil !== null) {
    return explainFailure(failure, "read");
  }
  return refuse(
    "github.credentials",
    "GitHub issues no token. Check that the app is installed and not suspended, and that its key is current.",
    `github:${failure.status}`,
  );
}

/** What answered is JSON, and not what GitHub would say. */
export function explainStranger() {
  return refuse(
    "github.unreachable",
    "What answers there is not GitHub as we know it. Check GITHUB_API_URL.",
  );
}

/** GitHub asked us to wait. */
export function explainSilence(until: string) {
  return refuse("github.limited", `Waiting for GitHub until ${until}.`, `until:${until}`);
}

const longestWords = 300;
const token = /\b(?:gh[pousr]_|github_pat_)\w+|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

function wordsOf(data: unknown): string {
  if (typeof data !== "object" || data === null || !("message" in data)) return "";
  const errors = "errors" in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.flatMap((each: unknown) => {
    if (typeof each === "string") return [each];
    if (typeof each !== "object" || each === null) return [];
    const { message, field, code } = each as { message?: unknown; field?: unknown; code?: unknown };
    return [typeof message === "string" ? message : `${field}: ${code}`];
  });
  return [String(data.message), ...details]
    .join(" ")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(token, "…")
    .slice(0, longestWords)
    .trim();
}
