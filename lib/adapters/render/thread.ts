/** Runs in a worker thread: text from strangers is only ever parsed and drawn here. */
import { formatWorks, readBibliography, readReference } from "#lib/core/book/index.ts";
import { refuse } from "#lib/core/outcome.ts";
import {
  drawReference,
  examineChapter,
  type RenderContext,
  renderChapter,
  renderFragment,
} from "#lib/core/text/render/index.ts";
import type { RenderAnswers, RenderTask, UnformattedContext } from "#lib/features/ports/index.ts";

function formatted(context: UnformattedContext): RenderContext {
  return { ...context, works: formatWorks(Object.values(context.works)) };
}

export default function work(task: RenderTask): RenderAnswers[RenderTask["kind"]] {
  switch (task.kind) {
    case "examine":
      return examineChapter(task.source, task.number);
    case "chapter":
      return renderChapter(task.source, formatted(task.context));
    case "fragment":
      return renderFragment(task.source, formatted(task.context));
    case "fragments": {
      const context = formatted(task.context);
      return task.sources.map((source) => renderFragment(source, context));
    }
    case "bibliography": {
      const { entries, warnings } = readBibliography(task.text, task.path);
      return { entries: [...entries], warnings };
    }
    case "reference": {
      const read = readReference(task.text);
      if (!read.ok) return read;
      const printed = formatWorks([read.value.entry])[read.value.key];
      return printed
        ? { ok: true, value: { ...read.value, printed: { ...printed, html: drawReference(printed.html) } } }
        : refuse("input.invalid", "This entry cannot be printed.", "reference");
    }
  }
}
