/** Why a model gave no usable answer; a problem's `at` is `model:` and one of these. */
export type ModelFault =
  | "offline"
  | "timeout"
  | "stopped"
  | "auth"
  | "limit"
  | "refused-request"
  | "server"
  | "too-large"
  | "not-text"
  | "truncated"
  | "withheld"
  | "empty";

export interface Guard {
  signal: AbortSignal;
  maxBytes: number;
  /** Wait before the one retry, in milliseconds, when the server names none. */
  retryDelayMs: number;
  /** Told what went wrong, since the layers above wrap errors beyond recognition. */
  onFault: (fault: ModelFault) => void;
}

/** A server that asks for a longer pause than this is not waited for: a person is waiting for us. */
const longestPauseMs = 5_000;

/**
 * A fetch for one request to a model: no redirects (they would carry the key and the text elsewhere), one retry at most
 * and only where the server did no work that counts (429, 5xx, no connection), a bounded answer that must be UTF-8.
 */
export function guardedFetch(guard: Guard): typeof fetch {
  return async (input, init) => {
    const attempt = () => fetch(input, { ...init, signal: guard.signal, redirect: "error" });
    let response: Response;
    try {
      response = await attempt().catch(async (error: unknown) => {
        if (guard.signal.aborted) throw error;
        await pause(guard.retryDelayMs, guard.signal);
        return attempt();
      });
      if (response.status === 429 || response.status >= 500) {
        const wait = retryAfterMs(response) ?? guard.retryDelayMs;
        if (wait <= longestPauseMs) {
          await response.body?.cancel();
          await pause(wait, guard.signal);
          response = await attempt();
        }
      }
    } catch (error) {
      if (!guard.signal.aborted) guard.onFault("offline");
      throw error;
    }
    if (!response.ok) {
      guard.onFault(statusFault(response.status));
      await response.body?.cancel();
      // What an error page says may repeat the key or the text; the status is all that is needed.
      return new Response("{}", { status: response.status });
    }
    const body = await boundedText(response, guard);
    return new Response(body, { status: response.status, headers: { "content-type": "application/json" } });
  };
}

function statusFault(status: number): ModelFault {
  if (status === 401 || status === 403) return "auth";
  if (status === 429 || status === 402) return "limit";
  return status >= 500 ? "server" : "refused-request";
}

async function boundedText(response: Response, guard: Guard): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += part.length;
      if (bytes > guard.maxBytes) {
        guard.onFault("too-large");
        throw new Error("The answer is too large");
      }
      parts.push(part);
    }
  } catch (error) {
    if (!guard.signal.aborted && bytes <= guard.maxBytes) guard.onFault("offline");
    throw error;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch (error) {
    guard.onFault("not-text");
    throw error;
  }
}

/** Seconds, or a date measured against the server's own clock (RFC 9110, section 10.2.3). */
function retryAfterMs(response: Response): number | null {
  const value = response.headers.get("retry-after");
  if (value === null) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value) - Date.parse(response.headers.get("date") ?? "");
  return Number.isFinite(until) ? Math.max(0, until) : null;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new Error("Stopped while waiting"));
      },
      { once: true },
    );
  });
}
