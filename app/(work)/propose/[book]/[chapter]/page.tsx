import "katex/dist/katex.min.css";
import type { Metadata } from "next";
import { grantLicences, statementFor } from "#lib/core/licence/index.ts";
import { server } from "#lib/server.ts";
import { PageHeader, PageLink } from "#lib/ui/index.ts";
import "../../../../(reader)/read/[book]/[chapter]/prose.css";
import "#lib/editor/view/editor.css";
import { Refusal } from "../../../refusal.tsx";
import { ProposeDesk } from "./propose-desk.tsx";
import "./propose.css";

export const metadata: Metadata = { title: "Suggest an edit" };

export default async function ProposePage(props: {
  params: Promise<{ book: string; chapter: string }>;
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { book, chapter } = await props.params;
  const { section, erratum } = await props.searchParams;
  const here = `/propose/${book}/${chapter}${section ? `?section=${encodeURIComponent(section)}` : ""}`;
  const opened = await server.openDraft({ book, chapter, erratum: erratum ?? null });
  if (!opened.ok) return <Refusal problem={opened.problem} back={here} />;
  const { draft, path, outdated } = opened.value;
  const file = draft.files.find((each) => each.path === path);
  const [read, person, resources] = await Promise.all([
    server.readChapter(book, chapter),
    server.person(),
    server.readResources(book),
  ]);
  const title = read.ok ? read.value.title : "the chapter";
  return (
    <div className="propose">
      <PageHeader
        title="Suggest an edit"
        lead={
          <>
            In <PageLink href={`/read/${book}/${chapter}`}>{title}</PageLink>. Your words are saved as you
            type, and nobody sees them until you send them.
          </>
        }
      />
      <ProposeDesk
        book={book}
        chapter={chapter}
        path={path}
        section={section ?? null}
        language={read.ok ? read.value.book.language : "en"}
        draft={{
          id: draft.id,
          version: draft.version,
          title: draft.title,
          rationale: draft.rationale,
          base: file?.base ?? "",
          text: file?.text ?? "",
          state: draft.state,
        }}
        outdated={outdated}
        resources={resources.ok ? resources.value : { labels: [], works: [] }}
        statements={grantLicences.map(statementFor)}
        creditName={person?.pseudonym ?? person?.name ?? ""}
        hasModel={server.hasModel()}
      />
    </div>
  );
}
