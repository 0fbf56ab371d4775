/** A fence longer than any in the text. */
export function codeFence(text: string, wanted: "```" | "~~~"): string {
  const sign = wanted[0] ?? "`";
  let length = 3;
  for (const found of text.matchAll(sign === "`" ? /^[ \t]*(`{3,})/gmu : /^[ \t]*(~{3,})/gmu))
    length = Math.max(length, (found[1]?.length ?? 0) + 1);
  return sign.repeat(length);
}

/** Whether the new text of a fenced block would end it; `head` is how its source begins. */
export function closesFence(head: string, before: string, after: string): boolean {
  const fence = /^(?:`{3,}|~{3,})/u.exec(head)?.[0];
  if (fence === undefined) return false;
  const closing = new RegExp(`^[ \\t]*${fence}`, "mu");
  return closing.test(after) && !closing.test(before);
}
