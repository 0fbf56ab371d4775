"use client";

import { isolateHistory } from "@codemirror/commands";
import {
  Annotation,
  type ChangeSet,
  EditorState,
  type StateEffect,
  Text,
  Transaction,
} from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { splicesBetween } from "#lib/core/together/index.ts";
import type { Mode } from "../mode.ts";
import type { ToolbarResources } from "../question.tsx";
import { changeBetween, type Step, toOffset, toPosition } from "../steps.ts";
import { markSource } from "../together/source-marks.ts";
import { sourceExtensions } from "./extensions.ts";
import { SourceTools } from "./source-tools.tsx";
import type { SourceEvents } from "./use-source-outline.ts";

/** Marks what was taken over from the other mode. */
const taken = Annotation.define<boolean>();

/** How long typing may go on before the source is handed on, in milliseconds. */
const pause = 120;

/** What outlives the page's taking the editor down and up again. */
interface Kept {
  state: EditorState;
  scroll: StateEffect<unknown>;
  focused: boolean;
}

interface SourceProps {
  /** The text to begin with. */
  opening(): string;
  /** How the chapter ends its lines. */
  ending: string;
  readOnly: boolean;
  resources: ToolbarResources;
  onChange(source: string): void;
  /** Told every change made here, at once. */
  onStep(changes: ChangeSet): void;
  /** Told that the selection is another one. */
  onMove(): void;
  /** Told that the text is another, whoever changed it. */
  onText(): void;
  /** Show what to know about what was pasted. */
  tell(words: string): void;
  mode: RefObject<Mode | null>;
  view: RefObject<EditorView | null>;
}

/** The exact source, to be edited as text. Line endings stay what they are. */
export function SourceEditor(props: SourceProps) {
  const parent = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const kept = useRef<Kept | null>(null);
  const flushed = useRef(() => {});
  const events = useRef<SourceEvents>({ heard: null }).current;
  useLayoutEffect(() => {
    if (!parent.current) return;
    const { opening, ending, readOnly, mode, view: handed } = latest.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      latest.current.onChange(view.state.sliceDoc());
    };
    const state = (): EditorState =>
      EditorState.create({
        doc: opening(),
        extensions: [
          sourceExtensions({
            ending,
            readOnly,
            resources: () => latest.current.resources,
            tell: (words) => latest.current.tell(words),
          }),
          EditorView.domEventHandlers({ blur: () => flushed.current() }),
        ],
      });
    flushed.current = flush;
    const view: EditorView = new EditorView({
      parent: parent.current,
      state: kept.current?.state ?? state(),
      ...(kept.current && { scrollTo: kept.current.scroll }),
      dispatchTransactions(transactions, own) {
        own.update(transactions);
        const changed = transactions.filter((each) => each.docChanged);
        if (changed.length > 0) latest.current.onText();
        if (changed.length > 0 || transactions.some((each) => each.selection))
          events.heard?.(changed.length > 0);
        if (transactions.some((each) => each.selection)) latest.current.onMove();
        const typed = changed.filter((each) => !each.annotation(taken));
        for (const { changes } of typed) latest.current.onStep(changes);
        if (typed.length > 0) timer ??= setTimeout(flush, pause);
      },
    });
    if (kept.current?.focused) view.focus();
    handed.current = view;
    mode.current = sourceMode(view, ending, flush);
    return () => {
      flush();
      kept.current = { state: view.state, scroll: view.scrollSnapshot(), focused: view.hasFocus };
      mode.current = null;
      handed.current = null;
      view.destroy();
    };
  }, [events]);
  return (
    <div className="ed-source">
      <SourceTools view={props.view} events={events} readOnly={props.readOnly} resources={props.resources} />
      <div ref={parent} className="ed-source-text" />
    </div>
  );
}

function sourceMode(view: EditorView, ending: string, flush: () => void): Mode {
  return {
    flush,
    take(steps, source) {
      for (const step of steps) if (step.changes.length === view.state.doc.length) takeStep(view, step);
      // Steps that do not lead there are no steps: the text is what counts.
      const changes = changeBetween(view.state.sliceDoc(), source, ending);
      if (changes) takeStep(view, { changes, at: Date.now() });
    },
    busy: () => view.composing,
    receive(before, source) {
      const { doc } = view.state;
      const position = (offset: number): number => toPosition(doc, offset, ending);
      const changes = splicesBetween(before, source).map(({ at, remove, insert }) => ({
        from: position(at),
        to: position(at + remove),
        insert: Text.of(insert.split(ending)),
      }));
      const annotations = [taken.of(true), Transaction.remote.of(true), Transaction.addToHistory.of(false)];
      view.dispatch({ changes, annotations });
      // Whatever happens, the text is the one that all have.
      const rest = changeBetween(view.state.sliceDoc(), source, ending);
      if (rest) view.dispatch({ changes: rest, annotations });
    },
    selection() {
      const { main } = view.state.selection;
      const { doc } = view.state;
      return { anchor: toOffset(doc, main.anchor, ending), head: toOffset(doc, main.head, ending) };
    },
    mark: (fellows) => markSource(view, fellows, ending),
    place() {
      const { main } = view.state.selection;
      const { scrollDOM } = view;
      const top = scrollDOM.getBoundingClientRect().top;
      const cursor = view.coordsAtPos(main.head);
      const visible = cursor && cursor.top >= top && cursor.bottom <= top + scrollDOM.clientHeight;
      const first = view.lineBlockAtHeight(top - view.documentTop).from;
      const offset = (pos: number): number => toOffset(view.state.doc, pos, ending);
      return {
        anchor: offset(main.anchor),
        head: offset(main.head),
        seen: offset(visible ? main.head : first),
        height: visible ? cursor.top - top : 0,
      };
    },
    show({ anchor, head, seen, height }, focus) {
      const position = (offset: number): number => toPosition(view.state.doc, offset, ending);
      const yMargin = Math.max(0, Math.min(height, view.scrollDOM.clientHeight * 0.7));
      view.dispatch({
        selection: { anchor: position(anchor), head: position(head) },
        effects: EditorView.scrollIntoView(position(seen), { y: "start", yMargin }),
      });
      if (focus) view.contentDOM.focus({ preventScroll: true });
    },
  };
}

function takeStep(view: EditorView, { changes, at }: Step): void {
  // Undoing goes to the selection there was, which is to be where something changes.
  const places: number[] = [];
  let last = 0;
  changes.iterChanges((from, _to, _begin, end) => {
    places.push(from);
    last = end;
  });
  view.dispatch({ selection: { anchor: places[0] ?? 0 } });
  view.dispatch({
    changes,
    selection: { anchor: last },
    annotations: [taken.of(true), Transaction.time.of(at), isolateHistory.of("full")],
  });
}
