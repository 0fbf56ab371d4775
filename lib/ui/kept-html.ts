/**
 * A page's HTML crosses from the server's components to the browser's twice: as the HTML itself, and as data for
 * hydration. For a chapter of a megabyte that doubles what is sent and kept. So its text is left here by the server
 * component and picked up by the client component while the same process draws the page; the data carry its name only.
 */
const place = Symbol.for("colophon.kept-html");

/** Milliseconds a text lies here; a page is drawn in a second or two. */
const lies = 15_000;

interface Kept {
  html: string;
  timer: NodeJS.Timeout;
}

function shelf(): Map<string, Kept> {
  const global = globalThis as { [place]?: Map<string, Kept> };
  global[place] ??= new Map();
  return global[place];
}

/** Leave HTML for the drawing of this page, under a name that stands for exactly this content. */
export function leaveHtml(name: string, html: string): void {
  clearTimeout(shelf().get(name)?.timer);
  const timer = setTimeout(() => shelf().delete(name), lies);
  timer.unref();
  shelf().set(name, { html, timer });
}

/** What was left under the name; undefined in the browser, where it stands in the page already. */
export function keptHtml(name: string): string | undefined {
  return shelf().get(name)?.html;
}
