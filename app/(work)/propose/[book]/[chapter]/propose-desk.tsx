"use client";

import { useRouter } from "next/navigation";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { Statement } from "#lib/core/licence/index.ts";
import type { Problem } from "#lib/core/outcome.ts";
import { hunksBetween } from "#lib/core/prose/index.ts";
import { ChapterEditor, editorKeys, forgetUndo } from "#lib/editor/view/index.ts";
import { Button, Callout, isApple, KeyDialog, ProblemNotice } from "#lib/ui/index.ts";
import type { AdditionView } from "../../../additions.tsx";
import { discardDraft, renderPreview, updateDraft } from "./actions.ts";
import { Assist } from "./assist.tsx";
import { Changes, countChanges } from "./changes.tsx";
import { type Clash, Clashes, KeptCopy } from "./clashes.tsx";
import { ComingAlong } from "./coming-along.tsx";
import { Present } from "./present.tsx";
import { SendForm } from "./send-form.tsx";
import { Together, type TogetherView } from "./together.tsx";
import { TogetherEnded } from "./together-ended.tsx";
import { useAdditions } from "./use-additions.ts";
import { useKeeping } from "./use-keeping.ts";

interface DeskProps {
  book: string;
  chapter: string;
  path: string;
  section: string | null;
  language: string;
  /** Where the words that were chosen on the page stand in the text. */
  words: { start: number; end: number } | null;
  draft: {
    id: string;
    version: number;
    title: string;
    rationale: string;
    base: string;
    text: string;
    state: string;
    /** Whether somebody was invited to write along. */
    shared: boolean;
  };
  personId: string;
  together: TogetherView;
  outdated: boolean;
  resources: {
    labels: { label: string; title: string }[];
    works: { key: string; title: string; words?: string }[];
  };
  /** Addresses of images by how the chapter writes them. */
  images: Record<string, string>;
  additions: AdditionView[];
  /** Passages of the chapter that proposals of other people, which wait for a decision, change. */
  openPassages: string[];
  statements: Statement[];
  creditName: string;
  hasModel: boolean;
}

const stateWords = {
  saved: "Saved",
  saving: "Saving…",
  offline: "Not saved on the server yet; kept in this browser",
};

const assisted = (assistance: { source: string; before: string; after: string }[]) =>
  assistance.length > 0 ? { assistance } : {};

/** Where a change is written, checked, shown as it will be, and sent. */
export function ProposeDesk(props: DeskProps) {
  const { book, path, draft } = props;
  const router = useRouter();
  const [text, setText] = useState(draft.text);
  const [base, setBase] = useState(draft.base);
  const [opened, setOpened] = useState({ text: draft.text, revision: 0 });
  const [title, setTitle] = useState(draft.title);
  const [rationale, setRationale] = useState(draft.rationale);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [outdated, setOutdated] = useState(props.outdated);
  const [clashes, setClashes] = useState<Clash[]>([]);
  /** What was brought together with another tab's text. */
  const [merged, setMerged] = useState<{ conflicts: Clash[] } | null>(null);
  const [copy, setCopy] = useState<string | null>(null);
  const [keys, setKeys] = useState(false);
  const [passage, setPassage] = useState<string | null>(null);
  // Comparing a long chapter takes longer than a keystroke, so it follows behind.
  const shown = useDeferredValue(text);
  const hunks = useMemo(() => hunksBetween(base, shown), [base, shown]);
  const [showing, setShowing] = useState(false);
  const close = useCallback(() => setShowing(false), []);
  const assistance = useRef<{ source: string; before: string; after: string }[]>([]);
  const words = useRef({ title, rationale });
  words.current = { title, rationale };

  const { alone, together, keeper, shared, keepWords, saveWords } = useKeeping({
    draft,
    path,
    personId: props.personId,
    words: () => ({ ...(props.together.owns ? words.current : {}), ...assisted(assistance.current) }),
    onText: setText,
    onMerged: (both, conflicts) => {
      setText(both);
      setOpened((now) => ({ text: both, revision: now.revision + 1 }));
      setMerged({ conflicts: conflicts.map(({ ours, theirs }) => ({ other: theirs, mine: ours })) });
    },
  });
  const { keep } = keeper;
  // Only what an earlier visit left counts; later copies are this page's own.
  const recovery = useRef({ recover: alone.recover, text: draft.text });
  useEffect(() => {
    const { recover, text: opening } = recovery.current;
    void recover().then((found) => {
      if (found && found.text !== opening) setCopy(found.text);
    });
  }, []);

  const change = useCallback(
    (next: string) => {
      setText(next);
      keep(next);
    },
    [keep],
  );
  /** Put another text into the editor: from a suggestion, an update or a copy. */
  const replace = useCallback(
    (next: string) => {
      setOpened((now) => ({ text: next, revision: now.revision + 1 }));
      change(next);
    },
    [change],
  );

  const drawAll = useCallback(
    async (sources: string[]) => {
      const drawn = await renderPreview({ book, path, sources, proposal: draft.id }).catch(() => null);
      return drawn?.ok ? drawn.value : null;
    },
    [book, draft.id, path],
  );
  const added = useAdditions({ ...props, draft: draft.id });
  const draw = useCallback(async (source: string) => (await drawAll([source]))?.[0] ?? null, [drawAll]);

  const update = async () => {
    if (!(await keeper.flush())) return;
    const updated = await updateDraft({ id: draft.id, version: keeper.version() });
    if (!updated.ok) return setProblem(updated.problem);
    const next = updated.value.texts[path];
    if (!shared) alone.adopt(updated.value.version, next ?? text);
    setClashes(updated.value.clashes.map((clash) => ({ other: clash.book, mine: clash.draft })));
    setOutdated(false);
    // Where several write, it comes to everybody the same way.
    if (next !== undefined && !shared) {
      setText(next);
      setOpened((now) => ({ text: next, revision: now.revision + 1 }));
    }
    router.refresh();
  };
  // After an update the server knows the new base.
  useEffect(() => setBase(draft.base), [draft.base]);

  const discard = async () => {
    if (!window.confirm("Throw this draft away? This cannot be undone.")) return;
    const gone = await discardDraft({ id: draft.id });
    if (!gone.ok) return setProblem(gone.problem);
    await Promise.all([alone.forget(), forgetUndo(`${draft.id}:${path}`)]);
    window.location.assign(`/read/${book}/${props.chapter}`);
  };

  return (
    <div className="propose-desk">
      {keys && <KeyDialog groups={editorKeys(isApple())} onClose={() => setKeys(false)} />}
      <ProblemNotice problem={problem} />
      {together.ended && <TogetherEnded why={together.ended} />}
      {copy !== null && (
        <KeptCopy
          onUse={() => {
            replace(copy);
            setCopy(null);
          }}
          onLeave={() => {
            void alone.forget();
            setCopy(null);
          }}
        />
      )}
      {outdated && (
        <Callout tone="info" title="The chapter changed meanwhile">
          <p>Nothing of yours is lost. Take the changes in, so that the editor sees yours on today’s text.</p>
          <Button onClick={() => void update()}>Update my draft</Button>
        </Callout>
      )}
      <Clashes clashes={clashes} where="book" />
      <Clashes clashes={merged?.conflicts ?? []} where="other tab" />
      <div className="propose-columns">
        <div className="propose-text">
          <ChapterEditor
            source={opened.text}
            revision={opened.revision}
            section={props.section}
            language={props.language}
            words={props.words}
            resources={added.resources}
            imageAddress={added.imageAddress}
            onChange={change}
            draw={draw}
            drawAll={drawAll}
            onPassage={setPassage}
            undoKey={`${draft.id}:${path}`}
            onKeys={() => setKeys(true)}
            together={shared ? together.place : null}
            readOnly={together.ended !== null}
            aside={shared && <Present people={together.people} personId={props.personId} />}
          />
          <div className="propose-state" data-state={keeper.state}>
            <p role="status">
              {stateWords[keeper.state]}
              {merged && ". Brought together with what you wrote in another tab or on another device."}
            </p>
            <button
              type="button"
              aria-expanded={showing}
              aria-controls="propose-changes"
              onClick={() => setShowing(!showing)}
            >
              {hunks.length === 0 ? "Nothing changed yet" : `What will change: ${countChanges(hunks)}`}
            </button>
          </div>
        </div>
        <div className="propose-side">
          <Assist
            book={book}
            path={path}
            proposal={draft.id}
            text={text}
            passage={passage}
            hasModel={props.hasModel}
            onTake={(next, taken) => {
              assistance.current = [...assistance.current, taken].slice(-500);
              replace(next);
              if (shared) keepWords(next);
            }}
          />
          <Changes
            hunks={hunks}
            openPassages={props.openPassages}
            book={book}
            path={path}
            proposal={draft.id}
            onClose={showing ? close : null}
          />
          <ComingAlong additions={added.additions} text={shown} changed={shown !== base} />
          <Together
            draft={draft.id}
            book={book}
            chapter={props.chapter}
            together={props.together}
            flush={keeper.flush}
            onProblem={setProblem}
          />
          {props.together.owns && (
            <SendForm
              title={title}
              rationale={rationale}
              problem={problem}
              statements={props.statements}
              creditName={props.creditName}
              changed={text !== base || added.additions.length > 0}
              onTitle={(next) => {
                setTitle(next);
                keepWords(text);
              }}
              onRationale={(next) => {
                setRationale(next);
                keepWords(text);
              }}
              submit={async (grant) =>
                (await saveWords())
                  ? { ...grant, id: draft.id, version: keeper.version(), title, rationale }
                  : null
              }
              onRefused={setProblem}
              onDiscard={draft.state === "draft" ? () => void discard() : null}
            />
          )}
        </div>
      </div>
    </div>
  );
}
