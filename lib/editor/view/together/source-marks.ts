import { StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { toPosition } from "../steps.ts";
import { caretOf } from "./caret.ts";
import type { Fellow } from "./link.ts";

class Caret extends WidgetType {
  readonly name: string;
  readonly colour: number;
  constructor(name: string, colour: number) {
    super();
    this.name = name;
    this.colour = colour;
  }
  override eq(other: Caret): boolean {
    return other.name === this.name && other.colour === this.colour;
  }
  toDOM(): HTMLElement {
    return caretOf(this.name, this.colour);
  }
}

const newMarks = StateEffect.define<DecorationSet>();

/** Draws where others are. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, tr) {
    let now = before.map(tr.changes);
    for (const effect of tr.effects) if (effect.is(newMarks)) now = effect.value;
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Mark where others are, by offsets of the source. */
export function markSource(view: EditorView, fellows: readonly Fellow[], ending: string): void {
  const effect = newMarks.of(decorationsOf(view.state.doc, fellows, ending));
  const has = view.state.field(marks, false) !== undefined;
  view.dispatch({ effects: has ? effect : [StateEffect.appendConfig.of(marks.init(() => effect.value))] });
}

function decorationsOf(doc: Text, fellows: readonly Fellow[], ending: string): DecorationSet {
  return Decoration.set(
    fellows.flatMap(({ name, colour, anchor, head }) => {
      const [one, two] = [toPosition(doc, anchor, ending), toPosition(doc, head, ending)];
      const caret = Decoration.widget({ widget: new Caret(name, colour), side: 1 }).range(two);
      if (one === two) return [caret];
      const range = Decoration.mark({
        class: "ed-fellow-range",
        attributes: { "data-colour": String(colour) },
      });
      return [range.range(Math.min(one, two), Math.max(one, two)), caret];
    }),
    true,
  );
}
