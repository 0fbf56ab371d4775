import "katex/dist/katex.min.css";
import { grantLicences, statementFor } from "#lib/core/licence/index.ts";
import { renderComment } from "#lib/core/text/render/render-comment.ts";
import type { ProposalPage as Packet } from "#lib/features/read-proposal.ts";
import { server } from "#lib/server.ts";
import { Callout, LinkButton, PageHeader, PageLink } from "#lib/ui/index.ts";
import { AdditionList } from "./additions.tsx";
import { BeingPublished } from "./being-published.tsx";
import { viewsOf } from "./hunk-views.ts";
import { RefreshWhile } from "./progress/refresh-while.tsx";
import { PullFacts } from "./pull-facts.tsx";
import { Refusal } from "./refusal.tsx";
import { CommentList } from "./review/[number]/comment-list.tsx";
import { HunkCard } from "./review/[number]/hunk-card.tsx";
import { ReviewDesk } from "./review/[number]/review-desk.tsx";
import { SettleClashes } from "./settle-clashes.tsx";
import { SignPart } from "./sign-part.tsx";
import { StateBadge } from "./state-badge.tsx";
import { When } from "./when.tsx";
import { Written } from "./written.tsx";
import "#lib/ui/prose.css";

/** Everything one needs to judge a proposal, or to see how one's own stands. */
export async function ProposalPage({ number, back }: { number: number; back: string }) {
  const read = await server.readProposal(number);
  if (!read.ok) return <Refusal problem={read.problem} back={`${back}/${number}`} />;
  const packet = read.value;
  const { proposal, may } = packet;
  const [{ hunks, loose }, person] = await Promise.all([viewsOf(packet), server.person()]);
  const writers = packet.coAuthors.filter(({ typed }) => typed).map(({ name }) => name);
  const clashes = packet.files.reduce((sum, file) => sum + file.clashes, 0);
  return (
    <div className="review">
      <RefreshWhile active={proposal.state === "accepted"} every={packet.waiting === null ? 700 : 5000} />
      <PageHeader
        title={proposal.title || "Untitled draft"}
        lead={
          <>
            <StateBadge state={proposal.state} /> Proposal #{proposal.number} by{" "}
            {[proposal.authorName, ...writers].join(", ")},{" "}
            <When at={proposal.submittedAt ?? proposal.updatedAt} />
          </>
        }
      />
      <Facts packet={packet} />
      {proposal.state === "accepted" && (
        <BeingPublished id={proposal.id} waiting={packet.waiting} mayStop={may.stop} />
      )}
      {clashes > 0 && proposal.state === "in-review" && !may.settle && (
        <Callout tone="warning" title="The book has changed in the same words">
          {clashes === 1 ? "One change is" : `${clashes} changes are`} of words that somebody else has changed
          since. Choose there what shall stand, or ask the author to. The rest can be decided as ever.
        </Callout>
      )}
      {clashes > 0 && may.settle && (
        <SettleClashes
          key={proposal.version}
          proposal={{ id: proposal.id, version: proposal.version }}
          clashes={packet.files.flatMap((file) =>
            file.conflicts.map(({ base, ours, theirs }) => ({
              path: file.path,
              base,
              book: theirs,
              proposed: ours,
            })),
          )}
          statements={grantLicences.map((licence) => statementFor(licence))}
          creditName={packet.grant?.creditName ?? proposal.authorName}
        />
      )}
      {may.sign && (
        <SignPart
          proposal={{ id: proposal.id, version: proposal.version }}
          authorName={person?.id === proposal.authorId ? null : proposal.authorName}
          statements={grantLicences.map((licence) => statementFor(licence))}
          creditName={person?.pseudonym ?? person?.name ?? ""}
        />
      )}
      {may.edit && packet.files[0]?.chapter && (
        <p>
          <LinkButton
            href={`/propose/${packet.book.slug}/${packet.files[0].chapter.slug}${person?.id === proposal.authorId ? "" : `?proposal=${proposal.id}`}`}
            variant="primary"
          >
            Go on editing
          </LinkButton>
        </p>
      )}
      {may.decide || may.publish ? (
        <ReviewDesk
          proposal={{ id: proposal.id, version: proposal.version }}
          hunks={hunks}
          may={may}
          comments={commentsOf(packet)}
          granted={packet.granted}
        />
      ) : (
        <>
          <section aria-label="Changes">
            {hunks.map((hunk) => (
              <HunkCard key={hunk.path + hunk.id} hunk={hunk}>
                <CommentList comments={commentsOf(packet).filter((each) => each.hunk === hunk.id)} />
              </HunkCard>
            ))}
          </section>
          {may.comment && (
            <ReviewDesk
              proposal={{ id: proposal.id, version: proposal.version }}
              hunks={[]}
              may={may}
              comments={commentsOf(packet)}
              granted={packet.granted}
            />
          )}
        </>
      )}
      {loose.length > 0 && (
        <section aria-labelledby="additions">
          <h2 id="additions">What comes along as well</h2>
          <p className="work-hint">
            Each goes into the book together with the first accepted change that uses it.
          </p>
          <AdditionList additions={loose} />
        </section>
      )}
      <History packet={packet} />
    </div>
  );
}

function Facts({ packet }: { packet: Packet }) {
  const { proposal, grant, granted, files, errata } = packet;
  const coAuthors = packet.coAuthors.filter(({ typed }) => typed);
  return (
    <dl className="facts review-facts">
      {proposal.rationale && (
        <div>
          <dt>Why</dt>
          <dd>
            <Written text={proposal.rationale} />
          </dd>
        </div>
      )}
      <div>
        <dt>Where</dt>
        <dd>
          {files.map((file) => (
            <span key={file.path}>
              {file.chapter ? (
                <PageLink href={`/read/${packet.book.slug}/${file.chapter.slug}`}>
                  {file.chapter.title}
                </PageLink>
              ) : (
                file.path
              )}{" "}
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>Licence</dt>
        <dd>
          {grant
            ? `${grant.licence}, credited as ${grant.creditName}${granted ? "" : " (the text changed since; it has to be signed again)"}`
            : "not granted yet"}
        </dd>
        {coAuthors.map(({ name, grant: own }) => (
          <dd key={name}>
            {own
              ? `${name}: ${own.licence}, credited as ${own.creditName}`
              : `waiting for the licence of ${name}, who wrote it too`}
          </dd>
        ))}
      </div>
      <PullFacts pull={packet.pull} />
      {errata.length > 0 && (
        <div>
          <dt>Answers</dt>
          <dd>
            {errata.map((erratum) => (
              <PageLink key={erratum.id} href={`/errata/${erratum.number}`}>
                report #{erratum.number}
              </PageLink>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

const eventWords: Record<string, string> = {
  submitted: "sent it to the editors",
  granted: "agreed to the licence of their part",
  withdrawn: "took it back",
  "brought-up": "brought it up to the book as it is now",
  "changes-requested": "asked for changes",
  rejected: "did not take it",
  accepted: "accepted changes",
  published: "published it",
  "publish-failed": "It could not be published",
  pulled: "proposed it at GitHub",
  pushed: "changed the text at GitHub",
  "closed-at-host": "It was closed at GitHub",
  "reopened-at-host": "It was opened again at GitHub",
  "drafted-at-host": "It was made a draft at GitHub",
  "ready-at-host": "It was made ready for review at GitHub",
  "merged-at-host": "It was merged at GitHub",
};

function History({ packet }: { packet: Packet }) {
  if (packet.events.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">What happened</h2>
      <ol className="timeline">
        {packet.events.map((event) => (
          <li key={event.at.toISOString() + event.kind}>
            <strong>{event.actorName}</strong> {eventWords[event.kind] ?? event.kind} <When at={event.at} />
            {typeof event.detail.reason === "string" && <Written text={event.detail.reason} />}
            {typeof event.detail.problem === "string" && <p>{event.detail.problem}</p>}
            {typeof event.detail.commit === "string" && (
              <PublishedChapters packet={packet} commit={event.detail.commit} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where one sees what came into the book, and can propose to undo it. */
function PublishedChapters({ packet, commit }: { packet: Packet; commit: string }) {
  return packet.files.map(
    ({ chapter }) =>
      chapter && (
        <p key={chapter.slug}>
          <PageLink href={`/read/${packet.book.slug}/${chapter.slug}/history?to=${commit}`}>
            What it changed in “{chapter.title}”, and undoing it
          </PageLink>
        </p>
      ),
  );
}

/** What was said of a change that is not there any more is shown below all of them. */
function commentsOf(packet: Packet) {
  const hunks = new Set(packet.files.flatMap((file) => file.hunks.map(({ id }) => id)));
  return packet.comments.map(({ id, hunk, authorName, body, at }) => ({
    id,
    hunk: hunk !== null && hunks.has(hunk) ? hunk : null,
    authorName,
    html: renderComment(body),
    at: at.toISOString(),
  }));
}
