import type { HostState } from "#lib/features/read-budget.ts";
import { Callout, PageLink, Progress } from "#lib/ui/index.ts";
import { When } from "../when.tsx";

/** What is left of GitHub's hour, what waits for it, and what it told last. */
export function HostStateSection({ state }: { state: HostState }) {
  const { budget, publications, proposals, putOff, deliveries } = state;
  if (budget === null && publications.length + deliveries.length === 0) return null;
  return (
    <section aria-labelledby="host-title" className="progress-host">
      <h2 id="host-title">At GitHub</h2>
      {budget?.ok === false && (
        <Callout tone="warning" title="GitHub does not answer Colophon">
          {budget.problem.message}
        </Callout>
      )}
      {budget?.ok && (
        <>
          <Progress
            label="Questions left in this hour"
            value={budget.value.remaining}
            max={budget.value.limit}
          />
          <p className="work-hint">
            There are {budget.value.limit.toLocaleString("en")} again at <When at={budget.value.resetAt} />.
          </p>
          {budget.value.silentUntil && (
            <Callout tone="warning" title="GitHub asked for silence">
              Nothing is sent until <When at={budget.value.silentUntil} />.
            </Callout>
          )}
        </>
      )}
      {putOff && (
        <p>
          {putOff.jobs === 1 ? "One job for GitHub is" : `${putOff.jobs} jobs for GitHub are`} put off, as
          while it asks for silence. The next begins at <When at={putOff.next} />.
        </p>
      )}
      <h3>Waiting to be published</h3>
      {publications.length === 0 && <p className="work-hint">Nothing.</p>}
      <ul className="host-list">
        {publications.map(({ id, number, title, since, problem }) => (
          <li key={id}>
            <PageLink href={`/review/${number}`}>
              {number}: {title}
            </PageLink>
            , since <When at={since} />
            {problem && <p>{problem}</p>}
          </li>
        ))}
      </ul>
      {proposals.length > 0 && (
        <>
          <h3>Proposals that GitHub does not show as they are</h3>
          <ul className="host-list">
            {proposals.map(({ number, title, problem }) => (
              <li key={number}>
                <PageLink href={`/review/${number}`}>
                  {number}: {title}
                </PageLink>
                <p>{problem}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>What GitHub told last</summary>
        {deliveries.length === 0 && <p className="work-hint">Nothing was received yet.</p>}
        <ul className="host-list">
          {deliveries.map(({ id, event, action, receivedAt, handledAt, problem }) => (
            <li key={id}>
              <code>
                {event}
                {action && `, ${action}`}
              </code>
              , <When at={receivedAt} />: {problem ?? (handledAt ? "handled" : "waiting to be handled")}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
