const quarters = ["", "¼", "½", "¾"];

/**
 * Minutes of reading as people say them: "48 min", "1¼ hours", "34 hours". Quarters of an hour up to ten hours, whole
 * hours from there, since an estimate is no more exact than that.
 */
export function readingTime(minutes: number): string {
  if (minutes < 58) return `${Math.max(1, Math.round(minutes))} min`;
  const hours = minutes < 600 ? Math.round(minutes / 15) / 4 : Math.round(minutes / 60);
  const words = `${Math.floor(hours)}${quarters[(hours % 1) * 4] ?? ""}`;
  return `${words} ${hours === 1 ? "hour" : "hours"}`;
}
