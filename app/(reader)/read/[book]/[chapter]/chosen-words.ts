/** What stands on the page but not in the text of the chapter: numbers we set, marks, buttons, mathematics said twice. */
const ours =
  ".katex-mathml, .section-number, .heading-anchor, .heading-edit, .caption-label, .box-label, .equation-number, .note-back, .copy-code";

/** The longest a report carries, in UTF-16 units; the same as lib/features/file-erratum takes. */
const longest = { quote: 500, around: 100 };

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
