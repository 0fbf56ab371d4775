"use client";

import { useEffect, useState } from "react";
import { KeyDialog, LiveRegion } from "#lib/ui/index.ts";
import { addCopyButtons, addEditLinks } from "./added-controls.ts";
import { followSections } from "./follow-sections.ts";
import { showPreviews } from "./previews.ts";
import { SelectionMenu } from "./selection-menu.tsx";

/** What scripts add to a page that is complete without them. */
export function ReadingAids({
  previous,
  next,
  edit,
}: {
  previous: string | null;
  next: string | null;
  edit: string;
}) {
  const [keys, setKeys] = useState(false);
  const [said, setSaid] = useState("");

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      // Where a key already means something, it keeps its meaning.
      if (target.closest("input, textarea, select, dialog, [tabindex='0'], [contenteditable]")) return;
      if (event.key === "?") setKeys(true);
      else if (event.key === "ArrowLeft" && previous) window.location.assign(previous);
      else if (event.key === "ArrowRight" && next) window.location.assign(next);
      else if (event.key === "e") window.location.assign(edit);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [edit, next, previous]);

  useEffect(() => followSections(), []);
  useEffect(() => showPreviews(), []);
  useEffect(() => addCopyButtons(setSaid), []);
  useEffect(() => addEditLinks(edit), [edit]);

  return (
    <>
      <SelectionMenu edit={edit} />
      <LiveRegion>{said}</LiveRegion>
      {keys && (
        <KeyDialog
          groups={[
            {
              keys: [
                ["←", "previous chapter"],
                ["→", "next chapter"],
                ["e", "suggest an edit"],
                ["?", "this list"],
              ],
            },
          ]}
          onClose={() => setKeys(false)}
        />
      )}
    </>
  );
}
