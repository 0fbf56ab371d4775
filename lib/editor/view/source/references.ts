/** What `@…` in the source refers to. */
import type { Text } from "@codemirror/state";
import type { ToolbarResources } from "../question.tsx";

/** Something that can be referred to or cited. */
export interface Target {
  key: string;
  title: string;
  kind: "label" | "work";
}

const defined = /(?:\{[^}\n]*#|^\s*(?:#|\/\/|%%)\| label: *)((?:[a-z]+)-[\w:.-]*\w)/gmu;

/** Everything the book offers, and what this text defines itself. */
export function targets(resources: ToolbarResources, doc: Text): Target[] {
  const found = new Map<string, Target>();
  for (const { label, title } of resources.labels) found.set(label, { key: label, title, kind: "label" });
  for (const [, label] of doc.toString().matchAll(defined))
    if (label && !found.has(label)) found.set(label, { key: label, title: "In this chapter", kind: "label" });
  for (const { key, title } of resources.works)
    if (!found.has(key)) found.set(key, { key, title, kind: "work" });
  return [...found.values()];
}

const reference = /(?<![\p{L}\p{N}_])@([\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?~/-](?=[\p{L}\p{N}_]))*)/gu;

/** The reference at an offset of a line, with where it stands. */
export function referenceAt(line: string, at: number): { key: string; from: number; to: number } | null {
  for (const match of line.matchAll(reference)) {
    const to = match.index + match[0].length;
    if (match.index <= at && at <= to) return { key: match[1] ?? "", from: match.index, to };
  }
  return null;
}

/** References are found whatever the case of their first letter: `@Fig-x` begins a sentence. */
export function targetOf(key: string, all: readonly Target[]): Target | null {
  const lower = key.charAt(0).toLowerCase() + key.slice(1);
  return all.find((each) => each.key === key) ?? all.find((each) => each.key === lower) ?? null;
}
