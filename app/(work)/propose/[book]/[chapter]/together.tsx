"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Problem } from "#lib/core/outcome.ts";
import { Avatar, Button, Field } from "#lib/ui/index.ts";
import { inviteToDraft, leaveDraft, removeCoAuthor } from "./actions.ts";

export interface TogetherView {
  /** Whether the person at the page is the draft's author. */
  owns: boolean;
  authorName: string;
  /** The whole address by which others join in; null while nobody is invited, and for everybody but the author. */
  link: string | null;
  coAuthors: { personId: string; name: string; active: boolean }[];
}

/** Who writes this draft, how others join in, and how one ends it. */
export function Together({
  draft,
  book,
  chapter,
  together,
  flush,
  onProblem,
}: {
  draft: string;
  book: string;
  chapter: string;
  together: TogetherView;
  /** Store what was typed; the page is loaded again when the draft becomes one for several. */
  flush(): Promise<boolean>;
  onProblem(problem: Problem): void;
}) {
  const router = useRouter();
  const [copied, setCopied] = useState(false);
  const { owns, link, coAuthors } = together;
  const active = coAuthors.filter((each) => each.active);

  const invite = async (renew: boolean) => {
    const first = link === null && coAuthors.length === 0;
    if (first && !(await flush())) return;
    const invited = await inviteToDraft({ id: draft, renew });
    if (!invited.ok) onProblem(invited.problem);
    else if (first) window.location.reload();
    else router.refresh();
    setCopied(false);
  };
  const remove = async (personId: string, name: string) => {
    if (
      !window.confirm(
        `End ${name}’s part in this draft? What they wrote stays, and the link becomes another.`,
      )
    )
      return;
    const removed = await removeCoAuthor({ id: draft, personId });
    if (!removed.ok) onProblem(removed.problem);
    router.refresh();
  };
  const leave = async () => {
    if (!window.confirm("Stop writing along? What you wrote stays, with your name.")) return;
    if (!(await flush())) return;
    const left = await leaveDraft({ id: draft });
    if (!left.ok) onProblem(left.problem);
    else window.location.assign(`/read/${book}/${chapter}`);
  };

  return (
    <section className="propose-together" aria-labelledby="together">
      <h2 id="together">Work on this together</h2>
      {owns ? (
        <p className="work-hint">
          Whoever opens your link and signs in can write this draft with you, at the same time. Each who wrote
          is named in the book, and agrees to the licence for their own part.
        </p>
      ) : (
        <p className="work-hint">
          This draft is {together.authorName}’s, who sends it to the editors when it is done. You will be
          asked then to agree to the licence of your part.
        </p>
      )}
      {active.length > 0 && (
        <ul className="propose-co-authors">
          {active.map(({ personId, name }) => (
            <li key={personId}>
              <Avatar name={name} /> <span>{name}</span>
              {owns && (
                <Button onClick={() => void remove(personId, name)} aria-label={`End ${name}’s part`}>
                  Remove
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {owns && link === null && (
        <Button onClick={() => void invite(false)}>
          {active.length > 0 ? "Make a link" : "Invite somebody"}
        </Button>
      )}
      {owns && link !== null && (
        <div className="work-form">
          <Field label="Link for those you invite" hint="Give it only to people you want to write with.">
            <input readOnly value={link} onFocus={(event) => event.target.select()} />
          </Field>
          <p className="work-row">
            <Button
              onClick={() => void navigator.clipboard?.writeText(link).then(() => setCopied(true))}
              variant="primary"
            >
              Copy the link
            </Button>
            <Button onClick={() => void invite(true)}>Make another link</Button>
            <span role="status" className="work-hint">
              {copied && "Copied."}
            </span>
          </p>
        </div>
      )}
      {!owns && (
        <p>
          <Button onClick={() => void leave()}>Stop writing along</Button>
        </p>
      )}
    </section>
  );
}
