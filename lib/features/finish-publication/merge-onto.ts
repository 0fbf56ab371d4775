import { type Outcome, refuse } from "#lib/core/outcome.ts";
import {
  acceptedText,
  type CommitFile,
  carriedAdditions,
  commitChanges,
  loneAdditions,
  presentFile,
  readText,
} from "#lib/core/proposal/index.ts";
import { mergeByBlock } from "#lib/core/prose/index.ts";
import type { ProposalRecord, PublicationRecord, Repository } from "../ports/index.ts";
import type { FinishPorts } from "./finish-ports.ts";

/** The accepted hunks, merged onto the book's present text of each file. */
export async function mergeOnto(
  ports: FinishPorts,
  head: string,
  proposal: ProposalRecord,
  publication: PublicationRecord,
): Promise<Outcome<CommitFile[]>> {
  const entries = await ports.repository.tree(head);
  const tree = new Map(entries.map((entry) => [entry.path, entry.blob]));
  const links = new Set(entries.filter(({ kind }) => kind === "symlink").map(({ path }) => path));
  const texts: { path: string; text: string }[] = [];
  for (const { path, hunks, onto, wordings, lone } of publication.plan.accepted) {
    if (lone) continue;
    const file = proposal.files.find((candidate) => candidate.path === path);
    const blob = tree.get(path);
    if (!file || !blob) {
      return refuse("proposal.conflict", `The book no longer has the file this changes (${path}).`, path);
    }
    if (links.has(path))
      return refuse("proposal.conflict", `${path} is a link to another file. Change that one instead.`, path);
    const present = readText((await ports.repository.read([blob])).get(blob));
    if (present === null) {
      return refuse(
        "proposal.conflict",
        `What the book has at ${path} now is no text that can be changed here. Put the file right first.`,
        path,
      );
    }
    // The changes were judged against the text that the book had then.
    const judged = onto ? readText((await ports.repository.read([onto])).get(onto)) : null;
    if (onto && judged === null)
      return refuse("proposal.conflict", "The text this was decided on is gone. Please decide again.", path);
    const standing = presentFile(file, judged);
    const merged = mergeByBlock(standing.base, acceptedText(standing, hunks, wordings), present);
    if (merged.conflicts.length > 0) {
      return refuse(
        "proposal.conflict",
        "The book has changed in the same words since this was written. Ask its author to update it, or edit it yourself.",
        path,
      );
    }
    texts.push({ path, text: merged.text });
  }
  // What was added goes along with the first text that refers to it.
  const chosen = new Set(publication.plan.accepted.flatMap(({ lone, hunks }) => (lone ? hunks : [])));
  const lone = loneAdditions(proposal).flatMap(({ hunk, addition }) => (chosen.has(hunk) ? [addition] : []));
  const carried = [...carriedAdditions(proposal.additions, texts, proposal.bookRoot), ...lone];
  const present = await readPaths(
    ports,
    tree,
    carried.map(({ path }) => path),
  );
  const images = new Map<string, Uint8Array>();
  for (const image of carried) {
    const bytes = image.kind === "image" ? await ports.additions.bytes(image) : null;
    if (bytes) images.set(image.sha256, bytes);
  }
  return commitChanges(texts, carried, present, images);
}

/** The files that a commit has at these paths; null for what is too large to be read. */
async function readPaths(
  ports: { repository: Pick<Repository, "read"> },
  tree: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<Map<string, Uint8Array | null>> {
  const taken = paths.filter((path) => tree.has(path));
  const read = await ports.repository.read(taken.map((path) => tree.get(path) ?? ""));
  return new Map(taken.map((path) => [path, read.get(tree.get(path) ?? "") ?? null]));
}
