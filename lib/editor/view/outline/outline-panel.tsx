"use client";

import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { useEffect, useRef } from "react";
import { type OutlineEntry, outlineOf } from "./outline-of.ts";

/** The chapter's headings, each a way to it; the one the cursor is under is marked. */
export function OutlinePanel({
  editor,
  headings,
  current,
  length,
  onGone,
}: {
  editor: Editor;
  headings: readonly OutlineEntry[];
  current: number;
  /** How long the chapter is, in words for people. */
  length: string;
  /** Told when a heading was gone to. */
  onGone?(): void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const { current: place } = list;
    const entry = place?.children[current];
    if (!place || !(entry instanceof HTMLElement)) return;
    // The list alone is scrolled, never the page.
    if (entry.offsetTop < place.scrollTop || entry.offsetTop > place.scrollTop + place.clientHeight - 40)
      place.scrollTop = entry.offsetTop - place.clientHeight / 2;
  }, [current]);
  const top = Math.min(...headings.map((heading) => heading.level));
  return (
    <nav className="ed-outline" aria-label="Outline">
      <p className="ed-outline-length">{length}</p>
      {headings.length === 0 && <p>No headings yet.</p>}
      <ul ref={list}>
        {headings.map(({ title, level, pos }, index) => (
          <li key={`${pos} ${title}`} style={{ paddingInlineStart: `${(level - top) * 0.9}rem` }}>
            <button
              type="button"
              {...(index === current ? { "aria-current": "location" } : {})}
              onClick={() => {
                goToHeading(editor, index, title);
                onGone?.();
              }}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function goToHeading(editor: Editor, index: number, title: string): void {
  const { view } = editor;
  const { tr, doc } = view.state;
  // What is shown is a moment behind what is typed.
  const { headings } = outlineOf(doc);
  const there = headings[index];
  const heading = there?.title === title ? there : headings.find((each) => each.title === title);
  if (!heading) return;
  const { pos } = heading;
  view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(pos + 1))));
  // On a phone the keyboard on the screen stays away until the text is tapped.
  if (!window.matchMedia("(pointer: coarse)").matches) view.dom.focus({ preventScroll: true });
  const dom = view.nodeDOM(pos);
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "start" });
}
