import type { ReactNode } from "react";

/** A key on the keyboard. */
export function Shortcut({ children }: { children: ReactNode }) {
  return <kbd className="shortcut">{children}</kbd>;
}
