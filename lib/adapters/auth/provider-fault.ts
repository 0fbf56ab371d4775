import type { SignInFailure } from "#lib/core/policy/index.ts";

/** Something the provider did or did not do, sorted for the person who signs in; the message is for the log. */
export class ProviderFault extends Error {
  readonly failure: SignInFailure;
  constructor(failure: SignInFailure, message: string) {
    super(message);
    this.name = "ProviderFault";
    this.failure = failure;
  }
}

/**
 * What went wrong, as next-auth reports it: its own errors, and ours or oauth4webapi's wrapped in them. `said` is the
 * error that the provider sent the browser back with, which next-auth keeps to itself.
 */
export function failureOf(error: unknown, said: string | null): SignInFailure {
  const { type, cause } = error as { type?: string; cause?: { err?: unknown } };
  if (type === "OAuthCallbackError") return said === "access_denied" ? "refused" : "misconfigured";
  if (type === "InvalidCheck") return "expired";
  const inner = cause?.err;
  if (inner instanceof ProviderFault) return inner.failure;
  // A state, issuer or code that is not the one this browser was sent away with.
  if (inner instanceof Error && "code" in inner && inner.code === "OAUTH_INVALID_RESPONSE") return "expired";
  return "failed";
}

/** One line for the log, without codes, tokens or cookies. */
export function describeFault(error: unknown, said: string | null): string {
  const {
    type,
    message = "",
    cause,
  } = error as { type?: string; message?: string; cause?: { err?: unknown } };
  if (type === "OAuthCallbackError")
    return `GitHub sent the browser back with ${said?.slice(0, 60) ?? "nothing"}`;
  return (cause?.err instanceof Error ? cause.err.message : message).split("\n")[0] ?? "";
}
