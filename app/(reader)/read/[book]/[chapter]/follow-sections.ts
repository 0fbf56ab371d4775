/** How far down the screen the section one reads begins at the latest. */
const readingLine = 0.3;

/**
 * Mark the section one is reading in the list beside the page (`[data-spy]`) and name it where a page asks for it
 * (`[data-current-section]`). Gives back how to stop.
 */
export function followSections(): () => void {
  const panel = document.getElementById("ui-contents");
  const links = new Map<string, HTMLElement>();
  for (const link of panel?.querySelectorAll<HTMLElement>("[data-spy]") ?? []) {
    links.set(link.dataset.spy ?? "", link);
  }
  const headings = [...links.keys()]
    .map((id) => document.getElementById(id))
    .filter((heading) => heading !== null);
  const name = document.querySelector("[data-current-section]");
  let current: HTMLElement | undefined;

  const mark = () => {
    const line = window.innerHeight * readingLine;
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
    const link = links.get(read?.id ?? "");
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    if (name) name.textContent = link?.lastElementChild?.textContent ?? "";
    if (link && panel) keepInView(panel, link);
  };

  // A heading that crosses the line, in either direction, is when the section changes.
  const observer = new IntersectionObserver(mark, {
    // Every heading already passed counts as seen, so that a long jump is noticed too.
    rootMargin: `1000000px 0px -${100 - readingLine * 100}% 0px`,
  });
  for (const heading of headings) observer.observe(heading);

  // The sheet of a phone has done its work once a section is chosen.
  const close = (event: Event) => {
    if ((event.target as Element).closest("a") && panel?.matches(":popover-open")) panel.hidePopover();
  };
  panel?.addEventListener("click", close);
  const show = () => current && panel && keepInView(panel, current);
  panel?.addEventListener("toggle", show);
  return () => {
    observer.disconnect();
    current?.removeAttribute("aria-current");
    panel?.removeEventListener("click", close);
    panel?.removeEventListener("toggle", show);
  };
}

/** Scroll the panel alone, so that the page stays where it is. */
function keepInView(panel: HTMLElement, link: HTMLElement): void {
  const frame = panel.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  const spare = frame.height / 4;
  if (box.top < frame.top + spare) panel.scrollTop += box.top - frame.top - spare;
  else if (box.bottom > frame.bottom - spare) panel.scrollTop += box.bottom - frame.bottom + spare;
}
