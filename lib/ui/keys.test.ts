import { describe, expect, it } from "vitest";
import { keyNames, keyWord } from "./keys.ts";

describe("keys in words", () => {
  it.each([
    ["Mod+B", "Ctrl+B", "⌘B"],
    ["Mod+Shift+D", "Ctrl+Shift+D", "⇧⌘D"],
    ["Mod+Alt+1", "Ctrl+Alt+1", "⌥⌘1"],
    ["Alt+↑", "Alt+↑", "⌥↑"],
    ["Mod+/", "Ctrl+/", "⌘/"],
    ["Mod++", "Ctrl++", "⌘+"],
    ["F3", "F3", "F3"],
    ["Tab", "Tab", "Tab"],
  ])("%s is %s, and %s on a Mac", (keys, elsewhere, mac) => {
    expect(keyWord(keys, false)).toBe(elsewhere);
    expect(keyWord(keys, true)).toBe(mac);
  });

  it("are drawn one by one in a list", () => {
    expect(keyNames("Mod+Alt+1", true)).toEqual(["⌘", "⌥", "1"]);
    expect(keyNames("Mod+Alt+1", false)).toEqual(["Ctrl", "Alt", "1"]);
    expect(keyNames("+", false)).toEqual(["+"]);
  });
});
