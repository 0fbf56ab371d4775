import { Button, Callout } from "#lib/ui/index.ts";

/** A passage that was changed here and elsewhere, with both wordings. */
export interface Clash {
  other: string;
  mine: string;
}

const words = {
  book: {
    title: "You and the book both changed this passage; yours is kept",
    lead: "In the book it reads now:",
  },
  "other tab": {
    title: "You changed this passage in two places; what you wrote here is kept",
    lead: "In the other tab or on the other device you wrote:",
  },
};

/** What could not be brought together by itself, with the other wording to compare. */
export function Clashes({ clashes, where }: { clashes: readonly Clash[]; where: keyof typeof words }) {
  return (
    <>
      {clashes.map((clash) => (
        <Callout key={clash.other} tone="warning" title={words[where].title}>
          <p>{words[where].lead}</p>
          <pre className="propose-clash">{clash.other}</pre>
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
