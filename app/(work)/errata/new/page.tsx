import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../../refusal.tsx";
import { ErratumForm } from "../erratum-form.tsx";

export const metadata: Metadata = { title: "Suggest a correction" };

const carried = ["quote", "prefix", "suffix", "block", "commit"] as const;

export default async function NewErratumPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const query = await searchParams;
  const chapter = await server.readChapter(query.book ?? "", query.chapter ?? "");
  if (!chapter.ok) return <Refusal problem={chapter.problem} back="/" />;
  const given: Record<string, string> = { book: query.book ?? "", chapter: query.chapter ?? "" };
  for (const name of carried) given[name] = (query[name] ?? "").slice(0, 500);
  return (
    <div className="work-narrow">
      <PageHeader
        title="Suggest a correction"
        lead={
          <>
            In{" "}
            <PageLink href={`/read/${chapter.value.book.slug}/${chapter.value.slug}`}>
              {chapter.value.title}
            </PageLink>
          </>
        }
      />
      <ErratumForm given={given} />
    </div>
  );
}
