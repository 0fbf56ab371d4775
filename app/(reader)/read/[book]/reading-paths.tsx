import type { BookView } from "#lib/features/read-book.ts";
import { Card, readingTime } from "#lib/ui/index.ts";

/** Ways through the book for one kind of reader each, with the reason for every step. */
export function ReadingPaths({ book }: { book: BookView }) {
  return (
    <section aria-labelledby="paths" className="paths">
      <h2 id="paths">Ways to read it</h2>
      <div className="paths-list">
        {book.paths.map((path) => (
          <Card key={path.id} aria-labelledby={`path-${path.id}`}>
            <h3 id={`path-${path.id}`}>{path.title}</h3>
            <p className="paths-for">{path.audience}</p>
            <p>{path.description}</p>
            <details>
              <summary>
                {path.steps.length} steps
                {path.minutes !== null && `, about ${readingTime(path.minutes)}`}
              </summary>
              <ol>
                {path.steps.map((step) => (
                  <li key={`${step.chapter}${step.why}`}>
                    <a href={`/read/${book.slug}/${step.chapter}`}>{step.title}</a>
                    {step.why && <span>{step.why}</span>}
                  </li>
                ))}
              </ol>
            </details>
            {path.steps[0] && (
              <p className="paths-begin">
                <a href={`/read/${book.slug}/${path.steps[0].chapter}`}>Begin with {path.steps[0].title}</a>
              </p>
            )}
          </Card>
        ))}
      </div>
    </section>
  );
}
