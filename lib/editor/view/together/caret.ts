/** A thin line with a name at it. Screen readers hear who is here elsewhere, not in the midst of the text. */
export function caretOf(name: string, colour: number): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "ed-fellow";
  caret.dataset.colour = String(colour);
  caret.setAttribute("aria-hidden", "true");
  caret.contentEditable = "false";
  const label = document.createElement("span");
  label.className = "ed-fellow-name";
  label.textContent = name;
  caret.append(label);
  return caret;
}
