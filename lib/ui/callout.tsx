import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";

/** Something to know before going on. */
export function Callout({
  tone = "info",
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <div className="callout" data-tone={tone}>
      {title && <p className="callout-title">{title}</p>}
      <div>{children}</div>
    </div>
  );
}
