"use client";

import type { Editor } from "@tiptap/core";
import {
  ArrowDown,
  ArrowUp,
  CaseSensitive,
  ChevronDown,
  ChevronRight,
  Regex,
  WholeWord,
  X,
} from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { goToMatchBeside } from "./go-to.ts";
import type { FindQuery } from "./matches.ts";
import type { FindState } from "./plugin.ts";
import { keptMatches, replaceAll, replaceCurrent, whyKept } from "./replace.ts";
import { useFind } from "./use-find.ts";

type Option = "caseSensitive" | "wholeWord" | "regexp";

const options: readonly { name: Option; title: string; icon: ReactNode }[] = [
  { name: "caseSensitive", title: "Match capitals", icon: <CaseSensitive /> },
  { name: "wholeWord", title: "Whole words", icon: <WholeWord /> },
  { name: "regexp", title: "Regular expression", icon: <Regex /> },
];

/** Finding and replacing in the text, in a bar below the tools. Enter goes on, Escape closes. */
export function FindBar({
  editor,
  canReplace,
  replacing,
  asked,
  onReplacing,
  onClose,
}: {
  editor: Editor;
  canReplace: boolean;
  replacing: boolean;
  /** Counts how often it was asked for: each time the field is taken and filled with the selected words. */
  asked: number;
  onReplacing(next: boolean): void;
  onClose(): void;
}) {
  const [query, setQuery] = useState<FindQuery>({
    text: "",
    caseSensitive: false,
    wholeWord: false,
    regexp: false,
  });
  const [replacement, setReplacement] = useState("");
  const [said, setSaid] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const find = useFind(editor, query);
  const step = (by: 1 | -1) => goToMatchBeside(editor.view, by);
  const taken = useRef(0);
  useEffect(() => {
    if (taken.current === asked) return;
    const words = selectedWords(editor);
    // The words come into the field first, and are selected there at the next drawing.
    if (words !== "" && words !== query.text) return setQuery({ ...query, text: words, regexp: false });
    taken.current = asked;
    field.current?.focus();
    field.current?.select();
  }, [asked, editor, query]);

  const replace = () => {
    const kept = whyKept(editor.state, replacement);
    const tr = replaceCurrent(editor.state, replacement);
    if (tr) editor.view.dispatch(tr);
    setSaid(kept ?? "");
    step(1);
  };
  const replaceEvery = () => {
    const kept = keptMatches(editor.state);
    const count = find.matches.length - kept;
    const tr = replaceAll(editor.state, replacement);
    if (tr) editor.view.dispatch(tr);
    setSaid(
      `${count} replaced${kept > 0 ? `; ${kept} in citations, formulas and the like stay: replace them one by one` : ""}.`,
    );
  };
  const button = (title: string, run: () => void, icon: ReactNode, enabled = true) => (
    <button
      type="button"
      className="ed-tool"
      aria-label={title}
      title={title}
      disabled={!enabled}
      onClick={run}
    >
      {icon}
    </button>
  );
  const some = find.matches.length > 0;
  return (
    <search
      className="ed-find"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          onClose();
        }
      }}
    >
      <div className="ed-find-row">
        {canReplace &&
          button(
            replacing ? "Hide replacing" : "Replace …",
            () => onReplacing(!replacing),
            replacing ? <ChevronDown /> : <ChevronRight />,
          )}
        <input
          ref={field}
          className="ed-find-field"
          aria-label="Find in the text"
          placeholder="Find"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={find.status === "invalid"}
          value={query.text}
          onChange={(event) => {
            setSaid("");
            setQuery({ ...query, text: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
        />
        <output className="ed-find-count">{said || countOf(find)}</output>
        {button("Match before (Shift+Enter)", () => step(-1), <ArrowUp />, some)}
        {button("Next match (Enter)", () => step(1), <ArrowDown />, some)}
        {options.map(({ name, title, icon }) => (
          <button
            key={name}
            type="button"
            className="ed-tool"
            aria-label={title}
            title={title}
            aria-pressed={query[name]}
            onClick={() => setQuery({ ...query, [name]: !query[name] })}
          >
            {icon}
          </button>
        ))}
        {button("Close (Escape)", onClose, <X />)}
      </div>
      {replacing && (
        <div className="ed-find-row ed-find-replace">
          <input
            className="ed-find-field"
            aria-label="Replace with"
            placeholder="Replace with"
            autoComplete="off"
            value={replacement}
            onChange={(event) => setReplacement(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              replace();
            }}
          />
          <button type="button" className="ed-button" disabled={!some} onClick={replace}>
            Replace
          </button>
          <button type="button" className="ed-button" disabled={!some} onClick={replaceEvery}>
            Replace all
          </button>
        </div>
      )}
    </search>
  );
}

function countOf({ query, matches, current, status }: FindState): string {
  if (!query) return "";
  if (status === "invalid") return "Not an expression yet";
  if (status === "slow") return "This expression takes too long";
  if (status === "waiting") return "…";
  if (matches.length === 0) return "None";
  return current < 0 ? `${matches.length} found` : `${current + 1} of ${matches.length}`;
}

/** The words selected, when they are few enough to be looked for. */
function selectedWords(editor: Editor): string {
  const { from, to, $from, $to } = editor.state.selection;
  if (from === to || to - from > 200 || !$from.sameParent($to)) return "";
  return editor.state.doc.textBetween(from, to, "", "");
}
