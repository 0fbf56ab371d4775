declare module "@citation-js/core" {
  /** The part of Citation.js that we use. */
  export class Cite {
    constructor(data: string | object);
    data: object[];
    format(kind: "bibliography", options: Record<string, unknown>): unknown;
  }
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
