import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { server } from "#lib/server.ts";
import { Button, PageHeader } from "#lib/ui/index.ts";
import { Refusal } from "../../refusal.tsx";
import { joinDraft } from "./actions.ts";

export const metadata: Metadata = {
  title: "Write together",
  robots: { index: false },
  referrer: "no-referrer",
};

/** What somebody is invited to. Nothing happens before they say yes: links are opened by programs too. */
export default async function InvitationPage(props: { params: Promise<{ key: string }> }) {
  const { key } = await props.params;
  const read = await server.readInvitation(key);
  if (!read.ok) return <Refusal problem={read.problem} back={`/together/${key}`} />;
  const { authorName, book, chapter, proposalId, joined } = read.value;
  if (joined) redirect(`/propose/${book}/${chapter.slug}?proposal=${proposalId}`);
  return (
    <div className="work-narrow">
      <PageHeader
        title="Write together"
        lead={`${authorName} invites you to work on a change to “${chapter.title}”.`}
      />
      <p>
        You both write the same text at the same time, and see each other’s name in it. {authorName} sends it
        to the editors when it is done. If it is taken, what you wrote is in the book with your name, once you
        have agreed to the licence.
      </p>
      <form action={joinDraft}>
        <input type="hidden" name="key" value={key} />
        <Button type="submit" variant="primary">
          Take part
        </Button>
      </form>
    </div>
  );
}
