import {
  openDocument,
  structuralEdit,
  structuralFault,
  structuralKinds,
} from "#lib/editor/document/index.ts";
import { seeded } from "../book/seeded.ts";
import { corpus } from "./corpus.ts";
import { note } from "./measure.ts";

/** How many edits of structure did what was meant and nothing else, and of which kinds the others were. */
export interface StructureCount {
  edits: number;
  exact: number;
}

/**
 * Make so many edits of structure, the kinds in turn, at places and in files taken at random (always the same ones),
 * each as one ProseMirror transaction on a file as it was opened. Standard error is told each that failed.
 */
export async function countStructuralEdits(wanted: number, seed: number): Promise<StructureCount> {
  const files = await corpus();
  const random = seeded(seed);
  const opened = files.map(({ source }) => openDocument(source));
  const failures = new Map<string, number>();
  let edits = 0;
  let exact = 0;
  for (let turn = 0; edits < wanted && turn < wanted * 20; turn++) {
    const index = Math.floor(random() * opened.length);
    const document = opened[index];
    const kind = structuralKinds[edits % structuralKinds.length] ?? "";
    const edit = document && structuralEdit(document, kind, random);
    if (!edit) continue;
    edits++;
    const fault = structuralFault(document, edit);
    if (fault === null) exact++;
    else {
      const name = `${kind}: ${edit.construct}`;
      failures.set(name, (failures.get(name) ?? 0) + 1);
      const line = document.source
        .slice(0, document.origin.children[edit.touched[0]?.from ?? 0]?.start)
        .split("\n");
      note(`${files[index]?.path}:${line.length}: ${name}: ${fault}`);
    }
  }
  for (const [name, times] of failures) note(`${times} of ${name}`);
  return { edits, exact };
}
