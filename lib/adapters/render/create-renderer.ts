import { existsSync } from "node:fs";
import { join } from "node:path";
import { Piscina } from "piscina";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { RenderAnswers, RenderTask } from "#lib/features/ports/index.ts";

/** Draws chapters in threads with limits on time, memory and output. */
export interface Renderer {
  /** `chapter.unrenderable` when a limit is reached; the thread is then replaced. */
  run<K extends RenderTask["kind"]>(
    task: Extract<RenderTask, { kind: K }>,
  ): Promise<Outcome<RenderAnswers[K]>>;
  close(): Promise<void>;
}

export interface RendererOptions {
  threads: number;
  /** Milliseconds for one task, waiting not counted. */
  timeoutMs: number;
  /** Characters of HTML a task may give back; 24 million by default. */
  outputLimit?: number;
}

export function createRenderer({ threads, timeoutMs, outputLimit = 24_000_000 }: RendererOptions): Renderer {
  // The thread runs the file as it lies in the folder the program was started from, also when the caller is bundled.
  const filename = join(/* turbopackIgnore: true */ process.cwd(), "lib", "adapters", "render", "thread.ts");
  if (!existsSync(filename))
    throw new Error(`Colophon has to be started from its own folder; ${filename} is missing.`);
  const pool = new Piscina({
    filename,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 5_000,
    maxQueue: 1000,
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16, stackSizeMb: 8 },
  });
  pool.on("error", () => undefined);
  let running = 0;
  const waiting: (() => void)[] = [];
  // Tasks wait here and not in the pool, so that the time limit begins when the work does.
  const enter = async () => {
    if (running < threads) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  };
  return {
    async run<K extends RenderTask["kind"]>(task: Extract<RenderTask, { kind: K }>) {
      await enter();
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), timeoutMs);
      try {
        const answer: RenderAnswers[K] = await pool.run(task, { signal: limit.signal });
        const html = typeof answer === "string" ? answer : (answer as { html?: string }).html;
        const size = html?.length ?? 0;
        return size > outputLimit
          ? refuse("chapter.unrenderable", tooMuch("a page too large to show"))
          : ok(answer);
      } catch (error) {
        const name = (error as { code?: string; name?: string }).code ?? (error as Error).name;
        if (limit.signal.aborted)
          return refuse("chapter.unrenderable", tooMuch("more time than a page may take"));
        if (name === "ERR_WORKER_OUT_OF_MEMORY")
          return refuse("chapter.unrenderable", tooMuch("too much memory"));
        // The stack of the thread ended: the text is nested deeper than anything a person writes.
        if (error instanceof RangeError || name === "RangeError")
          return refuse("chapter.unrenderable", tooMuch("deeper nesting than a page may have"));
        if (/worker exited/iu.test((error as Error).message))
          return refuse(
            "chapter.unrenderable",
            "The process that drew this text ended in the middle. Readers keep the last good version; it is tried again by itself.",
          );
        throw error;
      } finally {
        clearTimeout(timer);
        leave();
      }
    },
    async close() {
      await pool.destroy();
    },
  };
}

function tooMuch(what: string): string {
  return `Drawing this text needs ${what}. Readers keep the last good version; look for very long lines, deeply nested marks or huge tables.`;
}
