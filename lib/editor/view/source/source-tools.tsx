"use client";

import { openSearchPanel } from "@codemirror/search";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { AtSign, BookMarked, Image, Link2, Search, Sigma, TableOfContents } from "lucide-react";
import { type ReactNode, type RefObject, useMemo, useState } from "react";
import { isApple, keyWord } from "#lib/ui/index.ts";
import { OutlinePanel } from "../outline/index.ts";
import { type Asking, Question, type ToolbarResources } from "../question.tsx";
import { sourceWriting } from "./source-writing.ts";
import { goToLine, type SourceEvents, useSourceOutline } from "./use-source-outline.ts";

/** Above the source: the dialogs that the page has too, and the way through the chapter. */
export function SourceTools({
  view,
  events,
  readOnly,
  resources,
}: {
  view: RefObject<EditorView | null>;
  events: SourceEvents;
  readOnly: boolean;
  resources: ToolbarResources;
}) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [open, setOpen] = useState(false);
  const writing = useMemo(() => sourceWriting(() => view.current), [view]);
  const { headings, current } = useSourceOutline(view, events, open);
  const ask = (question: Asking) => {
    // At the end of a wrapped line the editor would take the keyboard back when the dialog makes it smaller.
    const main = view.current?.state.selection.main;
    if (main?.empty && main.assoc !== 0)
      view.current?.dispatch({ selection: EditorSelection.single(main.head) });
    setAsking(question);
  };
  const tool = (name: string, run: () => void, icon: ReactNode, keys?: string, expanded?: boolean) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={name}
      title={keys ? `${name} (${keyWord(keys, isApple())})` : name}
      {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
      onClick={run}
    >
      {icon}
    </button>
  );
  return (
    <div className="ed-toolbar ed-source-tools">
      <div className="ed-tools-row">
        {!readOnly && (
          <div className="ed-tools" role="toolbar" aria-label="Insert">
            {tool("Link", () => ask("link"), <Link2 />)}
            {tool("Cite a work", () => ask("citation"), <BookMarked />)}
            {tool("Refer to a figure, table or section", () => ask("reference"), <AtSign />)}
            {tool("Formula", () => ask("formula"), <Sigma />)}
            {tool("Figure", () => ask("figure"), <Image />)}
          </div>
        )}
        <div className="ed-view-tools">
          {tool("Outline", () => setOpen(!open), <TableOfContents />, undefined, open)}
          {tool("Find and replace", () => view.current && openSearchPanel(view.current), <Search />, "Mod+F")}
        </div>
      </div>
      <Question writing={writing} asking={asking} resources={resources} onAsk={setAsking} />
      {open && (
        <OutlinePanel
          headings={headings}
          current={current}
          length=""
          onGo={(index) => {
            const heading = headings[index];
            setOpen(false);
            if (heading && view.current) goToLine(view.current, heading.pos);
          }}
        />
      )}
    </div>
  );
}
