import { z } from "zod";
import { parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { BookTexts, Repository } from "./ports/index.ts";

const ReadTexts = z.object({ blobs: z.array(typed(64)).min(1).max(200) });

/** Read texts from the repository into the store, where pages find them. What is no text is stored as an empty one. */
export async function readTexts(
  ports: { repository: Pick<Repository, "read">; texts: Pick<BookTexts, "keep"> },
  raw: unknown,
): Promise<Outcome<number>> {
  const input = parseInput(ReadTexts, raw);
  if (!input.ok) return input;
  const bytes = await ports.repository.read(input.value.blobs);
  const texts = [...bytes].map(([blob, content]) => ({ blob, text: decoded(content) }));
  await ports.texts.keep(texts);
  return ok(texts.length);
}

/** PostgreSQL stores no NUL, and neither does any text that is drawn. */
function decoded(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? "" : text;
  } catch {
    return "";
  }
}
