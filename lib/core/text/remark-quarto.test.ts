import { type Processor, unified } from "unified";
import { describe, expect, it } from "vitest";
import { remarkQuarto } from "./index.ts";

const source = "# Scale {#sec-scale}\n\n::: {.callout-note}\nSee @fig-a and [@knuth1984].\n:::\n";

interface Node {
  type: string;
  children?: Node[];
}
const kinds = (node: Node): string[] => [node.type, ...(node.children ?? []).flatMap(kinds)];

describe("remarkQuarto", () => {
  it("lets unified read Quarto Markdown, and other plugins go on with the tree", async () => {
    const found: string[] = [];
    const note = () => (tree: Node) => void found.push(...kinds(tree));
    function count(this: Processor) {
      this.compiler = (tree) => String(kinds(tree).length);
    }
    const file = await unified().use(remarkQuarto).use(note).use(count).process(source);
    expect(found).toEqual(expect.arrayContaining(["heading", "div", "citation", "crossReference"]));
    expect(String(file)).toBe(String(found.length));
  });
});
