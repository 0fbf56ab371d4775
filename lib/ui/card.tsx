import type { HTMLAttributes } from "react";

/** One thing among several of its kind; give it a heading. */
export function Card({ className = "", ...rest }: HTMLAttributes<HTMLElement>) {
  return <article className={`card ${className}`.trim()} {...rest} />;
}
