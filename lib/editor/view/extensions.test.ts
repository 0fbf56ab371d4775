import { Editor, getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { everyConstruct } from "../document/every-construct.fixture.ts";
import { documentSchema, openDocument, writeDocument } from "../document/index.ts";
import { createExtensions } from "./extensions.ts";

const extensions = createExtensions({
  draw: async () => null,
  imageAddress: () => null,
  readOnly: false,
  ask: () => undefined,
  tell: () => undefined,
  undo: () => false,
  redo: () => false,
});

describe("the visual editor", () => {
  const schema = getSchema(extensions);

  it("has the schema of the document", () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(Object.keys(documentSchema.nodes).sort());
    expect(Object.keys(schema.marks)).toEqual(Object.keys(documentSchema.marks));
    for (const [name, { spec }] of Object.entries(documentSchema.nodes)) {
      const own = schema.nodes[name]?.spec;
      for (const key of ["content", "group", "marks", "tableRole", "leafText"] as const)
        expect([name, key, own?.[key]]).toEqual([name, key, spec[key]]);
      for (const key of ["inline", "atom", "code", "defining", "isolating"] as const)
        expect([name, key, own?.[key] ?? false]).toEqual([name, key, spec[key] ?? false]);
      expect(Object.keys(own?.attrs ?? {})).toEqual(Object.keys(spec.attrs ?? {}));
    }
  });

  it("makes a new line a paragraph", () => {
    expect(schema.nodes.doc?.contentMatch.defaultType?.name).toBe("paragraph");
  });

  it("opens and writes back every construct", () => {
    const opened = openDocument(everyConstruct, schema);
    opened.doc.check();
    expect(writeDocument(opened, opened.doc)).toBe(everyConstruct);
  });

  it("keeps the very nodes that were read, so that what was not touched is known by identity", () => {
    let given: unknown = null;
    const editor = new Editor({
      element: null,
      extensions,
      onBeforeCreate({ editor: made }) {
        const { doc } = openDocument(everyConstruct, made.schema);
        given = doc;
        made.options.content = doc as never;
      },
    });
    expect(editor.state.doc === given).toBe(true);
    editor.destroy();
  });
});
