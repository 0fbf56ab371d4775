import type { HTMLAttributes } from "react";

/**
 * HTML that our own renderer drew and sanitised (lib/core/text/render). The only place where a page takes HTML as it
 * is, so that the linter can refuse it everywhere else.
 */
export function DrawnHtml({
  html,
  className = "prose",
  ...rest
}: HTMLAttributes<HTMLDivElement> & { html: string }) {
  return <div className={className} {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** A script of ours that has to run before the first paint. */
export function EarlyScript({ code }: { code: string }) {
  return <script dangerouslySetInnerHTML={{ __html: code }} />;
}
