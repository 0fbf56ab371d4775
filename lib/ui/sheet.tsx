import type { ReactNode } from "react";

/**
 * A panel that comes up from the bottom of a phone; a button with `popoverTarget={id}` opens it, without scripts too.
 * Where a style sheet lays out `className` otherwise (beside the text on a wide screen) it simply stands there.
 */
export function Sheet({
  id,
  label,
  className = "",
  children,
}: {
  id: string;
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <aside className={`sheet ${className}`.trim()} id={id} popover="auto" aria-label={label}>
      {children}
    </aside>
  );
}
