import type { BookView } from "#lib/features/read-book.ts";
import { Avatar, Day, PrinterMark } from "#lib/ui/index.ts";

/** How many names are shown before the rest is folded. */
const shown = 24;

/** At the end, as printers did: who made the book, and when this state of it was set. */
export function BookColophon({ book }: { book: BookView }) {
  const people = book.contributors.toSorted((a, b) => b.contributions - a.contributions);
  return (
    <section className="book-colophon" aria-labelledby="colophon">
      <h2 id="colophon">Colophon</h2>
      {people.length > 0 && (
        <>
          <p>With thanks to everyone whose words are in it:</p>
          <People people={people.slice(0, shown)} />
          {people.length > shown && (
            <details>
              <summary>and {people.length - shown} more</summary>
              <People people={people.slice(shown)} />
            </details>
          )}
        </>
      )}
      <p className="book-colophon-set">
        <PrinterMark size={26} />
        <span>
          Set in Source Serif and Inter.
          {book.updatedAt && (
            <>
              {" "}
              These pages follow the book’s own files as they stood on <Day at={book.updatedAt} />
              {book.commit && ` (version ${book.commit.slice(0, 7)})`}.
            </>
          )}
        </span>
      </p>
    </section>
  );
}

function People({ people }: { people: BookView["contributors"] }) {
  return (
    <ul className="people">
      {people.map((person) => (
        <li key={person.name}>
          <Avatar name={person.name} />
          <span>
            {person.name}
            <small>
              {person.contributions} {person.contributions === 1 ? "contribution" : "contributions"}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}
