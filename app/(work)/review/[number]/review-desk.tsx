"use client";

import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { type Outcome, type Problem, refuse } from "#lib/core/outcome.ts";
import { Button, ProblemNotice, Shortcut } from "#lib/ui/index.ts";
import { comment, decideHunks, publish, reject, requestChanges } from "./actions.ts";
import { CommentList, type CommentView } from "./comment-list.tsx";
import { HunkCard, type HunkView } from "./hunk-card.tsx";
import { type Asking, Question } from "./question.tsx";

interface DeskProps {
  proposal: { id: string; version: number };
  hunks: HunkView[];
  may: { decide: boolean; publish: boolean; comment: boolean; touchUp: boolean };
  comments: CommentView[];
  granted: boolean;
}

/** Deciding change by change, by key or by button; every decision can be taken back until it is published. */
export function ReviewDesk({ proposal, hunks, may, comments, granted }: DeskProps) {
  const [at, setAt] = useState(0);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, start] = useTransition();
  const last = useRef<HunkView | null>(null);
  const current = hunks[Math.min(at, hunks.length - 1)] ?? null;

  const run = useCallback((work: () => Promise<Outcome<true>>) => {
    start(async () => {
      const outcome = await work().catch(() =>
        refuse(
          "storage.unavailable",
          "The site could not be reached, so nothing was sent. Please try again.",
        ),
      );
      setProblem(outcome.ok ? null : outcome.problem);
      if (outcome.ok) setAsking(null);
    });
  }, []);

  const ask = useCallback((next: Asking) => {
    setProblem(null);
    setAsking(next);
  }, []);

  const move = useCallback(
    (step: number) => {
      setAt((now) => {
        const next = Math.max(0, Math.min(hunks.length - 1, now + step));
        const id = hunks[next]?.id;
        if (id) document.getElementById(`hunk-${id}`)?.scrollIntoView({ block: "center" });
        return next;
      });
    },
    [hunks],
  );

  const decide = useCallback(
    (hunk: HunkView, decision: "accept" | "reject" | null, reason: string | null = null) => {
      last.current = hunk;
      const tied =
        decision === "accept"
          ? hunk.needs.flatMap((id) => hunks.find((each) => each.id === id && each.path === hunk.path) ?? [])
          : [];
      run(() =>
        decideHunks({
          ...proposal,
          hunks: [hunk, ...tied].map(({ path, id }) => ({ path, hunk: id })),
          decision,
          reason,
        }),
      );
      if (decision !== null) move(1);
    },
    [hunks, move, proposal, run],
  );

  /** Accept; where the book says something else now, only after choosing what shall stand. */
  const take = useCallback(
    (hunk: HunkView) => {
      if (hunk.clash && may.touchUp) ask({ kind: "wording", hunk });
      else decide(hunk, "accept");
    },
    [ask, decide, may.touchUp],
  );

  useEffect(() => {
    if (!may.decide) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        asking ||
        /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)
      )
        return;
      const actions: Record<string, () => void> = {
        j: () => move(1),
        k: () => move(-1),
        a: () => current && !current.ruling?.published && take(current),
        e: () =>
          current &&
          may.touchUp &&
          current.runs.length > 0 &&
          !current.ruling?.published &&
          ask({ kind: "wording", hunk: current }),
        r: () => current && !current.ruling?.published && ask({ kind: "reject-hunk", hunk: current }),
        c: () => ask({ kind: "comment", hunk: current }),
        u: () => last.current && decide(last.current, null),
        "?": () => ask({ kind: "keys" }),
      };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [ask, asking, current, decide, may.decide, may.touchUp, move, take]);

  const answer = (text: string) => {
    if (!asking) return;
    if (asking.kind === "wording") {
      const { path, id: hunk } = asking.hunk;
      last.current = asking.hunk;
      run(() => decideHunks({ ...proposal, hunks: [{ path, hunk }], decision: "accept", wording: text }));
    } else if (asking.kind === "reject-hunk") decide(asking.hunk, "reject", text);
    else if (asking.kind === "comment") {
      const { hunk } = asking;
      run(() => comment({ id: proposal.id, path: hunk?.path ?? null, hunk: hunk?.id ?? null, body: text }));
    } else if (asking.kind === "return") run(() => requestChanges({ ...proposal, reason: text }));
    else if (asking.kind === "close") run(() => reject({ ...proposal, reason: text }));
  };

  const accepted = hunks.filter(
    (hunk) => hunk.ruling?.decision === "accept" && !hunk.ruling.published,
  ).length;
  // What to do where the book says something else now is never decided in one go.
  const open = hunks.filter((hunk) => !hunk.ruling && !hunk.clash).length;
  return (
    <div className="desk" aria-busy={pending}>
      <ProblemNotice problem={asking ? null : problem} />
      {hunks.map((hunk) => (
        <HunkCard key={hunk.path + hunk.id} hunk={hunk} current={may.decide && hunk === current}>
          <CommentList comments={comments.filter((each) => each.hunk === hunk.id)} />
          {may.decide && !hunk.ruling?.published && (
            <div className="hunk-actions">
              <Button
                variant={hunk.ruling?.decision === "accept" ? "quiet" : "primary"}
                disabled={pending}
                onClick={() => take(hunk)}
              >
                Accept
              </Button>
              <Button variant="quiet" disabled={pending} onClick={() => ask({ kind: "reject-hunk", hunk })}>
                Do not take
              </Button>
              <Button variant="quiet" disabled={pending} onClick={() => ask({ kind: "comment", hunk })}>
                Comment
              </Button>
              {may.touchUp && hunk.runs.length > 0 && (
                <Button variant="quiet" disabled={pending} onClick={() => ask({ kind: "wording", hunk })}>
                  Reword
                </Button>
              )}
              {hunk.ruling && (
                <Button variant="quiet" disabled={pending} onClick={() => decide(hunk, null)}>
                  Undo
                </Button>
              )}
              {hunk.needs.length > 0 && (
                <span className="work-hint">Tied to another change, which is accepted with it.</span>
              )}
            </div>
          )}
        </HunkCard>
      ))}
      <CommentList comments={comments.filter((each) => each.hunk === null)} />
      <div className="desk-bar" role="toolbar" aria-label="Decide on the proposal">
        {may.publish && accepted > 0 && (
          <Button
            variant="primary"
            disabled={pending || !granted}
            onClick={() => run(() => publish({ ...proposal, acceptAll: false }))}
          >
            Publish {accepted === hunks.length ? "all" : accepted} accepted{" "}
            {accepted === 1 ? "change" : "changes"}
          </Button>
        )}
        {may.publish && open > 0 && (
          <Button
            variant={accepted > 0 ? "quiet" : "primary"}
            disabled={pending || !granted}
            onClick={() => run(() => publish({ ...proposal, acceptAll: true }))}
          >
            Accept {open < hunks.length ? "the rest" : "all"} and publish
          </Button>
        )}
        {may.decide && (
          <Button variant="quiet" disabled={pending} onClick={() => ask({ kind: "return" })}>
            Ask for changes
          </Button>
        )}
        {may.publish && (
          <Button variant="danger" disabled={pending} onClick={() => ask({ kind: "close" })}>
            Do not take it
          </Button>
        )}
        {may.comment && (
          <Button variant="quiet" disabled={pending} onClick={() => ask({ kind: "comment", hunk: null })}>
            Comment
          </Button>
        )}
        {may.decide && (
          <Button variant="quiet" className="button desk-keys" onClick={() => ask({ kind: "keys" })}>
            Keys <Shortcut>?</Shortcut>
          </Button>
        )}
      </div>
      {asking && (
        <Question
          asking={asking}
          pending={pending}
          problem={problem}
          onAnswer={answer}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
