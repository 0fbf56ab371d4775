import { hiddenCharacters as findHidden } from "../hidden.ts";
import type { Finding, Rule } from "../rule.ts";

export const hiddenCharacters: Rule = {
  id: "hidden-characters",
  title: "Characters nobody sees",
  doc: "Characters without a shape can make a text read otherwise than it is: direction marks reorder what is shown, zero-width characters split words so that searching fails. They mostly come with pasted text. Remove them.",
  severity: "warning",
  always: true,
  check(view) {
    return findHidden(view.source).map(
      (hidden): Finding => ({
        span: { start: hidden.start, end: hidden.end },
        message: `A hidden character stands here: ${hidden.name}.`,
        edits: [{ span: { start: hidden.start, end: hidden.end }, text: "" }],
        severity: hidden.misleads ? "error" : "warning",
      }),
    );
  },
};
