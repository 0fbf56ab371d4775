import { describe, expect, it } from "vitest";
import { frameKey } from "./frame-keys.ts";

function press(keys: string, apple: boolean) {
  const parts = keys.split("+");
  const has = (name: string) => parts.includes(name);
  return frameKey(
    {
      key: parts[parts.length - 1] ?? "",
      ctrlKey: has("Ctrl"),
      metaKey: has("Cmd"),
      altKey: has("Alt"),
      shiftKey: has("Shift"),
    },
    apple,
  );
}

describe("the keys of the editor's tools", () => {
  it("are those each system knows", () => {
    expect(press("Ctrl+f", false)).toBe("find");
    expect(press("Cmd+f", true)).toBe("find");
    expect(press("Ctrl+h", false)).toBe("replace");
    expect(press("Cmd+Alt+ƒ", true)).toBe("replace");
    expect(press("F3", false)).toBe("next");
    expect(press("Alt+Enter", false)).toBe("block");
    expect(press("Alt+F10", true)).toBe("tools");
    expect(press("Cmd+Shift+G", true)).toBe("previous");
  });

  it("leave other keys alone", () => {
    expect(press("f", false)).toBeNull();
    expect(press("Ctrl+f", true)).toBeNull();
    expect(press("Cmd+h", true)).toBeNull();
    expect(press("Ctrl+Shift+f", false)).toBeNull();
  });
});
