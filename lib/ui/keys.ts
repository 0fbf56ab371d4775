/** Keys as people's keyboards name them. `Mod` stands for the command key on a Mac and for Ctrl elsewhere. */

/** Whether the keyboard has a command key. Only to be asked in a browser. */
export function isApple(): boolean {
  return /Mac|iP(?:hone|ad|od)/u.test(navigator.userAgent);
}

const apples: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" };

/** The keys to press at once, such as `Mod+Alt+1`, each as it is named: `["Ctrl", "Alt", "1"]` or `["⌘", "⌥", "1"]`. */
export function keyNames(keys: string, apple: boolean): string[] {
  // The plus sign itself may be the last key.
  return keys
    .split(/(?<=[^+])\+/u)
    .map((key) => (apple ? apples[key] : key === "Mod" ? "Ctrl" : null) ?? key);
}

/** The same in one word, for a tooltip or a menu: `Ctrl+Alt+1`, or `⌥⌘1` in the order in which Macs write them. */
export function keyWord(keys: string, apple: boolean): string {
  const names = keyNames(keys, apple);
  if (!apple) return names.join("+");
  const order = ["⌃", "⌥", "⇧", "⌘"];
  const modifiers = order.filter((sign) => names.includes(sign));
  const rest = names.filter((name) => !order.includes(name));
  return [...modifiers, ...rest].join("");
}
