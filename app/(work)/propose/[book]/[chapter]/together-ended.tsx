import type { Ended } from "#lib/editor/view/index.ts";
import { Callout } from "#lib/ui/index.ts";

const told: Record<Ended, { title: string; words: string }> = {
  removed: {
    title: "You do not write this draft any more",
    words:
      "Its author ended it, or you are signed out. What you typed last stays on this page: copy what you want to keep.",
  },
  sent: {
    title: "This was sent to the editors",
    words:
      "Its text cannot change now. You find it, and the licence you are asked for, in your notifications.",
  },
  failed: {
    title: "Your last words could not be stored",
    words: "Copy what you want to keep, then load the page again.",
  },
};

/** Why nothing can be typed any more in a draft that one wrote along. */
export function TogetherEnded({ why }: { why: Ended }) {
  return (
    <div role="alert">
      <Callout tone="warning" title={told[why].title}>
        <p>{told[why].words}</p>
      </Callout>
    </div>
  );
}
