import type { ElementContent } from "hast";
import type { Shortcode } from "../index.ts";
import { parse } from "../index.ts";
import { element, safeLink, text } from "./element.ts";
import { type Writer, warn } from "./writer.ts";

/** Quarto's shortcodes: videos become links (nothing of others is loaded), includes their text; others are reported. */
export function renderShortcode(writer: Writer, node: Shortcode): ElementContent[] {
  const [first = "", ...rest] = node.arguments.map(unquote);
  switch (node.name) {
    case "video":
    case "margin-video": {
      const href = safeLink(first);
      if (!href) return [];
      const title = rest.find((argument) => !argument.includes("=")) ?? "Video";
      const from =
        node.name === "margin-video" ? (rest[1] ?? new URL(href, "https://book.invalid").hostname) : null;
      return [
        element(
          "aside",
          { className: ["video", ...(node.name === "margin-video" ? ["column-margin"] : [])] },
          [
            element("a", { href, rel: ["nofollow", "noopener"] }, [text(`▶ ${title}`)]),
            ...(from ? [element("span", { className: ["video-source"] }, [text(from)])] : []),
          ],
        ),
      ];
    }
    case "include": {
      const included = writer.context.includes[first];
      if (included === undefined || writer.depth >= 3) {
        warn(writer, node, "include.missing", `The included file “${first}” is not in the book.`);
        return [];
      }
      writer.depth++;
      const children = writer.flow(parse(included).children);
      writer.depth--;
      return children;
    }
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

function unquote(argument: string): string {
  return argument.replace(/^(["'])(.*)\1$/su, "$2");
}
