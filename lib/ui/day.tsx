/** A day in words, the same in every time zone. */
export function Day({ at }: { at: string }) {
  const words = new Date(at).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return <time dateTime={at.slice(0, 10)}>{words}</time>;
}
