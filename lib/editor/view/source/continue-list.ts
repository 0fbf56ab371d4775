import { EditorSelection, type StateCommand } from "@codemirror/state";

const item = /^([ \t>]*)([-*+]|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/u;
const quote = /^(?:[ \t]*>)+[ \t]?/u;

/** Enter goes on with a list or a quotation; in an empty item it ends the list. False where there is none. */
export const continueList: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (!main.empty || state.readOnly || state.selection.ranges.length > 1) return false;
  const line = state.doc.lineAt(main.head);
  const found = item.exec(line.text) ?? quote.exec(line.text);
  if (!found || main.head < line.from + found[0].length) return false;
  if (line.text.length === found[0].length) {
    // An empty item ends its list, an empty line of a quotation its quotation.
    const kept = found[2] === undefined ? "" : (found[1] ?? "");
    dispatch(
      state.update({
        changes: { from: line.from, to: line.to, insert: kept },
        selection: EditorSelection.cursor(line.from + kept.length),
        scrollIntoView: true,
        userEvent: "delete",
      }),
    );
    return true;
  }
  const [all, indent = "", sign = "", number, end = "", space = " ", box] = found;
  const next =
    found[2] === undefined
      ? all
      : `${indent}${number === undefined ? sign : `${Number(number) + 1}${end}`}${space}${box ? "[ ] " : ""}`;
  dispatch(
    state.update({
      changes: { from: main.head, insert: state.lineBreak + next },
      selection: EditorSelection.cursor(main.head + 1 + next.length),
      scrollIntoView: true,
      userEvent: "input",
    }),
  );
  return true;
};
