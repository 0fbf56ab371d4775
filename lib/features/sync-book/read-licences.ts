import {
  agreedLicence,
  findLicenceNotices,
  type LicenceNotice,
  type Manifest,
} from "#lib/core/book/index.ts";
import type { Texts } from "./texts.ts";

const places = /(?:^|\/)(?:LICEN[CS]E[^/]*|COPYING[^/]*|README\.md|copyright\.\w+|_quarto[^/]*\.ya?ml)$/u;

/** Every notice of a licence in the places books put them, and the licence they agree on, if they do. */
export async function readLicences(
  manifest: Manifest,
  read: Texts,
): Promise<{ agreed: string | null; notices: LicenceNotice[] }> {
  const root = manifest.root === "" ? "" : `${manifest.root}/`;
  const near = read.paths.filter((path) => {
    const inside = path.startsWith(root) ? path.slice(root.length) : null;
    const above = !path.includes("/");
    return places.test(path) && (above || (inside !== null && inside.split("/").length <= 2));
  });
  const notices: LicenceNotice[] = [];
  for (const [path, text] of await read(near))
    notices.push(...findLicenceNotices(text.slice(0, 200_000), path));
  if (manifest.licence) {
    for (const notice of findLicenceNotices(manifest.licence.replace(/[_]/gu, " "), manifest.path ?? "")) {
      if (!notices.some((known) => known.licence === notice.licence)) notices.push({ ...notice, line: null });
    }
  }
  return { agreed: agreedLicence(notices), notices: notices.slice(0, 100) };
}
