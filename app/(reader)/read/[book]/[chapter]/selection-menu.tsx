"use client";

import { type CSSProperties, useEffect, useState } from "react";
import { type ChosenWords, readChosenWords } from "./chosen-words.ts";

/** Under chosen words: report them, or edit the passage. On a phone it stands at the foot of the screen. */
export function SelectionMenu({ edit }: { edit: string }) {
  const [chosen, setChosen] = useState<ChosenWords | null>(null);

  useEffect(() => {
    const text = document.getElementById("ui-text");
    if (!text) return;
    let held = false;
    let frame = 0;
    const read = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => !held && setChosen(readChosenWords(text)));
    };
    const press = () => {
      held = true;
    };
    const release = () => {
      held = false;
      read();
    };
    const close = (event: KeyboardEvent) => event.key === "Escape" && setChosen(null);
    document.addEventListener("pointerdown", press);
    document.addEventListener("pointerup", release);
    document.addEventListener("pointercancel", release);
    document.addEventListener("selectionchange", read);
    document.addEventListener("keydown", close);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("pointerup", release);
      document.removeEventListener("pointercancel", release);
      document.removeEventListener("selectionchange", read);
      document.removeEventListener("keydown", close);
    };
  }, []);

  if (!chosen) return null;
  const { book = "", chapter = "", commit = "" } = document.getElementById("ui-text")?.dataset ?? {};
  const { quote, prefix, suffix, block, section, box } = chosen;
  const words = { commit, quote, prefix, suffix, ...(block === null ? {} : { block }) };
  const report = new URLSearchParams({ book, chapter, ...words });
  const passage = new URLSearchParams({ ...(section === null ? {} : { section }), ...words });
  const place = {
    "--left": `${Math.max(8, Math.min(document.documentElement.clientWidth - 340, box.left)) + window.scrollX}px`,
    "--top": `${box.bottom + window.scrollY + 8}px`,
  };
  return (
    <div
      className="selection-menu"
      role="toolbar"
      aria-label="The words you chose"
      style={place as CSSProperties}
      // The words stay chosen while one of the two is pressed.
      onPointerDown={(event) => event.preventDefault()}
    >
      <a href={`/errata/new?${report}`} rel="nofollow" data-way="report">
        Suggest a correction
      </a>
      <a href={`${edit}?${passage}`} rel="nofollow">
        Suggest an edit
      </a>
    </div>
  );
}
