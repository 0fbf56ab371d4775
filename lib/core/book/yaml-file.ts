import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Outcome, ok, refuse } from "../outcome.ts";

/** A parsed YAML file whose values know their line. */
export interface YamlFile {
  root: YamlValue;
}

/** A value with its line; reading what is not there gives an empty value, so that manifests can be read loosely. */
export class YamlValue {
  readonly #node: Node | null;
  readonly #lines: LineCounter;

  constructor(node: Node | null, lines: LineCounter) {
    this.#node = node;
    this.#lines = lines;
  }

  get line(): number | null {
    const at = this.#node?.range?.[0];
    return at === undefined ? null : this.#lines.linePos(at).line;
  }

  get exists(): boolean {
    return this.#node !== null;
  }

  /** The value under a key of a mapping. */
  at(key: string): YamlValue {
    const found = isMap(this.#node) ? this.#node.get(key, true) : null;
    return new YamlValue(isNode(found) ? found : null, this.#lines);
  }

  /** The items of a list; none when it is not one. */
  items(): YamlValue[] {
    if (!isSeq(this.#node)) return [];
    return this.#node.items.map((item) => new YamlValue(isNode(item) ? item : null, this.#lines));
  }

  /** Text of a scalar, numbers and booleans as written; null for lists and mappings. */
  text(): string | null {
    if (!isScalar(this.#node)) return null;
    const { value, source } = this.#node;
    if (value === null || value === undefined) return null;
    return typeof value === "string" ? value : (source ?? String(value));
  }

  /** A list of texts, also of a single one. */
  texts(): string[] {
    const one = this.text();
    if (one !== null) return [one];
    return this.items().flatMap((item) => item.text() ?? item.at("name").text() ?? []);
  }
}

/** Parse YAML without tags or code; `book.manifest-invalid` says where it is wrong. */
export function readYaml(text: string, path: string): Outcome<YamlFile> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "core",
    merge: false,
  });
  const error = document.errors[0];
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return refuse(
      "book.manifest-invalid",
      `${path} is not valid YAML (line ${line}): ${error.message}`,
      `${path}:${line}`,
    );
  }
  return ok({ root: new YamlValue(isNode(document.contents) ? document.contents : null, lines) });
}
