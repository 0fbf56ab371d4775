/** Names whose values never reach a log, wherever they are nested. Compared without case, dashes and underscores. */
const secretNames =
  /pass(?:word|wd|phrase)?$|secret|token$|^auth$|authorization|cookie|apikey|privatekey|credential|signature|databaseurl|smtpurl/;
/** Personal, and not needed to find a fault. */
const personalNames = /^(?:e?mail|.*email|to|reporter.*|ip|useragent)$/;

/** What secrets look like in running text. Every repetition is bounded: a long text must not cost more than its length. */
const inText: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@"']{0,300}@/gi, "$1…@"],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, "$1 …"],
  [/\b(?:gh[pousr]_|github_pat_)\w{10,}/g, "…"],
  [/\bsk-[\w-]{10,}/g, "…"],
];

const maxDepth = 6;
const maxText = 4000;
const maxItems = 100;

/** Take secrets out of text. */
export function hideSecrets(text: string): string {
  let out = text;
  for (const [sign, put] of inText) out = out.replace(sign, put);
  return out;
}

/** Take secrets out of text and bound its length. */
function scrubText(text: string): string {
  const out = hideSecrets(text.slice(0, 2 * maxText));
  return out.length > maxText ? `${out.slice(0, maxText)}…` : out;
}

/** Take secrets out of whatever is logged. Errors keep their name, message, stack and cause, and nothing else. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return "…";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const code = "code" in value && typeof value.code === "string" ? { code: value.code } : {};
    const kept = { name, message: scrubText(message), stack: scrubText(stack ?? ""), ...code };
    return cause === undefined ? kept : { ...kept, cause: scrub(cause, depth + 1) };
  }
  if (Array.isArray(value)) return value.slice(0, maxItems).map((each) => scrub(each, depth + 1));
  if (value instanceof Map || value instanceof Set) return scrub([...value].slice(0, maxItems), depth);
  const out: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value).slice(0, maxItems)) {
    const plain = key.toLowerCase().replace(/[-_ ]/g, "");
    out[key] = secretNames.test(plain) || personalNames.test(plain) ? "[hidden]" : scrub(each, depth + 1);
  }
  return out;
}
