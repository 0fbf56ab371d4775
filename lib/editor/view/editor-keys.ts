/** The keys of the visual editor, for a list of them. `apple`: as a keyboard with a command key has them. */
export function editorKeys(apple: boolean): {
  title: string;
  keys: readonly (readonly [pressed: string, does: string])[];
}[] {
  const mod = apple ? "⌘" : "Ctrl";
  const alt = apple ? "⌥" : "Alt";
  return [
    {
      title: "Text",
      keys: [
        [`${mod}+B`, "bold"],
        [`${mod}+I`, "italic"],
        [`${mod}+E`, "code"],
        [`${mod}+${alt}+1`, "heading, 1 to 4"],
        [`${mod}+${alt}+0`, "text"],
        [`${mod}+Shift+7`, "numbered list"],
        [`${mod}+Shift+8`, "list"],
        [`${mod}+Shift+9`, "quotation"],
        ["Tab", "deeper in a list; Shift+Tab back"],
        ["Shift+Enter", "new line in the same paragraph"],
        [`${mod}+Shift+V`, "paste the words alone"],
        ["/", "in an empty paragraph: insert"],
      ],
    },
    {
      title: "Blocks and tables",
      keys: [
        [`${alt}+↑`, "move the block or the row up"],
        [`${alt}+↓`, "move it down"],
        [`${alt}+Enter`, "what can be done with the block"],
        [`${mod}+Shift+D`, "double the block"],
        [`${mod}+Shift+⌫`, "delete the block"],
        [`${mod}+Enter`, "leave a block of code"],
        ["Tab", "next cell; in the last one, a new row"],
        [`${alt}+F10`, "to the tools"],
      ],
    },
    {
      title: "Everywhere",
      keys: [
        [`${mod}+Z`, "undo, also what was typed before the page was loaded again"],
        [apple ? "⌘+Shift+Z" : "Ctrl+Y", "redo"],
        [`${mod}+F`, "find"],
        [apple ? "⌘+⌥+F" : "Ctrl+H", "replace"],
        [apple ? "⌘+G" : "F3", "next match"],
        [`${mod}+/`, "this list"],
      ],
    },
  ];
}
