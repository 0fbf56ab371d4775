import { z } from "zod";
import { type ErratumState, erratumWords } from "#lib/core/erratum/index.ts";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import type { Errata, ErratumRecord, Post } from "./ports/index.ts";

const states = Object.keys(erratumWords) as [ErratumState, ...ErratumState[]];

const TriageErratum = z.strictObject({
  id: identifier,
  from: z.enum(states),
  to: z.enum(states),
  reason: typed(2000).trim().nullable().default(null),
  /** The number of the report it repeats, as people write it: 12 or #12. */
  duplicateOf: typed(20).trim().nullable().default(null),
});

/** Rule on a report; its reporter is told when they left an address. The reason is public. */
export async function triageErratum(
  ports: { errata: Pick<Errata, "find" | "move">; post: Post },
  actor: Actor,
  raw: unknown,
): Promise<Outcome<ErratumRecord>> {
  const input = parseInput(TriageErratum, raw);
  if (!input.ok) return input;
  const ruling = authorise(actor, "erratum.triage");
  if (!ruling.ok) return ruling;
  const { id, from, to, reason, duplicateOf } = input.value;
  const number = /^#?(\d{1,9})$/u.exec(duplicateOf ?? "")?.[1];
  const original = to === "duplicate" && number ? await ports.errata.find({ number: Number(number) }) : null;
  if (to === "duplicate" && (!original || original.id === id)) {
    return refuse(
      "input.invalid",
      "Please give the number of the report that this one repeats.",
      "duplicateOf",
    );
  }
  const moved = await ports.errata.move(id, from, {
    to,
    reason,
    byName: actor.name,
    duplicateOf: original?.id ?? null,
  });
  if (moved.ok && moved.value.reporterMail) {
    await ports.post.tell(
      { email: moved.value.reporterMail },
      {
        title: `Your report #${moved.value.number}: ${erratumWords[to]}`,
        body:
          reason ?? `Thank you. Your report on “${moved.value.chapterTitle}” is now “${erratumWords[to]}”.`,
        href: `/errata/${moved.value.number}`,
      },
    );
  }
  return moved;
}
