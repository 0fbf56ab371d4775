import { outline, type Section } from "#lib/core/text/index.ts";

/** A part of a chapter that is open in the visual editor: the rest is put around it again, byte for byte. */
export interface EditablePart {
  id: string;
  title: string;
  start: number;
  end: number;
}

/** Chapters shorter than this are opened whole. */
const whole = 40_000;

/** The parts a chapter is edited in: all of a short one, else each section, and what stands before the first. */
export function editableParts(source: string): EditablePart[] {
  if (source.length <= whole) return [{ id: "", title: "The whole chapter", start: 0, end: source.length }];
  const sections = outline(source).filter((section) => section.level === 2);
  const cuts: Pick<Section, "id" | "title" | "span">[] = sections.length > 0 ? sections : outline(source);
  const parts: EditablePart[] = [];
  const first = cuts[0]?.span.start ?? source.length;
  if (first > 0) parts.push({ id: "", title: "Beginning", start: 0, end: first });
  cuts.forEach((section, index) => {
    parts.push({
      id: section.id,
      title: section.title,
      start: section.span.start,
      end: cuts[index + 1]?.span.start ?? source.length,
    });
  });
  return parts;
}

/** The part that holds a section, by its id; the first one when it is not found. */
export function partFor(source: string, parts: readonly EditablePart[], section: string | null): number {
  const found = section ? outline(source).find((each) => each.id === section) : undefined;
  const at = found
    ? parts.findIndex((part) => part.start <= found.span.start && found.span.start < part.end)
    : 0;
  return Math.max(0, at);
}
