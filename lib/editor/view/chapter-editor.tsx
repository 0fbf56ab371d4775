"use client";

import { useRef, useState } from "react";
import type { ToolbarResources } from "./question.tsx";
import { SourceEditor } from "./source-editor.tsx";
import { VisualEditor } from "./visual-editor.tsx";

export interface ChapterEditorProps {
  /** The text to begin with; later ones are taken when `revision` changes. */
  source: string;
  revision: number;
  /** Id of the section to begin at. */
  section: string | null;
  resources: ToolbarResources;
  readOnly?: boolean;
  onChange(source: string): void;
  /** Draw a passage as it would look in the book; null when it cannot be drawn now. */
  draw(source: string): Promise<string | null>;
  /** The address of one of the chapter's images, by how the source names it; null when there is none. */
  imageAddress?(target: string): string | null;
  onPassage(passage: string | null): void;
}

const modes = { visual: "As it looks", source: "Source" } as const;
const noAddress = (): null => null;

/** A chapter to edit, as it looks or as its source; going from one to the other keeps every byte. */
export function ChapterEditor(props: ChapterEditorProps) {
  const { source, revision, readOnly = false } = props;
  const [mode, setMode] = useState<keyof typeof modes>("visual");
  const flush = useRef<(() => void) | null>(null);
  const [text, setText] = useState({ source, revision });
  if (text.revision !== revision) setText({ source, revision });
  const change = (next: string): void => {
    setText({ source: next, revision });
    props.onChange(next);
  };
  return (
    <div className="ed">
      <div className="ed-bar">
        <fieldset className="ed-modes" aria-label="How to edit">
          {Object.entries(modes).map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-pressed={mode === name}
              onClick={() => {
                flush.current?.();
                setMode(name as keyof typeof modes);
              }}
            >
              {label}
            </button>
          ))}
        </fieldset>
      </div>
      {mode === "visual" ? (
        <VisualEditor
          source={text.source}
          revision={revision}
          section={props.section}
          readOnly={readOnly}
          resources={props.resources}
          draw={props.draw}
          imageAddress={props.imageAddress ?? noAddress}
          onChange={change}
          onPassage={props.onPassage}
          flush={flush}
        />
      ) : (
        <SourceEditor key={revision} source={text.source} readOnly={readOnly} onChange={change} />
      )}
    </div>
  );
}
