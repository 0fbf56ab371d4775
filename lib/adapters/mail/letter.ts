import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

export interface Letter {
  /** One plain address. */
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Further headers, such as List-Unsubscribe; those that say who, to whom and how are not among them. */
  headers?: Record<string, string>;
}

/** Headers that are the mailer's own. */
const ownHeaders =
  /^(?:from|sender|reply-to|to|cc|bcc|subject|date|message-id|mime-version|content-.*|return-path|received|dkim-.*|resent-.*)$/i;

/**
 * One plain address: no display name, quotes, comments or lists, in which a second receiver could hide. Letters of
 * other scripts are folded first, so that a look-alike of "@" or "." does not pass (NFKC).
 */
export function plainAddress(value: string): string | null {
  const address = value.normalize("NFKC").trim();
  const found =
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@((?:[\p{L}\p{N}-]{1,63}\.)*[\p{L}\p{N}-]{1,63})$/u.exec(address);
  if (
    !found ||
    address.length > 254 ||
    /^\.|\.\.|\.@/.test(address) ||
    /(?:^|\.)-|-(?:\.|$)/.test(found[1] ?? "")
  )
    return null;
  return address;
}

/** Text on one line, for headers. */
export function oneLine(text: string, limit: number): string {
  return [...text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()].slice(0, limit).join("");
}

/** Check a letter before it is handed on. Problem: `input.invalid`, `at` the field. */
export function checkLetter(letter: Letter): Outcome<Letter> {
  const to = plainAddress(letter.to);
  if (to === null) return refuse("input.invalid", "That is not a mail address that can be written to.", "to");
  const subject = oneLine(letter.subject, 200);
  if (subject === "") return refuse("input.invalid", "The letter has no subject.", "subject");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(letter.headers ?? {})) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || ownHeaders.test(name)) {
      return refuse("input.invalid", "That header cannot be set.", name);
    }
    headers[name] = oneLine(value, 900);
  }
  return ok({ ...letter, to, subject, headers, text: letter.text.toWellFormed() });
}
