/** The book's grammar for the source editor's colours: one line at a time, so that a keystroke costs its line. */
import { StreamLanguage, type StringStream } from "@codemirror/language";
import { Tag, tags } from "@lezer/highlight";

/** What the usual tags have no name for. */
export const bookTags = {
  math: Tag.define(),
  reference: Tag.define(),
  shortcode: Tag.define(),
  fence: Tag.define(),
  attributes: Tag.define(),
};

/** What goes on from one line to the next. */
interface Lines {
  inside: "text" | "front" | "code" | "math" | "tex" | "comment";
  /** The fence that closes what is open. */
  fence: string;
  first: boolean;
  heading: boolean;
  strong: boolean;
  emphasis: boolean;
}

const key = /^@(?:\{[^}\s]*\}|[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?<>~/-](?=[\p{L}\p{N}_]))*)/u;

/** Inside a line, in the order they are tried: what it looks like, and the tag it gets. */
const inline: readonly (readonly [RegExp, string])[] = [
  [/^\\[A-Za-z]+/u, "shortcode"],
  [/^\\[^A-Za-z]/u, "escape"],
  [/^\{\{<[^\n]*?>\}\}/u, "shortcode"],
  [/^\{(?:[#.=]|[\w-]+=)[^}\n]*\}/u, "attributes"],
  [/^(`+)(?!`)[^\n]*?[^`]\1(?!`)/u, "monospace"],
  [/^\$\$[^\n$]+\$\$/u, "math"],
  [/^\$(?=[^\s$])(?:[^$\\\n]|\\.)*\$(?!\d)/u, "math"],
  [/^\[\^[^\]\s]+\]:?/u, "reference"],
  [/^\]\([^)\n]*\)/u, "url"],
  [/^<https?:[^>\s]*>/u, "url"],
  [/^<\/?[A-Za-z][^<>\n]*>/u, "tagName"],
];

function text(stream: StringStream, state: Lines): string | null {
  for (const [pattern, name] of inline) if (stream.match(pattern)) return name;
  const before = stream.string[stream.pos - 1] ?? " ";
  if (stream.peek() === "@" && !/[\p{L}\p{N}_]/u.test(before) && stream.match(key)) return "reference";
  if (stream.match("<!--")) {
    state.inside = "comment";
    return comment(stream, state);
  }
  const sign = stream.match(/^(?:\*{1,3}|_{1,3})/u) as RegExpMatchArray | null;
  if (sign) return emphasis(stream, state, sign[0], before);
  if (stream.match(/^[\p{L}\p{N},;:.'"()’“”–— ]+/u)) return null;
  stream.next();
  return null;
}

/** Delimiters open before ink and close after it; within a word underscores are underscores. */
function emphasis(stream: StringStream, state: Lines, sign: string, before: string): string | null {
  const after = stream.peek() ?? " ";
  if (sign[0] === "_" && /\p{L}/u.test(before) && /\p{L}/u.test(after)) return null;
  const opens = /\S/u.test(after);
  const closes = /\S/u.test(before);
  let styled = false;
  const turn = (which: "strong" | "emphasis"): void => {
    if (state[which] ? !closes : !opens) return;
    state[which] = !state[which];
    styled = true;
  };
  if (sign.length >= 2) turn("strong");
  if (sign.length !== 2) turn("emphasis");
  return styled ? "processingInstruction" : null;
}

function comment(stream: StringStream, state: Lines): string {
  if (stream.skipTo("-->")) {
    stream.match("-->");
    state.inside = "text";
  } else stream.skipToEnd();
  return "comment";
}

function frontMatter(stream: StringStream, state: Lines): string | null {
  if (stream.sol() && stream.match(/^(?:---|\.\.\.)\s*$/u)) {
    state.inside = "text";
    return "fence";
  }
  if (stream.match(/^\s*#.*/u)) return "comment";
  if (stream.sol() && stream.match(/^\s*(?:- )?[\w.-]+(?=:(?:\s|$))/u)) return "attributes";
  stream.skipToEnd();
  return null;
}

function code(stream: StringStream, state: Lines): string {
  const close = stream.sol() && new RegExp(`^[\\s>]*${state.fence}+\\s*$`, "u").test(stream.string);
  const option = stream.sol() && /^\s*(?:#|\/\/|%%)\| /u.test(stream.string);
  stream.skipToEnd();
  if (close) state.inside = "text";
  return close ? "fence" : option ? "attributes" : "monospace";
}

function math(stream: StringStream, state: Lines): string {
  if (stream.skipTo("$$")) {
    stream.match("$$");
    state.inside = "text";
  } else stream.skipToEnd();
  return "math";
}

/** A TeX environment, up to its end. */
function tex(stream: StringStream, state: Lines): string {
  const end = stream.string.indexOf(`\\end{${state.fence}}`, stream.pos);
  stream.skipToEnd();
  if (end !== -1) state.inside = "text";
  return "math";
}

/** What only stands at the head of a line. */
function lineHead(stream: StringStream, state: Lines): string | null | undefined {
  if (state.first && stream.match(/^---\s*$/u)) {
    state.inside = "front";
    return "fence";
  }
  const fence = stream.match(/^[\s>]*(`{3,}(?=[^`]*$)|~{3,})/u) as RegExpMatchArray | null;
  if (fence) {
    state.inside = "code";
    state.fence = fence[1] ?? "```";
    stream.skipToEnd();
    return "fence";
  }
  if (stream.match(/^[\s>]*:{3,}/u)) return "fence";
  if (stream.match(/^[\s>]*\$\$/u)) {
    state.inside = "math";
    return math(stream, state);
  }
  const environment = stream.match(/^\s*\\begin\{([\w*]+)\}/u) as RegExpMatchArray | null;
  if (environment) {
    state.inside = "tex";
    state.fence = environment[1] ?? "";
    return tex(stream, state);
  }
  if (stream.match(/^#{1,6}(?=\s)/u)) {
    state.heading = true;
    return "processingInstruction";
  }
  if (stream.match(/^\s*(?:[-*_] *){3,}$/u)) return "processingInstruction";
  if (stream.match(/^\s*(?:>\s?)+/u)) return "processingInstruction";
  if (stream.match(/^\s*(?:[-*+]|\(?(?:\d{1,9}|@|#|[a-zA-Z])[.)])\s+(?:\[[ xX]\] )?/u))
    return "processingInstruction";
  return undefined;
}

/** The language of a book's source. */
export const bookLanguage = StreamLanguage.define<Lines>({
  name: "quarto",
  startState: () => ({
    inside: "text",
    fence: "",
    first: true,
    heading: false,
    strong: false,
    emphasis: false,
  }),
  copyState: (state) => ({ ...state }),
  blankLine(state) {
    state.first = false;
    state.strong = false;
    state.emphasis = false;
  },
  token(stream, state) {
    if (stream.sol()) state.heading = false;
    if (state.inside === "front") return frontMatter(stream, state);
    if (state.inside === "code") return code(stream, state);
    if (state.inside === "math") return math(stream, state);
    if (state.inside === "tex") return tex(stream, state);
    if (state.inside === "comment") return comment(stream, state);
    if (stream.sol()) {
      const head = lineHead(stream, state);
      state.first = false;
      if (head !== undefined) return head;
    }
    const { strong, emphasis: leaning } = state;
    const name = text(stream, state);
    const around = `${state.heading ? "heading " : ""}${strong ? "strong " : ""}${leaning ? "emphasis " : ""}`;
    return `${around}${name ?? ""}`.trim() || null;
  },
  tokenTable: { ...bookTags, escape: tags.escape },
});
