"use client";

import { useEffect, useRef } from "react";
import { keptHtml } from "./kept-html.ts";

/**
 * HTML drawn by our renderer that React never changes: on the server what was left by `leaveHtml`, in the browser what
 * the page already holds, which stays because the property is the same at every rendering. Where a page was put together
 * by scripts (React gave up on the HTML it found), the text is taken from the page's address.
 */
export function StillHtml({ name, className }: { name: string; className: string }) {
  const element = useRef<HTMLDivElement>(null);
  const onServer = typeof window === "undefined";
  const html = onServer ? keptHtml(name) : "";
  if (html === undefined) throw new Error(`The text ${name} was not left for this page.`);
  useEffect(() => {
    const here = element.current;
    if (!here || here.dataset.still === name) return;
    void fetch(window.location.href)
      .then((answer) => answer.text())
      .then((text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        const there = page.querySelector(`[data-still="${CSS.escape(name)}"]`);
        if (there) here.replaceChildren(...there.childNodes);
      });
  }, [name]);
  return (
    <div
      ref={element}
      className={className}
      data-still={onServer ? name : "no"}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
