import type { Metadata } from "next";
import { server } from "#lib/server.ts";
import { EmptyState, PageHeader, PageLink } from "#lib/ui/index.ts";
import { Refusal } from "../refusal.tsx";
import { When } from "../when.tsx";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const read = await server.readNotifications();
  if (!read.ok) return <Refusal problem={read.problem} back="/notifications" />;
  return (
    <div className="work-narrow">
      <PageHeader title="Notifications" />
      {read.value.length === 0 ? (
        <EmptyState title="Nothing yet">
          You will read here when somebody answers one of your proposals.
        </EmptyState>
      ) : (
        <ol className="notice-list">
          {read.value.map((notice) => (
            <li key={notice.id} data-new={notice.readAt === null || undefined}>
              <PageLink href={notice.href}>{notice.title}</PageLink>
              <p>{notice.body}</p>
              <When at={notice.at} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
