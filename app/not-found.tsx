import { LinkButton, PageShell, PrinterMark } from "#lib/ui/index.ts";

export default function NotFound() {
  return (
    <PageShell book={null}>
      <div className="astray">
        <PrinterMark size={60} />
        <h1>This leaf is not in the book</h1>
        <p>It may have moved, or the address has a slip in it. The contents list everything there is.</p>
        <p>
          <LinkButton href="/" variant="primary">
            Open the book
          </LinkButton>
        </p>
      </div>
    </PageShell>
  );
}
