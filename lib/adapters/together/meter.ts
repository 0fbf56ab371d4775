import { roomLimits } from "#lib/core/together/index.ts";

const span = 10_000;

/** Counts what comes over one connection within ten seconds. */
export class Meter {
  private began = 0;
  private frames = 0;
  private bytes = 0;

  /** False when this is more than a hand can do. `now` in milliseconds. */
  spend(size: number, now: number): boolean {
    if (now - this.began > span) {
      this.began = now;
      this.frames = 0;
      this.bytes = 0;
    }
    this.frames += 1;
    this.bytes += size;
    return this.frames <= roomLimits.frames && this.bytes <= roomLimits.bytes;
  }
}
