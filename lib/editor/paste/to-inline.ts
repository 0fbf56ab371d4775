/** Running text of cleaned HTML as inline content of a document. */
import type { Mark, Node as ProseNode, Schema } from "@tiptap/pm/model";
import { directAddress } from "./google-docs.ts";
import { type HtmlElement, type HtmlNode, textOf } from "./html.ts";

const marks: Readonly<Record<string, string>> = {
  strong: "strong",
  b: "strong",
  em: "emphasis",
  i: "emphasis",
  cite: "emphasis",
  code: "code",
  tt: "code",
  kbd: "code",
  samp: "code",
  s: "strike",
  del: "strike",
  strike: "strike",
  sup: "superscript",
  sub: "subscript",
};

/** Addresses that lead somewhere from any page. */
const leads = /^(?:https?:\/\/|mailto:)\S+$/iu;

/** A run of text before it becomes nodes. */
type Run = { text: string; marks: readonly Mark[] } | { node: ProseNode };

/** Collects text, collapses its white space as a browser would, and gives it as nodes. */
export class InlineText {
  private readonly schema: Schema;
  private readonly onImage: () => void;
  private runs: Run[] = [];

  constructor(schema: Schema, onImage: () => void) {
    this.schema = schema;
    this.onImage = onImage;
  }

  add(node: HtmlNode, around: readonly Mark[] = []): void {
    if (typeof node === "string") this.addText(node, around);
    else if (node.name === "br") this.runs.push({ node: this.schema.node("hardBreak") });
    else if (node.name === "img") this.addImage(node, around);
    else if (node.name === "formula") this.addFormula(node);
    else if (node.name === "note-mark")
      this.runs.push({
        node: this.schema.node("footnoteReference", { source: `[^${node.attributes.label}]` }),
      });
    else {
      const mark = this.markOf(node, around);
      const inside = mark ? mark.addToSet(around) : around;
      for (const child of node.children) this.add(child, inside);
    }
  }

  /** What was collected, without white space at the ends; nothing is left behind. */
  take(): ProseNode[] {
    const { runs } = this;
    this.runs = [];
    const nodes: ProseNode[] = [];
    let space = true;
    for (const run of runs) {
      if ("node" in run) {
        if (run.node.type.name === "hardBreak") {
          trimEnd(nodes, this.schema);
          space = true;
        } else space = false;
        nodes.push(run.node);
        continue;
      }
      let { text } = run;
      if (space) text = text.replace(/^[ \u00a0]/u, "");
      if (text === "") continue;
      space = /[ \u00a0]$/u.test(text);
      nodes.push(this.schema.text(text, run.marks));
    }
    const breaks = (node: ProseNode | undefined): boolean => node?.type.name === "hardBreak";
    while (breaks(nodes[0])) nodes.shift();
    trimEnd(nodes, this.schema);
    while (breaks(nodes[nodes.length - 1])) {
      nodes.pop();
      trimEnd(nodes, this.schema);
    }
    return nodes;
  }

  private addText(text: string, around: readonly Mark[]): void {
    // One no-break space between words is typography; several are layout.
    const collapsed = text
      .replace(/[\s\u00a0]{2,}/gu, " ")
      .replace(/[\t\n\f\r ]/gu, " ")
      .replace(/[\u200b\u2060\ufeff\u00ad]/gu, "");
    if (collapsed !== "") this.runs.push({ text: collapsed, marks: around });
  }

  private addImage({ attributes: { alt = "" } }: HtmlElement, around: readonly Mark[]): void {
    // An emoji drawn as a picture is its letter.
    if (/^(?:\p{Extended_Pictographic}|\u200d|\ufe0f|\p{EMod})+$/u.test(alt)) this.addText(alt, around);
    else this.onImage();
  }

  private addFormula(node: HtmlElement): void {
    const tex = textOf(node).replace(/\s+/gu, " ").trim();
    if (tex !== "") this.runs.push({ node: this.schema.node("inlineMath", { source: `$${tex}$` }) });
  }

  private markOf(node: HtmlElement, around: readonly Mark[]): Mark | null {
    if (around.some((mark) => mark.type.name === "code")) return null;
    if (node.name === "a") {
      const href = directAddress((node.attributes.href ?? "").trim());
      return leads.test(href) && textOf(node).trim() !== "" ? this.schema.mark("link", { href }) : null;
    }
    const name = marks[node.name];
    return name && textOf(node).trim() !== "" ? this.schema.mark(name) : null;
  }
}

function trimEnd(nodes: ProseNode[], schema: Schema): void {
  const last = nodes[nodes.length - 1];
  if (!last?.isText || !/[ \u00a0]$/u.test(last.text ?? "")) return;
  nodes.pop();
  const text = (last.text ?? "").trimEnd();
  if (text !== "") nodes.push(schema.text(text, last.marks));
  else trimEnd(nodes, schema);
}
