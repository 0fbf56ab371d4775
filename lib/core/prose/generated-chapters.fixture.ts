import fc from "fast-check";

/**
 * Generators for tests: chapters with all kinds of blocks, odd line ends and repeated texts, and edits of
 * them such as people make.
 */
const sentence = fc
  .array(
    fc.constantFrom(
      "models",
      "the",
      "data",
      "**bold**",
      "[@a2020; @b]",
      "$x^2$",
      "and",
      "Größe",
      "8 ms",
      "@fig-one",
      "`code`",
      "not",
      "“quoted”",
      "\\index{A!b}",
      "日本語",
      "👩‍👩‍👧",
      "[^n]",
      "e.g.",
      "*em*",
      "a-b",
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((words) => words.join(" "));

const block: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: sentence },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 4 }), sentence)
      .map(([n, s]) => `${"#".repeat(n)} ${s} {#sec-${s.length}}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(sentence, { minLength: 1, maxLength: 3 })
      .map((items) => items.map((s) => `- ${s}`).join("\n")),
  },
  { weight: 1, arbitrary: sentence.map((s) => `\`\`\`python\n${s}\n\n# end\n\`\`\``) },
  {
    weight: 1,
    arbitrary: fc.tuple(sentence, sentence).map(([a, b]) => `::: {.callout-note}\n${a}\n\n${b}\n:::`),
  },
  { weight: 1, arbitrary: sentence.map((s) => `:::: {.panel}\n\n::: {.inner}\n\n${s}\n\n:::\n\n::::`) },
  { weight: 1, arbitrary: fc.constant("| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption {#tbl-one}") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "$$\nE = mc^2\n$$ {#eq-e}",
      "---",
      "<!-- note -->",
      "[^n]: A note.",
      ":::",
      "```",
      "same",
      "same",
    ),
  },
);

const separator: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constant("\n\n") },
  { weight: 1, arbitrary: fc.constantFrom("\n", "\n\n\n", "\r\n\r\n", "\n \n", "\n\n  ") },
);

/** A chapter in blocks with what stands between them. */
export const chapterParts = fc.record({
  lead: fc.constantFrom("", "", "\n", "\uFEFF", "---\ntitle: T\n---\n\n", "  "),
  blocks: fc.array(fc.tuple(block, separator), { maxLength: 9 }),
  end: fc.constantFrom("\n", "\n", "", "\r\n", "\n\n"),
});

type Parts = typeof chapterParts extends fc.Arbitrary<infer T> ? T : never;

/** The parts as one text. */
export function textOfParts({ lead, blocks, end }: Parts): string {
  return lead + blocks.map(([text, gap], i) => text + (i === blocks.length - 1 ? end : gap)).join("");
}

const edit = fc.record({
  kind: fc.constantFrom("reword", "remove", "insert", "move", "repeat", "gap", "split", "wrap"),
  at: fc.nat(20),
  to: fc.nat(20),
  text: sentence,
  gap: separator,
});

function edited(
  parts: Parts,
  edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[],
): Parts {
  const blocks = parts.blocks.map(([text, gap]): [string, string] => [text, gap]);
  for (const { kind, at, to, text, gap } of edits) {
    if (kind === "insert" || blocks.length === 0) {
      blocks.splice(at % (blocks.length + 1), 0, [text, gap]);
      continue;
    }
    const index = at % blocks.length;
    const [old, oldGap] = blocks[index]!;
    const words = old.split(" ");
    if (kind === "reword") blocks[index] = [words.with(to % words.length, text).join(" "), oldGap];
    if (kind === "remove") blocks.splice(index, 1);
    if (kind === "move") blocks.splice(to % blocks.length, 0, ...blocks.splice(index, 1));
    if (kind === "repeat") blocks.splice(to % blocks.length, 0, [old, gap]);
    if (kind === "gap") blocks[index] = [old, gap];
    if (kind === "split") blocks[index] = [words.join("\n\n"), oldGap];
    if (kind === "wrap") blocks[index] = [words.join("\n"), oldGap];
  }
  return { ...parts, blocks };
}

/** Two versions of a chapter: related, mostly, or arbitrary texts full of markup. */
export const versions: fc.Arbitrary<[string, string]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(chapterParts, fc.array(edit, { maxLength: 5 }))
      .map(([parts, edits]): [string, string] => [textOfParts(parts), textOfParts(edited(parts, edits))]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(chapterParts, chapterParts)
      .map(([a, b]): [string, string] => [textOfParts(a), textOfParts(b)]),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      ...[0, 1].map(() =>
        fc
          .array(
            fc.constantFrom(
              ":",
              ":::",
              "`",
              "```",
              "#",
              "\n",
              "\n\n",
              "\r\n",
              " ",
              "\t",
              "- ",
              "|",
              "> ",
              "a",
              "b",
              "a b",
              "\uFEFF",
              "\uD800",
              "{#x}",
              "$$",
              "---",
            ),
            { maxLength: 25 },
          )
          .map((parts) => parts.join("")),
      ),
    ) as fc.Arbitrary<[string, string]>,
  },
);

/** A chapter and two sets of edits of it. */
export const threeVersions: fc.Arbitrary<[string, string, string]> = fc
  .tuple(chapterParts, fc.array(edit, { maxLength: 4 }), fc.array(edit, { maxLength: 4 }))
  .map(([parts, ours, theirs]) => [
    textOfParts(parts),
    textOfParts(edited(parts, ours)),
    textOfParts(edited(parts, theirs)),
  ]);
