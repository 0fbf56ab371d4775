import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Works } from "#lib/features/ports/index.ts";

/** Where agencies that register DOIs answer for them (https://citation.doi.org/docs.html). */
const agencies = ["crossref.org", "datacite.org", "crosscite.org", "medra.org", "jalc.net"];
const longest = 100_000;
const hops = 3;

/**
 * Look works up at a resolver of DOIs, as in `https://doi.org`. Null: nothing is asked for.
 * Problems: `not-found` where the resolver does not know the DOI, `storage.unavailable` where it cannot be asked, both
 * with what to do instead.
 */
export function createWorks(resolver: string | null, timeoutMs = 10_000): Works {
  return {
    async bibtex(doi) {
      if (resolver === null)
        return refuse("not-found", `Works are not looked up on this site. ${instead}`, "reference");
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return await ask(
          new URL(`${resolver}/${encodeURIComponent(doi).replaceAll("%2F", "/")}`),
          resolver,
          signal,
        );
      } catch {
        return refuse(
          "storage.unavailable",
          `The work could not be looked up just now. ${instead}`,
          "reference",
        );
      }
    },
  };
}

const instead = "Please paste its BibTeX entry instead.";

async function ask(first: URL, resolver: string, signal: AbortSignal): Promise<Outcome<string>> {
  let address = first;
  for (let hop = 0; hop <= hops; hop++) {
    const response = await fetch(address, {
      headers: { accept: "application/x-bibtex" },
      redirect: "manual",
      signal,
    });
    if ([301, 302, 303, 307, 308].includes(response.status)) {
      await response.body?.cancel();
      const next = URL.parse(response.headers.get("location") ?? "", address);
      if (!next || !isAnswerer(next, resolver)) return unknown();
      address = next;
      continue;
    }
    const body = await readBounded(response);
    if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
    return response.ok && body.trimStart().startsWith("@") ? ok(body.trim()) : unknown();
  }
  return unknown();
}

function unknown(): Outcome<never> {
  return refuse(
    "not-found",
    `Nothing is known under this DOI. Look at it once more, or ${instead[0]!.toLowerCase()}${instead.slice(1)}`,
    "reference",
  );
}

function isAnswerer(address: URL, resolver: string): boolean {
  if (address.origin === new URL(resolver).origin) return true;
  return (
    address.protocol === "https:" &&
    address.port === "" &&
    agencies.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`))
  );
}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > longest) throw new Error("The answer is too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
