import { sha256Hex } from "./hash.ts";

/** The licences a contributor can choose from, as SPDX identifiers. */
export type GrantLicence = "CC-BY-NC-SA-4.0" | "CC0-1.0";

export const grantLicences: readonly GrantLicence[] = ["CC-BY-NC-SA-4.0", "CC0-1.0"];

/** A text people sign, pinned by version and bytes. */
export interface Statement {
  licence: GrantLicence;
  version: string;
  title: string;
  text: string;
  sha256: string;
}

const version = "2026-11-1";

const shared = `I wrote this change myself, or I have the right to pass it on. As far as I know nobody else, such as an employer or a university, has rights in it that stand in the way. If a tool helped me write it, I have read the result and answer for it.

I am at least 13 years old; if I am not yet of age where I live, a parent or guardian agrees.

My change and the name I chose to be credited by will be public, in the book, in its revision history and in the licence ledger, for good. Until the change is published I can take it back. After that the licence stays; I can then still ask for my name to be removed.`;

const texts: Record<GrantLicence, { title: string; text: string }> = {
  "CC-BY-NC-SA-4.0": {
    title: "The book’s licence: CC BY-NC-SA 4.0",
    text: `I keep the copyright in my change and license it to everyone under the Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International licence (https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode): anyone may share and adapt it for non-commercial purposes if they give credit and share alike.\n\n${shared}`,
  },
  "CC0-1.0": {
    title: "Public domain: CC0 1.0",
    text: `I give up all rights in my change that I can give up, worldwide, by the Creative Commons CC0 1.0 Universal dedication (https://creativecommons.org/publicdomain/zero/1.0/legalcode): anyone may use it for any purpose. Where my words change text that is under the book’s licence, that text as a whole stays under the book’s licence.\n\n${shared}`,
  },
};

/** The statement in force for a licence. */
export function statementFor(licence: GrantLicence): Statement {
  const { title, text } = texts[licence];
  return { licence, version, title, text, sha256: sha256Hex(text) };
}
