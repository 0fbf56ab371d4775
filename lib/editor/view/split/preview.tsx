"use client";

import type { EditorView } from "@codemirror/view";
import { type RefObject, useEffect, useRef, useState } from "react";
import { keepInStep } from "./keep-in-step.ts";
import { Pane } from "./pane.ts";

/** How long typing rests before the picture follows, and how long it may lag behind, in milliseconds. */
const pause = 300;
const longest = 1500;

interface PreviewProps {
  view: RefObject<EditorView | null>;
  ending: string;
  draw(sources: string[]): Promise<string[] | null>;
  /** Filled with what is called when the source changed. */
  changed: RefObject<(() => void) | null>;
}

/** The chapter as it will look, following the source beside it. */
export function Preview(props: PreviewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [trouble, setTrouble] = useState(false);
  useEffect(() => {
    const { view, ending, changed } = latest.current;
    if (!scroller.current || !view.current) return;
    const source = view.current;
    const pane = new Pane(scroller.current, {
      draw: (texts) => latest.current.draw(texts),
      onDrawn: () => steps.again(),
      onTrouble: setTrouble,
    });
    const steps = keepInStep(source, ending, scroller.current, pane);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let first = 0;
    const show = (): void => {
      timer = undefined;
      first = 0;
      pane.show(source.state.sliceDoc());
      steps.again();
    };
    changed.current = () => {
      const now = Date.now();
      first ||= now;
      clearTimeout(timer);
      timer = setTimeout(show, Math.max(0, Math.min(pause, first + longest - now)));
    };
    show();
    return () => {
      clearTimeout(timer);
      changed.current = null;
      steps.stop();
      pane.destroy();
    };
  }, []);
  return (
    <section className="ed-split-preview" aria-label="Preview">
      {trouble && (
        <p className="ed-split-trouble" role="status">
          The preview cannot be drawn just now, so it shows the last one. Your text is safe; it will be tried
          again.
        </p>
      )}
      <div ref={scroller} className="ed-split-scroll prose" />
    </section>
  );
}
