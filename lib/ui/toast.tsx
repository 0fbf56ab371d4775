/** What just happened, in a few words: shown for as long as it is given, and read out by screen readers. */
export function Toast({ children }: { children: string }) {
  return <output className="toast">{children}</output>;
}

/** The same for screen readers alone, where the page itself shows what happened. */
export function LiveRegion({ children }: { children: string }) {
  return <output className="visually-hidden">{children}</output>;
}
