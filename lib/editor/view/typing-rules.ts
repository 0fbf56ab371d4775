import {
  Extension,
  InputRule,
  markInputRule,
  nodeInputRule,
  textblockTypeInputRule,
  wrappingInputRule,
} from "@tiptap/core";

/** Markdown typed as one is used to: `## `, `- `, `1. `, `> `, ` ``` `, `**words**`, `` `code` ``, `$x$`. */
export const typingRules = Extension.create({
  name: "typingRules",
  addInputRules() {
    const { nodes, marks } = this.editor.schema;
    const { heading, bulletList, orderedList, blockquote, codeBlock, thematicBreak, inlineMath } = nodes;
    const { strong, emphasis, code, strike } = marks;
    if (!heading || !bulletList || !orderedList || !blockquote || !codeBlock || !thematicBreak || !inlineMath)
      return [];
    if (!strong || !emphasis || !code || !strike) return [];
    return [
      textblockTypeInputRule({
        find: /^(#{1,6})\s$/u,
        type: heading,
        getAttributes: (match) => ({ level: match[1]?.length ?? 2 }),
      }),
      wrappingInputRule({ find: /^\s*[-+*]\s$/u, type: bulletList }),
      wrappingInputRule({
        find: /^(\d{1,9})\.\s$/u,
        type: orderedList,
        getAttributes: (match) => ({ start: Number(match[1]) }),
      }),
      wrappingInputRule({ find: /^\s*>\s$/u, type: blockquote }),
      textblockTypeInputRule({
        find: /^```([\w{}-]*)\s$/u,
        type: codeBlock,
        getAttributes: (match) => ({ info: match[1] ?? "" }),
      }),
      nodeInputRule({ find: /^(?:---|\*\*\*)\s$/u, type: thematicBreak }),
      markInputRule({ find: /(?:^|[\s(])(\*\*([^\s*](?:[^*]*[^\s*])?)\*\*)$/u, type: strong }),
      markInputRule({ find: /(?:^|[\s(])(\*([^\s*](?:[^*]*[^\s*])?)\*)$/u, type: emphasis }),
      markInputRule({ find: /(?:^|[\s(])(~~([^\s~](?:[^~]*[^\s~])?)~~)$/u, type: strike }),
      markInputRule({ find: /(?:^|[\s(])(`([^`]+)`)$/u, type: code }),
      new InputRule({
        find: /\$([^\s$](?:[^$]*[^\s$])?)\$$/u,
        handler: ({ state, range, match }) => {
          state.tr.replaceWith(range.from, range.to, inlineMath.create({ source: match[0] }));
        },
      }),
    ];
  },
});
