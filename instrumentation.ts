/** Runs once when a web process starts: from then on it hears which pages are out of date. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openRooms, watchForChanges } = await import("./lib/server.ts");
  watchForChanges();
  openRooms();
}
