/** A button beside every piece of code; `say` tells a screen reader what happened. Gives back how to undo it. */
export function addCopyButtons(say: (words: string) => void): () => void {
  const added: Element[] = [];
  if (!navigator.clipboard) return () => undefined;
  for (const pre of document.querySelectorAll<HTMLElement>("#ui-text pre.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-code";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(pre.querySelector("code")?.textContent ?? "");
        button.textContent = "Copied";
        say("The code is copied.");
      } catch {
        say("Your browser did not let the code be copied.");
      }
    });
    button.addEventListener("blur", () => {
      button.textContent = "Copy";
      say("");
    });
    pre.before(button);
    added.push(button);
  }
  return () => {
    for (const each of added) each.remove();
  };
}

/** A way into the editor beside every section's heading. Gives back how to undo it. */
export function addEditLinks(edit: string): () => void {
  const added: Element[] = [];
  for (const heading of document.querySelectorAll<HTMLElement>("#ui-text :is(h2, h3)[id]")) {
    const title = heading.cloneNode(true) as HTMLElement;
    for (const each of title.querySelectorAll(".heading-anchor, .katex-mathml")) each.remove();
    const link = document.createElement("a");
    link.href = `${edit}?section=${encodeURIComponent(heading.id)}`;
    link.rel = "nofollow";
    link.className = "heading-edit";
    link.textContent = "Edit";
    link.setAttribute("aria-label", `Suggest an edit to “${title.textContent?.trim()}”`);
    heading.append(link);
    added.push(link);
  }
  return () => {
    for (const each of added) each.remove();
  };
}
