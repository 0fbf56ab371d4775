import type { ChapterView } from "#lib/features/read-chapter.ts";
import { LicenceLink, LinkButton } from "#lib/ui/index.ts";

/** How a kind of credit is said; one and several. */
const deeds: Record<string, [string, string]> = {
  text: ["edit", "edits"],
  erratum: ["correction", "corrections"],
};

/** After the text: what a reader can do, whom to thank, the terms, and the pages before and after. */
export function ChapterFoot({
  chapter,
  edit,
  report,
}: {
  chapter: ChapterView;
  edit: string;
  report: string;
}) {
  return (
    <footer className="chapter-foot">
      <div className="chapter-invitation">
        <p>Something wrong, or better said otherwise?</p>
        <p className="chapter-actions">
          <LinkButton href={report}>Suggest a correction</LinkButton>
          <LinkButton href={edit}>Suggest an edit</LinkButton>
        </p>
      </div>
      {chapter.credits.length > 0 && <Credits credits={chapter.credits} />}
      {chapter.book.licence && (
        <p className="chapter-terms">
          This chapter is under <LicenceLink licence={chapter.book.licence} />, unless a passage says
          otherwise.
        </p>
      )}
      <p className="chapter-terms">
        <a href={`/read/${chapter.book.slug}/${chapter.slug}/history`}>History of this chapter</a>: who
        changed it, when and how.
      </p>
      <nav className="chapter-turn" aria-label="Before and after">
        {chapter.previous && (
          <Turn to={chapter.previous} book={chapter.book.slug} rel="prev" word="Previous" />
        )}
        {chapter.next && <Turn to={chapter.next} book={chapter.book.slug} rel="next" word="Next" />}
      </nav>
    </footer>
  );
}

function Turn({
  to,
  book,
  rel,
  word,
}: {
  to: NonNullable<ChapterView["next"]>;
  book: string;
  rel: "prev" | "next";
  word: string;
}) {
  return (
    <a href={`/read/${book}/${to.slug}`} rel={rel}>
      <span>{word}</span>
      {to.number && <i>{to.number}</i>} {to.title}
    </a>
  );
}

function Credits({ credits }: { credits: ChapterView["credits"] }) {
  const people = Map.groupBy(credits, (credit) => credit.name);
  return (
    <p className="chapter-credits">
      <strong>With thanks to</strong>{" "}
      {[...people].map(([name, given], index) => (
        <span key={name}>
          {index > 0 && ", "}
          {name}{" "}
          <small>
            (
            {given
              .map(({ what, count }) => `${count} ${deeds[what]?.[count === 1 ? 0 : 1] ?? what}`)
              .join(", ")}
            )
          </small>
        </span>
      ))}
      .
    </p>
  );
}
