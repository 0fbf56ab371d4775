import type { Errata, ErratumRecord, Post } from "./ports/index.ts";

/**
 * After a sync: reports whose fix is in the text that readers see now become Live, and their reporters hear of it.
 * `fixed` are those that were Fixed before the sync began: a fix published while it ran is not in what it fetched.
 * Returns how many became Live.
 */
export async function settleErrata(
  ports: { errata: Pick<Errata, "move">; post: Post },
  fixed: readonly ErratumRecord[],
): Promise<number> {
  let settled = 0;
  for (const erratum of fixed) {
    const moved = await ports.errata.move(erratum.id, "fixed", {
      to: "live",
      reason: null,
      byName: "Colophon",
    });
    if (!moved.ok) continue;
    settled++;
    if (erratum.reporterMail) {
      await ports.post.tell(
        { email: erratum.reporterMail },
        {
          title: `It is live: the error you reported (#${erratum.number})`,
          body: `Readers of “${erratum.chapterTitle}” now see the corrected words. Thank you.`,
          href: `/errata/${erratum.number}`,
        },
      );
    }
  }
  return settled;
}
