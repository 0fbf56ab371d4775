import { z } from "zod";
import { pathFrom } from "#lib/core/book/index.ts";
import { identifier, parseInput, typed } from "#lib/core/input.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, authorise } from "#lib/core/policy/index.ts";
import {
  acceptImage,
  additionsLimit,
  type ImageAddition,
  imagePath,
  imagesLimit,
  isEditable,
  partiesOf,
  uploadAddress,
  writtenPath,
} from "#lib/core/proposal/index.ts";
import type {
  Additions,
  BookFacts,
  Ids,
  ProposalRecord,
  Proposals,
  RateLimit,
  Shelf,
} from "./ports/index.ts";

const AddImage = z.strictObject({
  id: identifier,
  /** The chapter it is for. */
  path: typed(1000),
  /** What it shows, or its file's name: its name in the book is made of this. */
  about: typed(400),
});

/** An image that can now be shown: how the chapter writes its address, and where it is until it is published. */
export interface AddedImage {
  path: string;
  target: string;
  address: string;
}

/** Let a draft bring an image along. The same image twice is one file. */
export async function addImage(
  ports: {
    proposals: Pick<Proposals, "find">;
    additions: Pick<Additions, "add">;
    shelf: Pick<Shelf, "chapter">;
    facts: Pick<BookFacts, "files">;
    ids: Ids;
    limit: RateLimit;
  },
  actor: Actor,
  raw: unknown,
  bytes: Uint8Array,
): Promise<Outcome<AddedImage>> {
  const input = parseInput(AddImage, raw);
  if (!input.ok) return input;
  const { id, path: chapter, about } = input.value;
  const draft = await ports.proposals.find({ id });
  if (!draft || !authorise(actor, "draft.save", partiesOf(draft)).ok)
    return refuse("not-found", "This draft does not exist any more.");
  if (!isEditable(draft.state))
    return refuse("proposal.wrong-state", "This proposal is with the editor now, so nothing can be added.");
  if (!draft.files.some((file) => file.path === chapter))
    return refuse("not-found", "This draft does not touch that chapter.");
  const spent = await ports.limit.spend(actor.id ?? "");
  if (!spent.ok) return spent;
  const image = acceptImage(bytes);
  if (!image.ok) return image;
  const { sha256, mediaType, extension } = image.value;
  const images = draft.additions.filter((each) => each.kind === "image");
  const files = await ports.facts.files(draft.bookId);
  // One whose place the book has taken meanwhile gets another.
  const known = images.find((each) => each.sha256 === sha256 && !files.has(each.path));
  if (known) return ok(shown(known, chapter));
  const size = image.value.bytes.byteLength;
  const whole = images.reduce((sum, each) => sum + each.size, size);
  if (whole > imagesLimit || draft.additions.length >= additionsLimit)
    return refuse("input.too-large", "Together the images of one proposal may take 20 MB.", "image");
  const addition: ImageAddition = {
    kind: "image",
    path: imagePath(chapter, await figuresOf(ports, draft, chapter, files), about, extension, [
      ...files.keys(),
      ...images.map((each) => each.path),
    ]),
    mediaType,
    size,
    sha256,
  };
  const added = await ports.additions.add(id, ports.ids.next(), addition, image.value.bytes);
  return added.ok ? ok(shown(addition, chapter)) : added;
}

function shown(image: ImageAddition, chapter: string): AddedImage {
  return { path: image.path, target: writtenPath(chapter, image.path), address: uploadAddress(image) };
}

/** The images that the chapter shows in the book now. */
async function figuresOf(
  ports: { shelf: Pick<Shelf, "chapter"> },
  draft: ProposalRecord,
  chapter: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const found = await ports.shelf.chapter(draft.bookId, { path: chapter });
  return (found?.chapter.uses?.files ?? []).flatMap((written) => {
    const at = pathFrom(chapter, draft.bookRoot, written);
    return at !== null && files.has(at) && /\.(?:png|jpe?g|gif|webp|avif|svg)$/iu.test(at) ? [at] : [];
  });
}
