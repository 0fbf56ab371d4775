/** Runs once when a web process starts: from then on it hears which pages are out of date, and what was set up. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openRooms, watchForChanges, watchSettings } = await import("./lib/server.ts");
  await watchSettings();
  watchForChanges();
  openRooms();
}
