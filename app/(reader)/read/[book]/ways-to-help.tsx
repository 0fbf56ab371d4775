import type { BookView } from "#lib/features/read-book.ts";

/** What a reader can do for the book, from least to most. */
export function WaysToHelp({ book }: { book: BookView }) {
  return (
    <section className="help" aria-labelledby="help">
      <h2 id="help">Make it better</h2>
      <div className="help-ways">
        <div>
          <h3>Found a mistake?</h3>
          <p>
            Select the words on any page and choose “Suggest a correction”. You need no account, and you can
            watch it being fixed.
          </p>
          <p>
            <a href={`/errata?book=${book.slug}`}>See what others reported</a>
          </p>
        </div>
        <div>
          <h3>Know how to say it better?</h3>
          <p>
            Choose “Suggest an edit” beside any section and write in the page itself. Nothing changes for
            readers until an editor has agreed.
          </p>
          <p>
            <a href="/proposals">Your proposals</a>
          </p>
        </div>
        <div>
          <h3>Your name stays with it</h3>
          <p>
            What you contribute is published under your name and the licence you chose, in the book, in its
            history and in a ledger that anyone can check.
          </p>
          <p>
            <a href="/ledger">Open the ledger</a>
          </p>
        </div>
      </div>
    </section>
  );
}
