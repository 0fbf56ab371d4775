import { describe, expect, it } from "vitest";
import { type Action, anonymous, authorise, type Role, rules } from "./index.ts";

const roles: Role[] = ["reader", "contributor", "reviewer", "editor", "admin"];
const actions = Object.keys(rules) as Action[];

function matrix(ownerId: string): string[] {
  return actions.map((action) => {
    const allowed = roles.filter((role) => authorise({ id: "me", name: "Me", role }, action, { ownerId }).ok);
    return `${action}: ${allowed.join(" ")}`;
  });
}

describe("the authorisation table", () => {
  it("lets signed-out readers read, and file and follow errata, and nothing else", () => {
    expect(actions.filter((action) => authorise(anonymous, action).ok)).toEqual([
      "book.read",
      "sync.watch",
      "history.compare",
      "erratum.file",
      "erratum.read",
      "erratum.read-own",
      "ledger.read",
    ]);
  });

  it("asks a signed-out person to sign in rather than forbidding", () => {
    const ruling = authorise(anonymous, "draft.open");
    expect(ruling).toMatchObject({ ok: false, problem: { code: "actor.signed-out" } });
  });

  it("never grants an anonymous actor ownership of a row without an owner", () => {
    expect(authorise({ ...anonymous, role: "admin" }, "draft.save", { ownerId: null }).ok).toBe(false);
  });

  it("keeps a draft to its owner, whatever the role of others", () => {
    for (const role of roles) {
      expect(authorise({ id: "other", name: "Other", role }, "draft.save", { ownerId: "me" }).ok).toBe(false);
    }
  });

  it("lets whom the owner invited write, and nothing else that is the owner's", () => {
    const me = { id: "me", name: "Me", role: "contributor" } as const;
    const writes = { ownerId: "other", writerIds: ["me"], signerIds: [] };
    const more = (resource: object) => actions.filter((each) => authorise(me, each, resource).ok);
    const strange = more({ ownerId: "other" });
    const gained = (resource: object) => more(resource).filter((each) => !strange.includes(each));
    expect(gained(writes)).toEqual(["draft.save", "draft.leave", "proposal.read", "proposal.comment"]);
    expect(gained({ ...writes, writerIds: [], signerIds: ["me"] })).toEqual([
      "proposal.read",
      "proposal.grant",
      "proposal.comment",
    ]);
    expect(authorise({ ...me, role: "reviewer" }, "proposal.decide-hunk", writes).ok).toBe(false);
    expect(
      authorise({ ...anonymous, role: "admin" }, "draft.save", { ownerId: null, writerIds: [] }).ok,
    ).toBe(false);
  });

  it("does not let a reviewer judge their own proposal, but lets a lone editor", () => {
    const own = { ownerId: "me" };
    expect(authorise({ id: "me", name: "Me", role: "reviewer" }, "proposal.decide-hunk", own).ok).toBe(false);
    expect(authorise({ id: "me", name: "Me", role: "editor" }, "proposal.decide-hunk", own).ok).toBe(true);
  });

  it("gives each higher role all that a lower one may do to other people's rows", () => {
    for (const action of actions) {
      const allowed = roles.map(
        (role) => authorise({ id: "me", name: "Me", role }, action, { ownerId: "x" }).ok,
      );
      expect(allowed, action).toEqual([...allowed].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it("stands as written for rows of somebody else and for one's own", () => {
    expect({ others: matrix("somebody"), own: matrix("me") }).toMatchSnapshot();
  });
});
