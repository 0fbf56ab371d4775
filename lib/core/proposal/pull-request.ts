import { commitMessage, type Trailer } from "../licence/index.ts";

/** Who makes the commits of branches that show proposals; the contributor is their author. */
export const platform = { name: "Colophon", email: "platform@colophon.invalid" } as const;

/** The branch that shows a proposal at the book's host; `attempt` counts those that were merged before it. */
export function proposalBranch(number: number, attempt = 1): string {
  return attempt === 1 ? `colophon/proposal-${number}` : `colophon/proposal-${number}-${attempt}`;
}

/** The branch after one that was merged with a part of the proposal. */
export function nextBranch(number: number, branch: string): string {
  const last = /-(\d+)-(\d+)$/u.exec(branch)?.[2];
  return proposalBranch(number, last ? Number(last) + 1 : 2);
}

/** The message of the commit that shows a proposal. `Proposal-Id` says that the branch is ours to move. */
export function shownMessage(
  proposal: { id: string; number: number; title: string; rationale: string },
  licences: readonly string[],
  coAuthors: readonly { name: string; email: string }[],
): string {
  const trailers: Trailer[] = [
    ["Proposal", String(proposal.number)],
    ...licences.map((licence) => ["Licence", licence] as const),
    ["Proposal-Id", proposal.id],
    ...coAuthors.map(({ name, email }) => ["Co-authored-by", `${name} <${email}>`] as const),
  ];
  return commitMessage(proposal.title, proposal.rationale, trailers);
}

/** What a pull request says of the proposal it shows, as GitHub's Markdown. */
export function pullRequestBody(facts: {
  id: string;
  number: number;
  rationale: string;
  authors: readonly string[];
  licences: readonly string[];
  /** Models that helped. */
  assistants: readonly string[];
  errata: readonly number[];
  /** The commit it was published in, once it is. */
  published: string | null;
  /** Address of this site. */
  site: string;
}): string {
  const { number, site } = facts;
  const rows = [
    ["By", facts.authors.map(plain).join(", ")],
    ["Licence", facts.licences.join(", ") || "not granted yet"],
    ["Written with", facts.assistants.map(plain).join(", ")],
    ["Answers", facts.errata.map((each) => `[report ${each}](${site}/errata/${each})`).join(", ")],
    ["Published in", facts.published ?? ""],
  ].filter(([, words]) => words !== "");
  return [
    facts.rationale.trim() === "" ? "" : quote(facts.rationale),
    `**[Read and judge it as readers will see it](${site}/review/${number})** (proposal ${number})`,
    rows.map(([name, words]) => `- ${name}: ${words}`).join("\n"),
    `<!-- colophon:proposal:${facts.id} -->`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Somebody's words, so that nothing in them becomes markup, a mention or a reference of GitHub's. */
function quote(text: string): string {
  return text
    .trim()
    .split(/\r\n?|\n/u)
    .map((line) => `> ${plain(line)}`.trimEnd())
    .join("\n");
}

function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/[\\`*_{}[\]<>#|!~]/gu, "\\$&")
    .replace(/@(?=\w)/gu, "@\u200b");
}
