import Link from "next/link";
import type { AnchorHTMLAttributes } from "react";

/**
 * A link inside the site. Pages of a book are loaded as documents, so that their text comes once, as HTML, and Back shows
 * them as they were left; between the pages of the work Next replaces what differs. Nothing is fetched before it is asked.
 */
export function PageLink({
  href,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & {
  href: string;
}) {
  return href.startsWith("/read/") ? (
    <a href={href} {...rest} />
  ) : (
    <Link href={href} prefetch={false} {...rest} />
  );
}
