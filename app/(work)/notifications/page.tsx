import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { EmptyState, LinkButton, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { When } from "../when.tsx";
import { Written } from "../written.tsx";

export const metadata: Metadata = { title: "Inbox" };

export default async function NotificationsPage() {
  const read = await server.readNotifications();
  if (!read.ok) return <Refusal problem={read.problem} back="/notifications" />;
  return (
    <div className="work-narrow">
      <PageHeader title="Inbox" lead="What became of your proposals, and what others said of them." />
      {read.value.length === 0 ? (
        <EmptyState title="Nothing yet" action={<LinkButton href="/">Open the book</LinkButton>}>
          You will read here when somebody answers one of your proposals. Choose “Suggest an edit” on any page
          of the book to make one.
        </EmptyState>
      ) : (
        <ol className="notice-list">
          {read.value.map((notice) => (
            <li key={notice.id} data-new={notice.readAt === null || undefined}>
              <PageLink href={notice.href}>{notice.title}</PageLink>
              <Written text={notice.body} />
              <When at={notice.at} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
