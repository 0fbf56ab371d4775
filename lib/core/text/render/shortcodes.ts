import type { ElementContent } from "hast";
import type { Shortcode } from "../index.ts";
import { element, outsideRel, safeLink, text } from "./element.ts";
import { lineOf, type Writer, warn } from "./writer.ts";

/** Files that include files that include files: deeper is a mistake, or a circle. */
const deepestInclude = 3;

/** Quarto's shortcodes: videos become links (nothing of others is loaded), includes their text; others are reported. */
export function renderShortcode(writer: Writer, node: Shortcode): ElementContent[] {
  const [first = "", ...rest] = node.arguments.map(unquote);
  switch (node.name) {
    case "video":
    case "margin-video":
      return renderVideo(node.name === "margin-video", first, rest);
    case "include":
      return renderInclude(writer, node, first);
    case "kbd":
      return [element("kbd", {}, [text(first)])];
    case "pagebreak":
      return [];
    default:
      warn(
        writer,
        node,
        "shortcode.unknown",
        `Readers do not see “{{< ${node.name} >}}”: it is not known here.`,
      );
      return [];
  }
}

function renderVideo(inMargin: boolean, address: string, rest: string[]): ElementContent[] {
  const href = safeLink(address);
  if (!href) return [];
  const named = rest.filter((argument) => !argument.includes("="));
  const from = inMargin ? (named[1] ?? hostOf(href)) : null;
  return [
    element("aside", { className: ["video", ...(inMargin ? ["column-margin"] : [])] }, [
      element("a", { href, rel: outsideRel }, [text(`▶ ${named[0] ?? "Video"}`)]),
      ...(from ? [element("span", { className: ["video-source"] }, [text(from)])] : []),
    ]),
  ];
}

function hostOf(href: string): string | null {
  return /^https?:\/\/([^/?#]+)/iu.exec(href)?.[1] ?? null;
}

function renderInclude(writer: Writer, node: Shortcode, path: string): ElementContent[] {
  const { includes } = writer.context;
  const included = Object.hasOwn(includes, path) ? includes[path] : undefined;
  if (included === undefined || (writer.includedAt?.depth ?? 0) >= deepestInclude) {
    warn(writer, node, "include.missing", `The included file “${path}” is not in the book.`);
    return [];
  }
  return writer.include(included, lineOf(writer, node.position?.start.offset ?? 0));
}

function unquote(argument: string): string {
  return argument.replace(/^(["'])(.*)\1$/su, "$2");
}
