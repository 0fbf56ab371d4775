import "katex/dist/katex.min.css";
import type { Metadata } from "next";
import { grantLicences, statementFor } from "#lib/core/licence/index.ts";
import { uploadAddress } from "#lib/core/proposal/index.ts";
import { server } from "#lib/server.ts";
import { PageHeader, PageLink } from "#lib/ui/index.ts";
import "#lib/ui/prose.css";
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
  const { section, erratum, proposal, block, quote, prefix, suffix } = await props.searchParams;
  const asked = Object.entries(await props.searchParams).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const here = `/propose/${book}/${chapter}${asked.length > 0 ? `?${new URLSearchParams(asked)}` : ""}`;
  const opened = await server.openDraft({
    book,
    chapter,
    erratum: erratum ?? null,
    proposal: proposal ?? null,
    words: quote ? { block: block ?? null, quote, prefix, suffix } : null,
  });
  if (!opened.ok) return <Refusal problem={opened.problem} back={here} />;
  const { draft, path, outdated, words, images } = opened.value;
  const file = draft.files.find((each) => each.path === path);
  const [read, person, resources, openPassages] = await Promise.all([
    server.readChapter(book, chapter),
    server.person(),
    server.readResources(book),
    server.readOpenPassages({ book, path }),
  ]);
  const shared = draft.shareKey !== null || draft.coAuthors.length > 0;
  const owns = person?.id === draft.authorId;
  const title = read.ok ? read.value.title : "the chapter";
  return (
    <div className="propose">
      <PageHeader
        title="Suggest an edit"
        lead={
          <>
            In <PageLink href={`/read/${book}/${chapter}`}>{title}</PageLink>. Your words are saved as you
            type, and nobody {shared && "but those you write with "}sees them until{" "}
            {owns ? "you send them" : `${draft.authorName} sends them`}.
          </>
        }
      />
      <ProposeDesk
        book={book}
        chapter={chapter}
        path={path}
        section={section ?? null}
        language={read.ok ? read.value.book.language : "en"}
        words={words}
        draft={{
          id: draft.id,
          version: draft.version,
          title: draft.title,
          rationale: draft.rationale,
          base: file?.base ?? "",
          text: file?.text ?? "",
          state: draft.state,
          shared,
        }}
        personId={person?.id ?? ""}
        together={{
          owns,
          authorName: draft.authorName,
          link:
            owns && draft.shareKey ? new URL(`/together/${draft.shareKey}`, server.publicUrl()).href : null,
          coAuthors: draft.coAuthors.map(({ personId, name, active }) => ({ personId, name, active })),
        }}
        outdated={outdated}
        images={images}
        additions={draft.additions.map((each) =>
          each.kind === "image"
            ? { kind: each.kind, path: each.path, size: each.size, address: uploadAddress(each) }
            : { kind: each.kind, path: each.path, key: each.key, text: each.text },
        )}
        resources={resources.ok ? resources.value : { labels: [], works: [] }}
        openPassages={openPassages.ok ? openPassages.value : []}
        statements={grantLicences.map(statementFor)}
        creditName={person?.pseudonym ?? person?.name ?? ""}
        hasModel={server.hasModel()}
      />
    </div>
  );
}
