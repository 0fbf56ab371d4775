import { Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import { hostile } from "#lib/core/text/hostile.fixture.ts";
import { openDocument, documentSchema as schema, writeDocument } from "./index.ts";

describe("hostile text in the editor", () => {
  it.each(Object.entries(hostile))(
    "opens, takes a paragraph and comes back: %s",
    { timeout: 60_000 },
    (_name, make) => {
      const source = make(4_000);
      const opened = openDocument(source);
      expect(writeDocument(opened, opened.doc)).toBe(source);
      const words = schema.node("paragraph", null, schema.text("New words."));
      const { doc } = new Transform(opened.doc).insert(0, words);
      expect(writeDocument(opened, doc)).toContain("New words.");
    },
  );
});
