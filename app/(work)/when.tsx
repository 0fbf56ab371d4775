/** A moment, readable by people and programs. */
export function When({ at }: { at: Date | string }) {
  const date = new Date(at);
  const words = date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return <time dateTime={date.toISOString()}>{words} UTC</time>;
}
