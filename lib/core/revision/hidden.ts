import type { Span } from "#lib/core/text/index.ts";

/** A character without a shape of its own. */
export interface HiddenCharacter extends Span {
  /** For people: what it is, with its code point. */
  name: string;
  /** True where the shown text differs from the real one: direction controls, tags, control characters. */
  misleads: boolean;
}

// Direction controls; zero-width and soft hyphen; tag characters; control characters but tab and line ends.
const candidate =
  /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]|[\u200B-\u200D\u2060-\u2064\uFEFF\u00AD\u180E]|[\u{E0000}-\u{E007F}]|(?![\t\n\r\u0085])\p{Cc}/gu;

/**
 * Characters that are not seen. Joiners inside emoji and in scripts that need them are not among them, nor
 * is a byte order mark at the very beginning, nor direction marks beside right-to-left letters.
 */
export function hiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  for (const match of text.matchAll(candidate)) {
    const start = match.index;
    const end = start + match[0].length;
    const point = match[0].codePointAt(0)!;
    if (point === 0xfeff && start === 0) continue;
    const before = lastCharacter(text, start);
    const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
    if ((point === 0x200c || point === 0x200d) && joins(before) && joins(after)) continue;
    const directionMark = point === 0x200e || point === 0x200f || point === 0x61c;
    if (directionMark && (rightToLeft.test(before) || rightToLeft.test(after))) continue;
    // Flags of regions are spelled with tag characters after a black flag.
    if (
      point >= 0xe0020 &&
      (before === "\u{1F3F4}" || /[\u{E0020}-\u{E007E}]/u.test(before)) &&
      isFlag(text, start)
    )
      continue;
    found.push({ start, end, name: nameOf(point), misleads: misleads(point) });
  }
  return found;
}

const rightToLeft = /[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

function joins(character: string): boolean {
  return /\uFE0F|[\p{Extended_Pictographic}\p{EMod}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Mong}]/u.test(
    character,
  );
}

function isFlag(text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - 16), offset + 16);
  return /\u{1F3F4}[\u{E0020}-\u{E007E}]{2,6}\u{E007F}/u.test(around);
}

function lastCharacter(text: string, end: number): string {
  const unit = text.charCodeAt(end - 1);
  return text.slice(end - (unit >= 0xdc00 && unit <= 0xdfff ? 2 : 1), end);
}

function misleads(point: number): boolean {
  return (
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2066 && point <= 0x2069) ||
    point >= 0xe0000 ||
    point < 0x20 ||
    (point >= 0x7f && point <= 0x9f)
  );
}

function nameOf(point: number): string {
  const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069))
    return `a direction control (${code})`;
  if (point === 0x200e || point === 0x200f || point === 0x61c) return `a direction mark (${code})`;
  if (point === 0xad) return `a soft hyphen (${code})`;
  if (point >= 0xe0000) return `a tag character (${code})`;
  if (point < 0xa0) return `a control character (${code})`;
  return `a zero-width character (${code})`;
}
