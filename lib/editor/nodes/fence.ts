/** A fence longer than any in the text. */
export function codeFence(text: string, wanted: "```" | "~~~"): string {
  const sign = wanted[0] ?? "`";
  let length = 3;
  for (const found of text.matchAll(sign === "`" ? /^[ \t]*(`{3,})/gmu : /^[ \t]*(~{3,})/gmu))
    length = Math.max(length, (found[1]?.length ?? 0) + 1);
  return sign.repeat(length);
}
