import { attributesOf, spanOf } from "../chapter-view.ts";
import type { Rule } from "../rule.ts";

export const missingAlt: Rule = {
  id: "missing-alt",
  title: "Figures without a description",
  doc: 'Readers who cannot see a figure are told its caption or its description. This one has neither. Add `fig-alt="…"` and say what the figure shows, not that it is a figure; an empty `fig-alt=""` says that it is decoration.',
  severity: "warning",
  check(view) {
    return view
      .all("image")
      .filter((image) => {
        const described = attributesOf(image)?.pairs.some(
          ([key, value]) =>
            key === "fig-alt" || ((key === "alt" || key === "fig-cap") && value.trim() !== ""),
        );
        return !described && (image.alt ?? "").trim() === "";
      })
      .map((image) => ({
        span: spanOf(image),
        message: `The figure ${image.url.split("/").at(-1) ?? ""} has no description for readers who cannot see it.`,
      }));
  },
};
