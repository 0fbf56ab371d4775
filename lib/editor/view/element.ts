/** Make an element: attributes, then children. For views, which are plain DOM so that long chapters stay quick. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (globalThis.Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Whether an event happened in a field of a view rather than in the text. */
export function inField(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("[data-field]") !== null;
}
