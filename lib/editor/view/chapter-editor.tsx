"use client";

import type { EditorView } from "@codemirror/view";
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Mode, Place } from "./mode.ts";
import type { ToolbarResources } from "./question.tsx";
import { SourceEditor } from "./source/source-editor.tsx";
import { Preview } from "./split/preview.tsx";
import { changeBetween, lineEnding, type Step, withStep } from "./steps.ts";
import type { LinkPlace } from "./together/link.ts";
import { useSourceUndo, useUndoLog } from "./undo/index.ts";
import { VisualEditor } from "./visual-editor.tsx";

export interface ChapterEditorProps {
  /** The text to begin with; later ones are taken when `revision` changes. */
  source: string;
  revision: number;
  /** Id of the section to begin at. */
  section: string | null;
  /** The language the book is written in, such as "en": the browser spells by it. */
  language: string;
  /** Words to begin at, selected: offsets in the text. They go before the section. */
  words?: { start: number; end: number } | null;
  resources: ToolbarResources;
  readOnly?: boolean;
  onChange(source: string): void;
  /** Draw a passage as it would look in the book; null when it cannot be drawn now. */
  draw(source: string): Promise<string | null>;
  /** The same for several at once. */
  drawAll(sources: string[]): Promise<string[] | null>;
  /** The address of one of the chapter's images, by how the source names it; null when there is none. */
  imageAddress?(target: string): string | null;
  onPassage(passage: string | null): void;
  /** The draft's own name in this browser, under which its steps are kept. */
  undoKey: string;
  /** Show the list of keys (`editorKeys`). */
  onKeys(): void;
  /** Where several people write: what brings the words of others, and hears where this person is. */
  together?: LinkPlace | null;
  /** What stands at the end of the bar above the text. */
  aside?: ReactNode;
}

type EditorName = "visual" | "source";
const modes = { visual: "As it looks", source: "Source", split: "Side by side" } as const;
type ModeName = keyof typeof modes;
const editorOf = (mode: ModeName): EditorName => (mode === "visual" ? "visual" : "source");
const panes = { text: "Write", preview: "Preview" } as const;
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
  const [told, setTold] = useState("");
  const [doubtful, setDoubtful] = useState(false);
  const [pane, setPane] = useState<keyof typeof panes>("text");
  const latest = useRef(props);
  latest.current = props;
  const ending = useRef(lineEnding(props.source)).current;
  const visual = useRef<Mode | null>(null);
  const source = useRef<Mode | null>(null);
  const view = useRef<EditorView | null>(null);
  /** The text each editor has, and what it has still to take over. */
  const texts = useRef({ visual: props.source, source: props.source });
  const waiting = useRef<Record<EditorName, Step[]>>({ visual: [], source: [] });
  const shown = useRef<EditorName>("visual");
  const redraw = useRef<(() => void) | null>(null);
  /** The editor that is to be shown what others wrote when it is next seen. */
  const behind = useRef<Record<EditorName, boolean>>({ visual: false, source: false });
  const going = useRef<{ place: Place | null; focus: boolean } | null>(null);

  const log = useUndoLog(props.undoKey, props.source, ending);
  const root = useRef<HTMLDivElement>(null);
  useSourceUndo(root, view, log, ending);
  const wait = useCallback((name: EditorName, changes: Step["changes"]) => {
    waiting.current[name] = withStep(waiting.current[name], { changes, at: Date.now() }, most[name]);
  }, []);
  const changeVisual = useCallback(
    (next: string) => {
      const changes = changeBetween(texts.current.visual, next, ending);
      texts.current.visual = next;
      if (changes && !behind.current.source) wait("source", changes);
      log.note(next);
      latest.current.onChange(next);
    },
    [ending, log, wait],
  );
  const changeSource = useCallback(
    (next: string) => {
      texts.current.source = next;
      log.note(next);
      latest.current.onChange(next);
    },
    [log],
  );

  /** Let the editor that is shown take over what it has not seen. */
  const catchUp = useCallback(() => {
    const name = shown.current;
    const other = name === "visual" ? "source" : "visual";
    const steps = waiting.current[name];
    const before = texts.current[name];
    waiting.current[name] = [];
    texts.current[name] = texts.current[other];
    if (behind.current[name]) {
      behind.current[name] = false;
      if (before !== texts.current[name])
        (name === "visual" ? visual : source).current?.receive(before, texts.current[name]);
      return;
    }
    if (steps.length > 0) (name === "visual" ? visual : source).current?.take(steps, texts.current[name]);
  }, []);

  useLayoutEffect(() => {
    const name = editorOf(mode);
    if (shown.current === name) return;
    shown.current = name;
    catchUp();
    const { place, focus } = going.current ?? { place: null, focus: false };
    if (place) (name === "visual" ? visual : source).current?.show(place, focus);
  }, [catchUp, mode]);

  const { together } = props;
  useLayoutEffect(() => {
    if (!together) return;
    const editor = (): Mode | null => (shown.current === "visual" ? visual : source).current;
    together.link.current = {
      flush() {
        if (editor()?.busy()) return false;
        editor()?.flush();
        return true;
      },
      receive(next) {
        const name = shown.current;
        const other = name === "visual" ? "source" : "visual";
        const before = texts.current[name];
        if (before === next) return;
        texts.current[name] = next;
        editor()?.receive(before, next);
        // What was done before it was kept apart cannot be told from what others wrote.
        waiting.current[other] = [];
        behind.current[other] = true;
        log.restart(next);
        redraw.current?.();
      },
      selection: () => editor()?.selection(texts.current[shown.current]) ?? null,
      mark: (fellows) => editor()?.mark(fellows, texts.current[shown.current]),
    };
    return () => {
      together.link.current = null;
    };
  }, [log, together]);
  const moved = useCallback(() => latest.current.together?.moved(), []);

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
    log.note(latest.current.source);
    catchUp();
  }, [catchUp, ending, log, revision, wait]);

  const go = (next: ModeName, focus: boolean): void => {
    const from = mode === "visual" ? visual : source;
    from.current?.flush();
    going.current = { place: from.current?.place() ?? null, focus };
    if (next !== "visual") {
      setVisited(true);
      latest.current.onPassage(null);
    }
    setPane("text");
    setMode(next);
  };

  return (
    <div ref={root} className="ed" data-mode={mode}>
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
        {props.aside}
      </div>
      <div className="ed-told" role="status" hidden={told === ""}>
        {told}
        <button type="button" onClick={() => setTold("")}>
          Close
        </button>
      </div>
      <p className="ed-doubt" role="status" hidden={!doubtful}>
        Something you changed cannot be written exactly as it is shown. Look at “What will change” before you
        send it, or put it in another way.
      </p>
      <div hidden={mode !== "visual"}>
        <VisualEditor
          opening={() => texts.current.visual}
          ending={ending}
          section={props.section}
          language={props.language}
          words={props.words ?? null}
          readOnly={readOnly}
          resources={props.resources}
          draw={props.draw}
          imageAddress={props.imageAddress ?? noAddress}
          onChange={changeVisual}
          onDoubt={setDoubtful}
          onPassage={props.onPassage}
          onMove={moved}
          tell={setTold}
          mode={visual}
          earlier={log}
          onKeys={props.onKeys}
        />
      </div>
      {visited && (
        <div className="ed-split" hidden={mode === "visual"} data-pane={pane} lang={props.language}>
          {mode === "split" && (
            <fieldset className="ed-modes ed-split-panes" aria-label="What to show">
              {Object.entries(panes).map(([name, label]) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={pane === name}
                  onClick={() => setPane(name as keyof typeof panes)}
                >
                  {label}
                </button>
              ))}
            </fieldset>
          )}
          <SourceEditor
            opening={() => texts.current.source}
            ending={ending}
            readOnly={readOnly}
            resources={props.resources}
            onChange={changeSource}
            onStep={(changes) => {
              if (!behind.current.visual) wait("visual", changes);
            }}
            onMove={moved}
            onText={() => redraw.current?.()}
            tell={setTold}
            mode={source}
            view={view}
          />
          {mode === "split" && <Preview view={view} ending={ending} draw={props.drawAll} changed={redraw} />}
        </div>
      )}
    </div>
  );
}
