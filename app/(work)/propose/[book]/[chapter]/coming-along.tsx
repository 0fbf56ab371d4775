"use client";

import { AdditionList, type AdditionView } from "../../../additions.tsx";

/** The images and references that the text uses now. The server decides it anew when the proposal is sent. */
export function ComingAlong({
  additions,
  text,
  changed,
}: {
  additions: readonly AdditionView[];
  text: string;
  /** Whether the text is another than the book's; else what was added is all that is proposed. */
  changed: boolean;
}) {
  const used = changed
    ? additions.filter((each) => (each.kind === "image" ? shows(text, each.path) : cites(text, each.key)))
    : additions;
  if (used.length === 0) return null;
  return (
    <section className="propose-changes" aria-labelledby="along">
      <h2 id="along">What comes along</h2>
      <p className="work-hint">
        {changed
          ? "Take it out of the text, and it stays out of the book."
          : "You have changed no text, so the editors decide on each of these by itself."}
      </p>
      <AdditionList additions={used} />
    </section>
  );
}

function shows(text: string, path: string): boolean {
  return text.includes(path.slice(path.lastIndexOf("/") + 1));
}

function cites(text: string, key: string): boolean {
  const written = key.replace(/[.*+?^$()|[\]\\{}]/gu, "\\$&");
  return new RegExp(`@\\{?${written}(?![\\p{L}\\p{N}_])`, "u").test(text);
}
