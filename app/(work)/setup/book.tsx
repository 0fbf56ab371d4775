import type { BookSearch, FoundManifest } from "#lib/core/connection/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { ReachableRepository } from "#lib/features/ports/index.ts";
import type { Setup } from "#lib/features/read-setup.ts";
import { Badge, Callout, Field, Progress, Select } from "#lib/ui/index.ts";
import { RefreshWhile } from "../progress/refresh-while.tsx";
import { forget, lookAtBook, takeBook } from "./actions.ts";
import { SetupForm } from "./setup-form.tsx";

/** Where the book is, and the way to choose another. */
export function BookSection({
  setup,
  repositories,
}: {
  setup: Setup;
  repositories: Outcome<ReachableRepository[]>;
}) {
  const { book, search, given } = setup;
  return (
    <section aria-labelledby="book-title" id="book">
      <h2 id="book-title">Where the book is</h2>
      {given.book ? (
        <>
          <p>
            <Badge tone="success">Set by the environment</Badge> It is named by BOOK_REMOTE, and changed
            there.
          </p>
          <Place {...given.book} />
        </>
      ) : (
        <>
          {book ? (
            <Place {...book} />
          ) : (
            <p>
              <Badge>Not chosen</Badge> Until then this site shows the sample book.
            </p>
          )}
          {search && <Search search={search} />}
          <h3>{book || search ? "Choose another repository" : "Choose the repository"}</h3>
          <SetupForm action={lookAtBook} button="Look at it" variant={book || search ? "quiet" : "primary"}>
            {!repositories.ok && <Callout tone="warning">{repositories.problem.message}</Callout>}
            {repositories.ok && repositories.value.length > 0 && (
              <Field label="A repository at GitHub">
                <Select name="chosen">
                  {repositories.value.map(({ name, private: hidden, mayPush }) => (
                    <option key={name} value={name}>
                      {name}
                      {hidden ? " (private)" : ""}
                      {mayPush === false ? " (to read only)" : ""}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            <Field
              label={repositories.ok && repositories.value.length > 0 ? "Or any other" : "Repository"}
              hint="owner/name at GitHub, a Git address such as https://git.example.org/book.git, or a folder of this machine"
            >
              <input name="place" maxLength={1000} autoCapitalize="none" spellCheck={false} />
            </Field>
          </SetupForm>
          {book && (
            <SetupForm
              action={forget}
              hidden={{ what: "book" }}
              button="Go back to the sample book"
              variant="danger"
            />
          )}
        </>
      )}
    </section>
  );
}

function Place({
  remote,
  branch,
  manifest,
}: {
  remote: string;
  branch: string | null;
  manifest: string | null;
}) {
  return (
    <dl className="setup-facts">
      <div>
        <dt>Repository</dt>
        <dd>{remote}</dd>
      </div>
      <div>
        <dt>Branch</dt>
        <dd>{branch ?? "the repository’s own default"}</dd>
      </div>
      <div>
        <dt>Manifest</dt>
        <dd>{manifest ?? "found by looking"}</dd>
      </div>
    </dl>
  );
}

const size = (bytes: number) =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** A look at a repository, under way or with what it found. */
function Search({ search }: { search: BookSearch }) {
  if (search.state === "running") {
    const received = search.bytes > 0 ? `, ${size(search.bytes)}` : "";
    return (
      <>
        <RefreshWhile active />
        <h3>Looking at {search.remote}</h3>
        <Progress label={`${search.step}${received}`} value={search.done} max={search.total} />
      </>
    );
  }
  return (
    <>
      <h3>Found at {search.remote}</h3>
      {search.state === "failed" && (
        <Callout tone="danger" title="It cannot be read">
          {search.problem}
        </Callout>
      )}
      {search.branches.length > 1 && (
        <SetupForm action={lookAtBook} button="Look at this branch" hidden={{ place: search.remote }}>
          <Field label="Branch">
            <Select name="branch" defaultValue={search.branch ?? ""}>
              {search.branches.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
        </SetupForm>
      )}
      {search.state === "done" && <Manifests search={search} />}
    </>
  );
}

const kinds: Record<NonNullable<FoundManifest["kind"]>, string> = {
  "quarto-book": "Quarto book",
  "quarto-website": "Quarto website",
  "jupyter-book": "Jupyter Book",
  myst: "MyST",
  summary: "mdBook or GitBook",
  folder: "Markdown files",
};

function Manifests({ search }: { search: BookSearch }) {
  const usable = search.manifests.filter(({ chapters }) => chapters > 0);
  if (usable.length === 0) {
    return (
      <Callout tone="warning" title="There is no book in it yet">
        Nothing on the branch “{search.branch}” names chapters, and there are no Markdown files.
      </Callout>
    );
  }
  return (
    <SetupForm action={takeBook} button="Take this book" variant="primary" hidden={{ search: search.id }}>
      <p className="work-hint">
        Branch “{search.branch}”: {search.files} files, {size(search.bytes)}.
      </p>
      <fieldset className="radio-cards">
        <legend>Which of its books</legend>
        {usable.map(({ path, title, kind, chapters }, i) => (
          <label className="radio-card" key={path ?? ""}>
            <input type="radio" name="manifest" value={path ?? ""} defaultChecked={i === 0} />
            <strong>{title ?? (path === null ? "All Markdown files" : "Untitled book")}</strong>
            <span>
              {chapters} {chapters === 1 ? "chapter" : "chapters"}
              {kind && `, ${kinds[kind]}`}
              {path !== null && (
                <>
                  , <code>{path}</code>
                </>
              )}
            </span>
          </label>
        ))}
      </fieldset>
    </SetupForm>
  );
}
