/** Labels and displayed formulas of LaTeX as the book writes them. */

const prefixes: Readonly<Record<string, string>> = {
  fig: "fig",
  figure: "fig",
  tab: "tbl",
  tbl: "tbl",
  table: "tbl",
  eq: "eq",
  eqn: "eq",
  equation: "eq",
  sec: "sec",
  section: "sec",
  ssec: "sec",
  subsec: "sec",
  ch: "sec",
  chap: "sec",
  chapter: "sec",
  lst: "lst",
  listing: "lst",
  thm: "thm",
  lem: "lem",
  def: "def",
};

/** `fig:cache` is `fig-cache` here; a name without a known kind gets that of what it stands on. */
export function labelOf(written: string, kind: string): string {
  const clean = written.trim().replace(/[^\p{L}\p{N}_:.-]+/gu, "-");
  const parts = /^([A-Za-z]+)[:.-](.+)$/u.exec(clean);
  const prefix = prefixes[(parts?.[1] ?? "").toLowerCase()];
  return parts && prefix
    ? `${prefix}-${parts[2]?.replace(/:/gu, "-")}`
    : `${kind}-${clean.replace(/:/gu, "-")}`;
}

/** Environments that hold a formula. */
export const formulas = /^(?:equation|align|gather|multline|eqnarray|displaymath|math)\*?$/u;

/** A displayed formula with its label; `environment` is the one it stood in. */
export function formula(written: string, environment: string | null): string {
  let id = "";
  const tex = written
    .replace(/\\label\{([^}]*)\}/u, (_all, label: string) => {
      id = ` {#${labelOf(label, "eq")}}`;
      return "";
    })
    .replace(/\\(?:nonumber|notag)\b/gu, "")
    .replace(/\n\s*\n/gu, "\n")
    .trim();
  const several = environment !== null && /^(?:align|gather|multline|eqnarray)$/u.test(environment);
  const inside = environment === "gather" ? "gathered" : "aligned";
  const body = several ? `\\begin{${inside}}\n${tex}\n\\end{${inside}}` : tex;
  return `\n\n$$\n${body}\n$$${id}\n\n`;
}
