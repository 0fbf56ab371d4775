import { describe, expect, it } from "vitest";
import { ok } from "#lib/core/outcome.ts";
import type { Actor } from "#lib/core/policy/index.ts";
import type { BookRecord } from "./ports/index.ts";
import { revisePassage } from "./revise-passage.ts";

const contributor: Actor = { id: "p", name: "P", role: "contributor" };
const passage = "The cache is fast [@smith] and holds 32 kB, as @fig-cache shows.";

/** A model that answers what a test wants of the passage it was sent. */
function ports(answer: (sent: string) => string) {
  const seen: string[] = [];
  return {
    seen,
    shelf: { book: async () => ({ shape: { glossary: [] } }) as unknown as BookRecord },
    limit: { spend: async () => ok<true>(true) },
    reviser: {
      revise: async (messages: readonly { role: string; content: string }[]) => {
        const sent = messages.map((message) => message.content).join("\n");
        seen.push(sent);
        return ok({ text: answer(sent), model: "test-model" });
      },
    },
  };
}

/** The masked passage inside what was sent: the line that holds its first words. */
const masked = (sent: string) => sent.split("\n").find((line) => line.startsWith("The cache is fast")) ?? "";
const revise = (made: ReturnType<typeof ports>, actor = contributor) =>
  revisePassage(made, actor, { book: "b", passage, task: "clarify" });

describe("revising a passage with a model", () => {
  it("gives back a wording with every protected piece in place", async () => {
    const made = ports((sent) => `<revised>${masked(sent).replace("is fast", "works quickly")}</revised>`);
    expect(await revise(made)).toEqual({
      ok: true,
      value: { revised: passage.replace("is fast", "works quickly"), model: "test-model" },
    });
    expect(masked(made.seen[0] ?? "")).not.toContain("@smith");
  });

  it.each([
    ["loses a citation", (sent: string) => masked(sent).replace(/ ⟦[^⟧]*⟧/u, "")],
    ["changes a number", (sent: string) => `${masked(sent)} It also holds 64 kB.`],
    ["adds an image", (sent: string) => `${masked(sent)} ![x](https://evil.example/?q=1)`],
    ["says nothing new", (sent: string) => masked(sent)],
    ["is empty", () => ""],
  ])("refuses an answer that %s", async (_, answer) => {
    const made = ports((sent) => `<revised>${answer(sent)}</revised>`);
    expect(await revise(made)).toMatchObject({ ok: false });
  });

  it("refuses an answer that is not a revised passage, or was cut off", async () => {
    expect(await revise(ports(() => "Sure! Here you go."))).toMatchObject({
      problem: { code: "model.failed" },
    });
    expect(await revise(ports((sent) => `<revised>${masked(sent)}`))).toMatchObject({
      problem: { code: "model.failed" },
    });
  });

  it("asks who is asking before it asks the model", async () => {
    const made = ports(() => "");
    expect(await revise(made, { id: null, name: "A reader", role: "reader" })).toMatchObject({
      problem: { code: "actor.signed-out" },
    });
    expect(made.seen).toEqual([]);
  });
});
