"use client";

import { type CSSProperties, useEffect, useState } from "react";

interface Chosen {
  left: number;
  top: number;
  query: string;
  section: string | null;
}

/** The chosen words with what stands around them, as far as the report needs it. */
function readSelection(): Chosen | null {
  const selection = window.getSelection();
  const text = document.getElementById("ui-text");
  if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !text) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const quote = selection.toString().replace(/\s+/gu, " ").trim();
  if (quote === "" || quote.length > 500) return null;
  const start =
    range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const block = start?.closest<HTMLElement>("[data-block]");
  const before = document.createRange();
  before.selectNodeContents(block ?? text);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.selectNodeContents(block ?? text);
  after.setStart(range.endContainer, range.endOffset);
  const around = (part: Range) => part.toString().replace(/\s+/gu, " ");
  const query = new URLSearchParams({
    book: text.dataset.book ?? "",
    chapter: text.dataset.chapter ?? "",
    commit: text.dataset.commit ?? "",
    quote,
    prefix: around(before).slice(-100),
    suffix: around(after).slice(0, 100),
    ...(block?.dataset.block ? { block: block.dataset.block } : {}),
  });
  const box = range.getBoundingClientRect();
  return {
    left: Math.max(8, Math.min(window.innerWidth - 330, box.left + window.scrollX)),
    top: box.bottom + window.scrollY + 8,
    query: query.toString(),
    section: sectionAbove(start),
  };
}

function sectionAbove(from: Element | null): string | null {
  const headings = [...document.querySelectorAll<HTMLElement>("#ui-text :is(h2, h3)[id]")];
  const above = headings.filter(
    (heading) => from && heading.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.id ?? null;
}

/** Appears under chosen words: report them, or edit the passage. */
export function SelectionMenu({ edit }: { edit: string }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    const read = () => setChosen(readSelection());
    const clear = () => window.getSelection()?.isCollapsed && setChosen(null);
    document.addEventListener("pointerup", read);
    document.addEventListener("keyup", read);
    document.addEventListener("selectionchange", clear);
    return () => {
      document.removeEventListener("pointerup", read);
      document.removeEventListener("keyup", read);
      document.removeEventListener("selectionchange", clear);
    };
  }, []);
  if (!chosen) return null;
  const section = chosen.section ? `?section=${encodeURIComponent(chosen.section)}` : "";
  return (
    <div
      className="selection-menu"
      role="toolbar"
      aria-label="The chosen words"
      style={{ "--left": `${chosen.left}px`, "--top": `${chosen.top}px` } as CSSProperties}
    >
      <a href={`/errata/new?${chosen.query}`}>Suggest a correction</a>
      <a href={`${edit}${section}`}>Suggest an edit</a>
    </div>
  );
}
