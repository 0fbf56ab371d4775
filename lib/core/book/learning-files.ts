import { z } from "zod";
import { type Outcome, ok, refuse } from "../outcome.ts";
import { readYaml } from "./yaml-file.ts";

export interface GlossaryTerm {
  term: string;
  definition: string;
  aliases: string[];
}

const GlossaryFile = z.object({
  terms: z
    .array(
      z.object({
        term: z.string().min(1).max(300),
        definition: z.string().max(5000).default(""),
        aliases: z.array(z.string().max(300)).default([]),
      }),
    )
    .max(10_000),
});

/** A glossary file `{metadata, terms: [{term, definition, aliases}]}`. */
export function readGlossary(text: string, path: string): Outcome<GlossaryTerm[]> {
  try {
    const file = GlossaryFile.safeParse(JSON.parse(text));
    if (file.success) return ok(file.data.terms);
  } catch {
    // Said below, in the same words.
  }
  return refuse("input.invalid", `${path} does not have the shape of a glossary.`, path);
}

export interface PathFile {
  id: string;
  title: string;
  audience: string;
  description: string;
  minutes: number | null;
  steps: { chapter: string; section: string | null; why: string | null }[];
}

/** `reading-paths.yml`: `paths: [{id, title, audience, description, minutes, steps: [{chapter, section, why}]}]`. */
export function readReadingPaths(text: string, path: string): Outcome<PathFile[]> {
  const parsed = readYaml(text, path);
  if (!parsed.ok) return parsed;
  const { root } = parsed.value;
  const list = root.at("paths").exists ? root.at("paths").items() : root.items();
  const paths = list.map((item, index) => {
    const minutes = Number(item.at("minutes").text() ?? Number.NaN);
    return {
      id: item.at("id").text() ?? `path-${index + 1}`,
      title: item.at("title").text() ?? `Path ${index + 1}`,
      audience: item.at("audience").text() ?? "",
      description: item.at("description").text() ?? "",
      minutes: Number.isFinite(minutes) ? minutes : null,
      steps: item
        .at("steps")
        .items()
        .flatMap((step) => {
          const chapter = step.text() ?? step.at("chapter").text();
          return chapter ? [{ chapter, section: step.at("section").text(), why: step.at("why").text() }] : [];
        }),
    };
  });
  return ok(paths.filter((each) => each.steps.length > 0));
}
