import { Button, Callout } from "#lib/ui/index.ts";

/** A passage that the book and the draft both changed. */
export interface Clash {
  book: string;
  draft: string;
}

/** What an update could not bring together by itself, with the book's wording to compare. */
export function Clashes({ clashes }: { clashes: readonly Clash[] }) {
  return (
    <>
      {clashes.map((clash) => (
        <Callout
          key={clash.book}
          tone="warning"
          title="You and the book both changed this passage; yours is kept"
        >
          <p>In the book it reads now:</p>
          <pre className="propose-clash">{clash.book}</pre>
        </Callout>
      ))}
    </>
  );
}

/** What this browser kept when the server could not be told, to take or to leave. */
export function KeptCopy({ onUse, onLeave }: { onUse(): void; onLeave(): void }) {
  return (
    <Callout tone="warning" title="This browser has a newer copy of your draft">
      <div className="work-row">
        <Button variant="primary" onClick={onUse}>
          Use the copy
        </Button>
        <Button onClick={onLeave}>Keep what is here</Button>
      </div>
    </Callout>
  );
}
