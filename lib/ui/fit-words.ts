/** The longest a report carries, in UTF-16 units; the same as lib/features/file-erratum takes. */
const longest = { quote: 500, around: 100 };

/**
 * Chosen words as a report carries them: whole words (a finger rarely meets their edges), no longer than it takes. What
 * is cut off a long quote stands after it.
 */
export function fitWords(before: string, words: string, after: string) {
  const flat = (text: string) => text.replace(/\s+/gu, " ");
  const head = /^[\p{L}\p{N}]/u.test(words) ? (/[\p{L}\p{N}]+$/u.exec(before)?.[0] ?? "") : "";
  const tail = /[\p{L}\p{N}]$/u.test(words) ? (/^[\p{L}\p{N}]+/u.exec(after)?.[0] ?? "") : "";
  const whole = flat(words).trim() === "" ? "" : flat(`${head}${words}${tail}`).trim();
  const rest = whole.slice(longest.quote);
  return {
    quote: whole.slice(0, longest.quote),
    prefix: flat(before.slice(0, before.length - head.length)).slice(-longest.around),
    suffix: (rest === "" ? flat(after.slice(tail.length)) : rest).slice(0, longest.around),
  };
}
