import type { ReactNode } from "react";

/** How a state feels: colour only underlines what the words say. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** A state in one or two words. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}
