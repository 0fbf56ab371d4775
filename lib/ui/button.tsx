import type { ButtonHTMLAttributes, ReactNode } from "react";
import { PageLink } from "./page-link.tsx";

type Variant = "primary" | "quiet" | "danger";

/** A button; `type="button"` unless it sends a form. */
export function Button({
  variant = "quiet",
  type = "button",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { variant?: Variant }) {
  return <button className="button" data-variant={variant} type={type} {...rest} />;
}

/** A link that looks like a button: it leads somewhere. */
export function LinkButton({
  href,
  variant = "quiet",
  children,
}: {
  href: string;
  variant?: Variant;
  children: ReactNode;
}) {
  return (
    <PageLink className="button" data-variant={variant} href={href}>
      {children}
    </PageLink>
  );
}
