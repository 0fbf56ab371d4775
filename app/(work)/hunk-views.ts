import { carriedAdditions } from "#lib/core/proposal/index.ts";
import { diffWords } from "#lib/core/prose/index.ts";
import { renderComment } from "#lib/core/text/render/render-comment.ts";
import type { ProposalPage as Packet, ReviewedHunk } from "#lib/features/read-proposal.ts";
import { server } from "#lib/server.ts";
import type { AdditionView } from "./additions.tsx";
import type { HunkView } from "./review/[number]/hunk-card.tsx";

/** More changes than this are shown as source only. */
const drawnAtMost = 60;

/**
 * The hunks with both sides drawn, where there are few enough of them, and beside the first that uses it what comes along;
 * `loose` is what none of them names. What was added without any change of text is decided on like a hunk.
 */
export async function viewsOf(packet: Packet): Promise<{ hunks: HunkView[]; loose: AdditionView[] }> {
  const views: HunkView[] = packet.lone.map(viewOfLone);
  let loose = packet.lone.length > 0 ? [] : packet.additions;
  /** What a text uses of what no change before it used. */
  const used = (path: string, text: string): AdditionView[] => {
    const brings = carriedAdditions(loose, [{ path, text }], packet.proposal.bookRoot);
    loose = loose.filter((each) => !brings.includes(each));
    return packet.additions.filter((each) => brings.includes(each));
  };
  for (const file of packet.files) {
    const drawn = file.hunks.length <= drawnAtMost ? await draw(packet, file.path, file.hunks) : null;
    file.hunks.forEach((hunk, index) => {
      views.push({
        id: hunk.id,
        path: hunk.path,
        chapter: file.chapter?.title ?? hunk.path,
        kind: hunk.kind,
        section: hunk.section,
        wordsAdded: hunk.wordsAdded,
        wordsRemoved: hunk.wordsRemoved,
        needs: hunk.needs,
        reasonHtml: hunk.ruling?.reason ? renderComment(hunk.ruling.reason) : null,
        ruling: hunk.ruling,
        alsoIn: hunk.alsoIn.map(({ number, title, authorName }) => ({ number, title, authorName })),
        runs: diffWords(hunk.before, hunk.after),
        after: hunk.after,
        wording: hunk.ruling?.wording ?? null,
        wordingRuns:
          typeof hunk.ruling?.wording === "string" ? diffWords(hunk.after, hunk.ruling.wording) : null,
        clash: hunk.clash,
        brings: used(hunk.path, hunk.after),
        drawn: drawn ? { before: drawn[2 * index] ?? "", after: drawn[2 * index + 1] ?? "" } : null,
      });
    });
  }
  return { hunks: views, loose };
}

function viewOfLone({ path, hunk, addition, ruling }: Packet["lone"][number]): HunkView {
  const text = addition.kind === "reference" ? addition.text : "";
  return {
    id: hunk,
    path,
    chapter: addition.kind === "reference" ? `New reference in ${path}` : "New image",
    kind: addition.kind,
    section: null,
    wordsAdded: 0,
    wordsRemoved: 0,
    needs: [],
    reasonHtml: ruling?.reason ? renderComment(ruling.reason) : null,
    ruling,
    alsoIn: [],
    runs: [],
    after: text,
    wording: null,
    wordingRuns: null,
    clash: null,
    brings: [addition],
    drawn: null,
  };
}

async function draw(packet: Packet, path: string, hunks: readonly ReviewedHunk[]): Promise<string[] | null> {
  if (hunks.length === 0) return [];
  const sources = hunks.flatMap((hunk) => [hunk.before, hunk.after]);
  const drawn = await server.renderPreview({
    book: packet.book.slug,
    path,
    proposal: packet.proposal.id,
    sources,
  });
  return drawn.ok ? drawn.value : null;
}
