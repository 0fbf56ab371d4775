import { fitWords } from "#lib/ui/index.ts";

/** What stands on the page but not in the text of the chapter: numbers we set, marks, buttons, mathematics said twice. */
const ours =
  ".katex-mathml, .section-number, .heading-anchor, .heading-edit, .caption-label, .box-label, .equation-number, .note-back, .copy-code";

/** Words chosen on the page, with what stands around them. */
export interface ChosenWords {
  quote: string;
  prefix: string;
  suffix: string;
  /** The ordinal of the nearest block around them. */
  block: string | null;
  /** The id of the section they stand in. */
  section: string | null;
  /** Where they are on the screen. */
  box: DOMRect;
}

/** The words of the chapter that are selected now; null where none are. */
export function readChosenWords(text: HTMLElement): ChosenWords | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  // Questions stand between the sections, but their words are not the chapter's.
  if (range.startContainer.parentElement?.closest(".quiz")) return null;
  const first = blockOf(range.startContainer) ?? text;
  const last = blockOf(range.endContainer) ?? text;
  const before = document.createRange();
  before.setStart(first, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.selectNodeContents(last);
  after.setStart(range.endContainer, range.endOffset);
  const fitted = fitWords(words(before), words(range), words(after));
  if (fitted.quote === "") return null;
  return {
    ...fitted,
    block: first.dataset.block ?? null,
    section: sectionAbove(text, range.startContainer),
    box: range.getBoundingClientRect(),
  };
}

function words(range: Range): string {
  const part = range.cloneContents();
  for (const each of part.querySelectorAll(ours)) each.remove();
  // Blocks follow one another without a space between them in the tree.
  for (const each of part.querySelectorAll("p, li, td, th, h2, h3, h4, dt, dd")) each.append(" ");
  return part.textContent ?? "";
}

function blockOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>("[data-block]") ?? null;
}

function sectionAbove(text: HTMLElement, node: Node): string | null {
  const above = [...text.querySelectorAll<HTMLElement>(":is(h2, h3)[id]")].filter(
    (heading) =>
      heading.contains(node) || heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.id ?? null;
}
