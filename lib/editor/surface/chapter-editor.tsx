"use client";

import { useMemo, useState } from "react";
import { editableParts, partFor } from "./editable-part.ts";
import { SourceEditor } from "./source-editor.tsx";
import type { ToolbarResources } from "./toolbar.tsx";
import { VisualEditor } from "./visual-editor.tsx";

export interface ChapterEditorProps {
  /** The text to begin with; later ones are taken when `revision` changes. */
  source: string;
  revision: number;
  section: string | null;
  resources: ToolbarResources;
  onChange(source: string): void;
  draw(source: string): Promise<string | null>;
  onPassage(passage: string | null): void;
}

/** A chapter to edit, as it looks or as its source, section by section where it is long. */
export function ChapterEditor({
  source,
  revision,
  section,
  resources,
  onChange,
  draw,
  onPassage,
}: ChapterEditorProps) {
  const [mode, setMode] = useState<"visual" | "source">("visual");
  const [opened, setOpened] = useState({ text: source, revision, turn: 0 });
  const [text, setText] = useState(source);
  if (opened.revision !== revision) {
    setOpened({ text: source, revision, turn: opened.turn + 1 });
    setText(source);
  }
  const parts = useMemo(() => editableParts(opened.text), [opened.text]);
  const [index, setIndex] = useState(() => partFor(source, editableParts(source), section));
  const part = parts[Math.min(index, parts.length - 1)]!;
  const before = opened.text.slice(0, part.start);
  const after = opened.text.slice(part.end);
  const reopen = (next: number) => {
    setOpened((now) => ({ text, revision: now.revision, turn: now.turn + 1 }));
    setIndex(next);
  };
  const change = (inside: string) => {
    const whole = before + inside + after;
    setText(whole);
    onChange(whole);
  };
  const key = `${mode}${opened.turn}-${index}`;
  const inside = opened.text.slice(part.start, part.end);
  return (
    <div className="ed">
      <div className="ed-bar">
        <fieldset className="ed-modes" aria-label="How to edit">
          {(["visual", "source"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={mode === each}
              onClick={() => {
                reopen(index);
                setMode(each);
              }}
            >
              {each === "visual" ? "As it looks" : "Source"}
            </button>
          ))}
        </fieldset>
        {parts.length > 1 && (
          <label className="ed-part">
            Section
            <select
              className="control"
              value={index}
              onChange={(event) => reopen(Number(event.target.value))}
            >
              {parts.map((each, at) => (
                <option key={each.id + String(each.start)} value={at}>
                  {each.title}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {mode === "visual" ? (
        <VisualEditor
          key={key}
          source={inside}
          onChange={change}
          draw={draw}
          resources={resources}
          onPassage={onPassage}
        />
      ) : (
        <SourceEditor key={key} source={inside} onChange={change} />
      )}
    </div>
  );
}
