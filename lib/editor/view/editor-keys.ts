/** The keys of the visual editor, for a list of them. `apple`: as a keyboard with a command key has them. */
export function editorKeys(apple: boolean): {
  title: string;
  keys: readonly (readonly [pressed: string, does: string])[];
}[] {
  return [
    {
      title: "Text",
      keys: [
        ["Mod+B", "bold"],
        ["Mod+I", "italic"],
        ["Mod+E", "code"],
        ["Mod+Alt+1", "heading, 1 to 4"],
        ["Mod+Alt+0", "text"],
        ["Mod+Shift+7", "numbered list"],
        ["Mod+Shift+8", "list"],
        ["Mod+Shift+9", "quotation"],
        ["Tab", "deeper in a list; Shift+Tab back"],
        ["Shift+Enter", "new line in the same paragraph"],
        ["Mod+Shift+V", "paste the words alone"],
        ["/", "in an empty paragraph: insert"],
      ],
    },
    {
      title: "Blocks and tables",
      keys: [
        ["Alt+↑", "move the block or the row up"],
        ["Alt+↓", "move it down"],
        ["Alt+Enter", "what can be done with the block"],
        ["Mod+Shift+D", "double the block"],
        ["Mod+Shift+⌫", "delete the block"],
        ["Mod+Enter", "leave a block of code"],
        ["Tab", "next cell; in the last one, a new row"],
        ["Alt+F10", "to the tools"],
      ],
    },
    {
      title: "Everywhere",
      keys: [
        ["Mod+Z", "undo, also what was typed before the page was loaded again"],
        [apple ? "Mod+Shift+Z" : "Mod+Y", "redo"],
        ["Mod+F", "find"],
        [apple ? "Mod+Alt+F" : "Mod+H", "replace"],
        [apple ? "Mod+G" : "F3", "next match"],
        ["Mod+/", "this list"],
      ],
    },
  ];
}
