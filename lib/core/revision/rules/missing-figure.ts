import { spanOf } from "../chapter-view.ts";
import type { Finding, Rule } from "../rule.ts";
import { didYouMean, nearestName } from "./nearest.ts";

export const missingFigure: Rule = {
  id: "missing-figure",
  title: "Figure files that are not there",
  doc: "The file a figure names is not in the repository, so readers see an empty frame. Check the path; capital and small letters count.",
  severity: "error",
  check(view, { files, path }) {
    if (files === null || path === null) return [];
    const findings: Finding[] = [];
    for (const image of view.all("image")) {
      const wanted = resolveFile(path, image.url);
      if (wanted === null || files.has(wanted)) continue;
      const folder = wanted.slice(0, wanted.lastIndexOf("/") + 1);
      const beside = [...files].filter(
        (file) => file.startsWith(folder) && !file.slice(folder.length).includes("/"),
      );
      const near = nearestName(wanted, beside);
      const span = spanOf(image);
      const at = view.source.slice(span.start, span.end).indexOf(image.url);
      const name = near?.name.slice(folder.length);
      const oldName = image.url.slice(image.url.lastIndexOf("/") + 1);
      const end = span.start + at + image.url.length;
      findings.push({
        span,
        message: `The figure file ${wanted} is not in the repository.${didYouMean(name)}`,
        ...(name !== undefined && at >= 0
          ? { edits: [{ span: { start: end - oldName.length, end }, text: encodeURI(name) }] }
          : {}),
        confidence: 0.95,
      });
    }
    return findings;
  },
};

/** Path in the repository that a relative address in a chapter means; null for addresses of other kinds. */
export function resolveFile(chapterPath: string, address: string): string | null {
  if (address === "" || /^(?:[A-Za-z][A-Za-z\d+.-]*:|\/\/|#)/.test(address) || address.includes("{{"))
    return null;
  let bare = address.replace(/[?#].*$/s, "");
  try {
    bare = decodeURIComponent(bare);
  } catch {
    // A stray percent sign: the address is meant as written.
  }
  const parts = bare.startsWith("/") ? [] : chapterPath.split("/").slice(0, -1);
  for (const part of bare.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.join("/");
}
