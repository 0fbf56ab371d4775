import type { Errata, Post } from "./ports/index.ts";

/**
 * After a sync: reports whose fix is in the text that readers see now become Live, and their reporters hear of it.
 * Returns how many did.
 */
export async function settleErrata(
  ports: { errata: Pick<Errata, "list" | "move">; post: Post },
  bookId: string,
): Promise<number> {
  let settled = 0;
  for (const erratum of await ports.errata.list({ bookId, states: ["fixed"], limit: 1000 })) {
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
