/** Something in the book that says which licence it is under. */
export interface LicenceNotice {
  path: string;
  line: number | null;
  /** SPDX identifier, or the words as written where they name no version. */
  licence: string;
}

const elements: Record<string, string> = {
  attribution: "BY",
  noncommercial: "NC",
  sharealike: "SA",
  noderivatives: "ND",
  noderivs: "ND",
};

/** Every Creative Commons licence a text names, with its line. Words without a version keep `CC-BY-NC-SA` alone. */
export function findLicenceNotices(text: string, path: string): LicenceNotice[] {
  const notices: LicenceNotice[] = [];
  text.split(/\r?\n/u).forEach((line, index) => {
    const found = new Set<string>();
    for (const match of line.matchAll(/\bCC[ -](BY(?:[ -](?:NC|SA|ND))*)(?:[ -]?(\d\.\d))?/giu)) {
      found.add(`CC-${match[1]!.toUpperCase().replaceAll(" ", "-")}${match[2] ? `-${match[2]}` : ""}`);
    }
    for (const match of line.matchAll(/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)/giu)) {
      found.add(`CC-${match[1]!.toUpperCase()}-${match[2]}`);
    }
    if (/\bCC0\b|creativecommons\.org\/publicdomain\/zero/iu.test(line)) found.add("CC0-1.0");
    const long =
      /Creative Commons (Attribution[A-Za-z -]*?)\s*(\d\.\d)?\s*(?:International|Licen[cs]e|\()/iu.exec(line);
    if (long) {
      const parts = long[1]!
        .toLowerCase()
        .split(/[\s-]+/u)
        .flatMap((word) => elements[word] ?? []);
      const joined = `CC-${[...new Set(parts)].join("-")}`.replace("NONCOMMERCIAL", "NC");
      if (parts.length > 0) found.add(long[2] ? `${joined}-${long[2]}` : joined);
    }
    // A longer name found on the line explains the shorter one.
    const all = [...found];
    for (const licence of all) {
      if (!all.some((other) => other !== licence && other.startsWith(`${licence}-`)))
        notices.push({ path, line: index + 1, licence });
    }
  });
  return notices;
}

/** The book's licence when all notices agree (a name without its version agrees with any version of it); else null. */
export function agreedLicence(notices: readonly LicenceNotice[]): string | null {
  const names = [...new Set(notices.map((notice) => notice.licence))];
  const versioned = names.filter((name) => /\d\.\d$/u.test(name));
  const [only] = versioned;
  if (versioned.length > 1) return null;
  if (only === undefined) return names.length === 1 ? names[0]! : null;
  return names.every(
    (name) => name === only || (only.startsWith(`${name}-`) && /^\d/u.test(only.slice(name.length + 1))),
  )
    ? only
    : null;
}
