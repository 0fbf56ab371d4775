/** What screen readers are told of a change that nothing else says. */
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";

const key = new PluginKey<string>("announce");

export function announcePlugin(): Plugin<string> {
  return new Plugin<string>({
    key,
    state: { init: () => "", apply: (tr, was) => tr.getMeta(key) ?? (tr.docChanged ? "" : was) },
  });
}

/** Have a transaction say what it did. */
export function announce(tr: Transaction, words: string): Transaction {
  return tr.setMeta(key, words);
}

/** What the last change said; empty when it speaks for itself. */
export function announced(state: EditorState): string {
  return key.getState(state) ?? "";
}
