import type { OutsideChange, PullLink } from "#lib/core/proposal/index.ts";

const stateWords: Record<PullLink["state"], string> = {
  open: "open",
  closed: "closed",
  merged: "merged",
};

const changeWords: Record<OutsideChange["change"], string> = {
  added: "a new file",
  deleted: "taken away",
  renamed: "moved",
  binary: "no text",
  large: "too large to be judged here",
  mode: "how the file may be run",
  other: "part of the repository and not of the book",
};

/** More than these are told by number. */
const listedAtMost = 20;

/** How a proposal stands at the book's host, and what it changes there besides texts. For a list of facts. */
export function PullFacts({ pull }: { pull: PullLink | null }) {
  if (pull === null || pull.number === null) return null;
  const outside = pull.outside ?? [];
  return (
    <>
      <div>
        <dt>At GitHub</dt>
        <dd>
          <a href={pull.pageUrl} rel="noopener">
            Pull request #{pull.number}
          </a>
          , {stateWords[pull.state]}. What is said there is shown here, and the other way round.
        </dd>
        {pull.problem && <dd>{pull.problem}</dd>}
      </div>
      {outside.length > 0 && (
        <div>
          <dt>Also changes</dt>
          {outside.slice(0, listedAtMost).map(({ path, from, change }) => (
            <dd key={path}>
              <code>{from === null ? path : `${from} → ${path}`}</code>, {changeWords[change]}
            </dd>
          ))}
          {outside.length > listedAtMost && <dd>and {outside.length - listedAtMost} more</dd>}
          <dd className="work-hint">This is judged at GitHub; publishing here leaves it out.</dd>
        </div>
      )}
    </>
  );
}
