/** The keys of the editor's tools, which work wherever in the editor the keyboard is. */

export type FrameKey = "find" | "replace" | "next" | "previous" | "block" | "tools" | "keys";

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a key asks for; null when it is not one of these. `apple`: the command key stands for control. */
export function frameKey(event: Pressed, apple: boolean): FrameKey | null {
  if (event.key === "F3") return event.shiftKey ? "previous" : "next";
  if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    if (event.key === "Enter") return "block";
    if (event.key === "F10") return "tools";
  }
  const mod = apple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!mod) return null;
  const key = event.key.toLowerCase();
  // On many keyboards the stroke is a shifted sign.
  if (event.key === "/" && !event.altKey) return "keys";
  if (key === "g" && !event.altKey) return event.shiftKey ? "previous" : "next";
  // With Alt a Mac types another sign.
  if (event.altKey) return apple && (key === "f" || key === "ƒ") ? "replace" : null;
  if (event.shiftKey) return null;
  if (key === "f") return "find";
  return key === "h" && !apple ? "replace" : null;
}
