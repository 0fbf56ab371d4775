"use client";

import { useEffect, useRef } from "react";
import type { OutlineEntry } from "./outline-of.ts";

/** The chapter's headings, each a way to it; the one that the person is at is marked. */
export function OutlinePanel({
  headings,
  current,
  length,
  onGo,
}: {
  headings: readonly OutlineEntry[];
  current: number;
  /** How long the chapter is, in words for people. */
  length: string;
  /** Go to a heading. */
  onGo(index: number): void;
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
              onClick={() => onGo(index)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
