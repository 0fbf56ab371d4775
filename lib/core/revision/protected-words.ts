/** A token among running words; offsets are within the text that was looked at. */
export interface WordToken {
  kind: "number" | "negation" | "term" | "link" | "footnote";
  key: string;
  start: number;
  end: number;
}

// A word with a digit in it, with what belongs to it on both sides: 1,024 · 3.5 · FP16 · 10:30 · 2019–2021.
const withDigit = /[\p{L}\p{N}_]+(?:[.,:/×·–−-]\p{N}[\p{L}\p{N}_]*)*/gu;
const unit =
  /^×|^[ \u00A0\u202F~]?(?:%|‰|°[CF]?|[kKMGTPEmµμn]?(?:B|b|W|Wh|J|Hz|s|m|g|V|A|K|bps|FLOPS?|FLOPs|OPS|TOPS|flops?)(?:\/(?:s|h|W|mm²|s²|GB|kWh))?|(?:ms|ns|µs|μs|min|h|kg|km|mm|nm|cm|[KMGTPE]iB|[TGPME]FLOPS?|[TGPM]?OPS|kWh|MWh|GWh|fps|dB|ppm|x)|percent(?:age points?)?|million|billion|trillion|thousand|hundred|bits?|bytes?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|watts?|joules?|degrees?|parameters|cores?|nodes?|layers?)(?![\p{L}\p{N}])/u;
const numberWord =
  /(?<![\p{L}\p{N}_])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|half|twice|thrice|tenfold|twofold|threefold|dozens?)(?![\p{L}\p{N}_])/giu;
const negationWord =
  /(?<![\p{L}\p{N}_])(?:not|cannot|never|none|neither|nor|without|no|nothing|nobody|nowhere|\p{L}+n['’]t)(?![\p{L}\p{N}_])/giu;
const address = /(?:[a-z][a-z\d+.-]{1,20}:\/\/|www\.|mailto:)[^\s<>"'“”’]+/giu;
const footnoteMark = /\[\^[^\]\s]{1,200}\]/gu;

/** Numbers with their units, negations, bare addresses, footnote marks and given terms in running words. */
export function wordTokens(text: string, terms: readonly string[]): WordToken[] {
  const tokens: WordToken[] = [];
  const taken: [number, number][] = [];
  const free = (start: number, end: number): boolean => !taken.some(([from, to]) => start < to && end > from);
  const add = (kind: WordToken["kind"], key: string, start: number, end: number): void => {
    if (!free(start, end)) return;
    taken.push([start, end]);
    tokens.push({ kind, key, start, end });
  };
  for (const match of text.matchAll(address))
    add(
      "link",
      match[0].replace(/[.,;:!?)]+$/, ""),
      match.index,
      match.index + match[0].replace(/[.,;:!?)]+$/, "").length,
    );
  for (const match of text.matchAll(footnoteMark))
    add("footnote", match[0], match.index, match.index + match[0].length);
  for (const match of text.matchAll(withDigit)) {
    if (!/\p{N}/u.test(match[0])) continue;
    const sign =
      /(?:^|[\s(])([-−+±<>≤≥≈~$€£]+)$/u.exec(text.slice(Math.max(0, match.index - 4), match.index))?.[1] ??
      "";
    const end = match.index + match[0].length;
    const measure = unit.exec(text.slice(end, end + 24))?.[0] ?? "";
    add(
      "number",
      `${sign}${match[0]}${measure}`.replace(/[\s\u00A0\u202F~]+/gu, " "),
      match.index - sign.length,
      end + measure.length,
    );
  }
  for (const match of text.matchAll(numberWord))
    add("number", match[0].toLowerCase(), match.index, match.index + match[0].length);
  for (const match of text.matchAll(negationWord)) {
    const word = match[0].toLowerCase();
    const key = word === "cannot" || /n['’]t$/.test(word) ? "not" : word;
    add("negation", key, match.index, match.index + match[0].length);
  }
  for (const term of terms) {
    if (term === "") continue;
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length))
      if (
        !/[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, at - 2), at)) &&
        !/^[\p{L}\p{N}_]/u.test(text.slice(at + term.length, at + term.length + 2))
      )
        add("term", term, at, at + term.length);
  }
  return tokens.sort((a, b) => a.start - b.start);
}
