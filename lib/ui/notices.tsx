import type { ReactNode } from "react";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

/** A state in one or two words; the tone only underlines what they say. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}

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

/** Nothing here yet, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <h3>{title}</h3>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** How far something has come; without a known end it only shows that it goes on. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <div className="progress" role="status">
      <span>
        {label}
        {max > 0 && ` (${value} of ${max})`}
      </span>
      <progress aria-label={label} {...(max > 0 ? { value, max } : {})} />
    </div>
  );
}

/** A key on the keyboard. */
export function Shortcut({ children }: { children: ReactNode }) {
  return <kbd className="shortcut">{children}</kbd>;
}
