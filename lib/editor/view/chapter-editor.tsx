"use client";

import type { EditorView } from "@codemirror/view";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Mode, Place } from "./mode.ts";
import type { ToolbarResources } from "./question.tsx";
import { SourceEditor } from "./source/source-editor.tsx";
import { changeBetween, lineEnding, type Step, withStep } from "./steps.ts";
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

type ModeName = "visual" | "source";
const modes = { visual: "As it looks", source: "Source" } as const;
const noAddress = (): null => null;
/** Steps that are kept apart for undoing them in the other mode. Each costs the visual editor a reading of the chapter. */
const most = { visual: 12, source: 100 } as const;

/**
 * A chapter to edit, as it looks or as its source; going from one to the other keeps every byte, the place and what
 * can be undone. Both editors stay; the one that is shown takes over what was done in the other.
 */
export function ChapterEditor(props: ChapterEditorProps) {
  const { revision, readOnly = false } = props;
  const [mode, setMode] = useState<ModeName>("visual");
  const [visited, setVisited] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  const ending = useRef(lineEnding(props.source)).current;
  const visual = useRef<Mode | null>(null);
  const source = useRef<Mode | null>(null);
  const view = useRef<EditorView | null>(null);
  /** The text each editor has, and what it has still to take over. */
  const texts = useRef({ visual: props.source, source: props.source });
  const waiting = useRef<Record<ModeName, Step[]>>({ visual: [], source: [] });
  const shown = useRef(mode);
  const going = useRef<{ place: Place | null; focus: boolean } | null>(null);

  const wait = useCallback((name: ModeName, changes: Step["changes"]) => {
    waiting.current[name] = withStep(waiting.current[name], { changes, at: Date.now() }, most[name]);
  }, []);
  const changeVisual = useCallback(
    (next: string) => {
      const changes = changeBetween(texts.current.visual, next, ending);
      texts.current.visual = next;
      if (changes) wait("source", changes);
      latest.current.onChange(next);
    },
    [ending, wait],
  );
  const changeSource = useCallback((next: string) => {
    texts.current.source = next;
    latest.current.onChange(next);
  }, []);

  /** Let the editor that is shown take over what it has not seen. */
  const catchUp = useCallback(() => {
    const name = shown.current;
    const other = name === "visual" ? "source" : "visual";
    const steps = waiting.current[name];
    waiting.current[name] = [];
    if (steps.length > 0) (name === "visual" ? visual : source).current?.take(steps);
    texts.current[name] = texts.current[other];
  }, []);

  useLayoutEffect(() => {
    if (shown.current === mode) return;
    shown.current = mode;
    catchUp();
    const { place, focus } = going.current ?? { place: null, focus: false };
    if (place) (mode === "visual" ? visual : source).current?.show(place, focus);
  }, [catchUp, mode]);

  const taken = useRef(revision);
  useLayoutEffect(() => {
    if (taken.current === revision) return;
    taken.current = revision;
    const name = shown.current;
    const other = name === "visual" ? "source" : "visual";
    (name === "visual" ? visual : source).current?.flush();
    const changes = changeBetween(texts.current[name], latest.current.source, ending);
    if (!changes) return;
    wait(name, changes);
    wait(other, changes);
    texts.current[other] = latest.current.source;
    catchUp();
  }, [catchUp, ending, revision, wait]);

  const go = (next: ModeName, focus: boolean): void => {
    if (next === mode) return;
    const from = mode === "visual" ? visual : source;
    from.current?.flush();
    going.current = { place: from.current?.place() ?? null, focus };
    if (next === "source") setVisited(true);
    else latest.current.onPassage(null);
    setMode(next);
  };

  return (
    <div className="ed" data-mode={mode}>
      <div className="ed-bar">
        <fieldset className="ed-modes" aria-label="How to edit">
          {Object.entries(modes).map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-pressed={mode === name}
              // Who clicks goes on writing; who uses the keyboard stays at the button.
              onClick={(event) => go(name as ModeName, event.detail > 0)}
            >
              {label}
            </button>
          ))}
        </fieldset>
      </div>
      <div hidden={mode !== "visual"}>
        <VisualEditor
          opening={() => texts.current.visual}
          ending={ending}
          section={props.section}
          readOnly={readOnly}
          resources={props.resources}
          draw={props.draw}
          imageAddress={props.imageAddress ?? noAddress}
          onChange={changeVisual}
          onPassage={props.onPassage}
          mode={visual}
        />
      </div>
      {visited && (
        <div hidden={mode === "visual"}>
          <SourceEditor
            opening={() => texts.current.source}
            ending={ending}
            readOnly={readOnly}
            resources={props.resources}
            onChange={changeSource}
            onStep={(changes) => wait("visual", changes)}
            mode={source}
            view={view}
          />
        </div>
      )}
    </div>
  );
}
