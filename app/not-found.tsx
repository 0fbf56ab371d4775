import { EmptyState, LinkButton, PageHeader, PageShell } from "#lib/ui/index.ts";

export default function NotFound() {
  return (
    <PageShell book={null}>
      <PageHeader title="There is no such page" />
      <EmptyState title="It may have moved" action={<LinkButton href="/">Open the book</LinkButton>}>
        The address is not one of this book’s, or what stood there is gone.
      </EmptyState>
    </PageShell>
  );
}
