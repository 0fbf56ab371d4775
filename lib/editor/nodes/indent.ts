/** Put `first` before the first line and `rest` before the others; lines without ink get no trailing white space. */
export function indented(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, index) => (line === "" && index > 0 ? rest.trimEnd() : (index === 0 ? first : rest) + line))
    .join("\n");
}
