/**
 * A heading's identifier by Pandoc's `auto_identifiers`: letters, digits, `_`, `-` and `.` are kept, spaces
 * become hyphens, everything up to the first letter is dropped; `section` when nothing is left.
 */
export function slugify(title: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_.-]/gu, "")
    .trim()
    .replace(/\s+/gu, "-")
    .replace(/^[^\p{L}]+/u, "");
  return slug === "" ? "section" : slug;
}
