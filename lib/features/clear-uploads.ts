import type { Additions, Clock } from "./ports/index.ts";

/** How long the images of a proposal that is over are kept, in milliseconds: 30 days. */
const kept = 30 * 24 * 60 * 60 * 1000;

/** Remove images that were uploaded long ago and that no open proposal carries; says how many. */
export async function clearUploads(ports: {
  additions: Pick<Additions, "clear">;
  clock: Clock;
}): Promise<number> {
  return ports.additions.clear(new Date(ports.clock.now().getTime() - kept));
}
