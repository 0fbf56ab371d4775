/** The peer of the editor's bench: Tiptap as it comes, with its own Markdown, in a page of its own. */
import { Editor } from "@tiptap/core";
import { Markdown } from "@tiptap/markdown";
import { StarterKit } from "@tiptap/starter-kit";

/** Open a source in the page; milliseconds until it is there to be typed in. */
async function openPlain(source: string): Promise<number> {
  const began = performance.now();
  new Editor({
    element: document.body,
    extensions: [StarterKit, Markdown],
    content: source,
    contentType: "markdown",
  });
  await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
  return performance.now() - began;
}

Object.assign(window, { openPlain });
