export interface FetchBounds {
  /** For one attempt, from asking to the last byte. */
  timeoutMs: number;
  maxBytes: number;
  /** Told of every answer that came, before anyone else sees it. */
  onAnswer: (status: number, headers: Headers, body: string) => void;
}

/**
 * A fetch that reads an answer whole, in bounded time and size. Octokit would take a body that broke off for an empty
 * one. Reading follows one redirect, and never to another origin; writing follows none, since a POST that is redirected
 * with 301 arrives as a GET and looks as if it had worked.
 */
export function boundedFetch(bounds: FetchBounds): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(bounds.timeoutMs);
    const signal = init?.signal ? AbortSignal.any([timeout, init.signal]) : timeout;
    const ask = async (address: string) => {
      const response = await fetch(address, { ...init, signal, redirect: "manual" });
      const body = await readBounded(response, bounds.maxBytes);
      bounds.onAnswer(response.status, response.headers, body);
      const empty = response.status === 204 || response.status === 304;
      return new Response(empty ? null : body, {
        status: response.status,
        headers: withoutLength(response.headers),
      });
    };
    const address = String(input);
    const first = await ask(address);
    if (init?.method !== "GET" || ![301, 302, 307, 308].includes(first.status)) return first;
    const location = first.headers.get("location");
    const next = location === null ? undefined : new URL(location, address);
    return next && next.origin === new URL(address).origin ? ask(next.href) : first;
  };
}

async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes) throw new TypeError("The answer is too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** What was read is not what was sent: it came compressed. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-length");
  kept.delete("content-encoding");
  return kept;
}
