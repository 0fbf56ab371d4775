/** Links whose target on this page is worth a look without going there. */
const looking = "#ui-text :is(.note-mark a, a.citation, a.reference)";

/** What of a target is only of use where it stands. */
const left = ".note-back, .heading-anchor, .heading-edit, .copy-code, .katex-mathml";

/**
 * Show the note, work, figure, table or equation that a link leads to in a card beside it: under the pointer, on
 * focus, and for notes on a tap. Escape closes it, the link still leads there. Gives back how to stop.
 */
export function showPreviews(): () => void {
  const card = document.createElement("div");
  card.className = "preview prose";
  card.id = "ui-preview";
  card.role = "tooltip";
  card.hidden = true;
  document.body.append(card);
  let shown: Element | null = null;
  let leaving = 0;

  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };
  const show = (link: HTMLAnchorElement) => {
    clearTimeout(leaving);
    if (shown === link) return;
    const target = targetOf(link);
    hide();
    if (!target) return;
    const copy = target.cloneNode(true) as HTMLElement;
    for (const each of copy.querySelectorAll(left)) each.remove();
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    // A note or a work is an item of a list; here it stands by itself.
    card.replaceChildren(...(copy.localName === "li" ? copy.childNodes : [copy]));
    card.hidden = false;
    place(card, link);
    link.setAttribute("aria-describedby", card.id);
    shown = link;
  };
  const linkOf = (event: Event) => (event.target as Element).closest?.<HTMLAnchorElement>(looking);

  const over = (event: PointerEvent) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event);
    if (link) show(link);
    else if (card.contains(event.target as Node)) clearTimeout(leaving);
    else if (shown) {
      clearTimeout(leaving);
      leaving = window.setTimeout(hide, 200);
    }
  };
  const focus = (event: FocusEvent) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (shown && !card.contains(event.target as Node)) hide();
  };
  const tap = (event: PointerEvent) => {
    const link = linkOf(event);
    if (link?.closest(".note-mark") && event.pointerType === "touch" && shown !== link) {
      event.preventDefault();
      show(link);
    } else if (shown && !card.contains(event.target as Node)) hide();
  };
  const key = (event: KeyboardEvent) => event.key === "Escape" && hide();

  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", focus);
  document.addEventListener("click", tap);
  document.addEventListener("keydown", key);
  return () => {
    clearTimeout(leaving);
    document.removeEventListener("pointerover", over);
    document.removeEventListener("focusin", focus);
    document.removeEventListener("click", tap);
    document.removeEventListener("keydown", key);
    hide();
    card.remove();
  };
}

/** What a link leads to on this page; nothing for a whole section, which is no glance. */
function targetOf(link: HTMLAnchorElement): HTMLElement | null {
  if (link.origin !== location.origin || link.pathname !== location.pathname || !link.hash) return null;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return target && /^(?:LI|FIGURE|DIV|ASIDE|DETAILS)$/u.test(target.tagName) ? target : null;
}

/** Under the link, or above it where there is no room below. */
function place(card: HTMLElement, link: Element): void {
  const box = link.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const below = box.bottom + 10 + height < window.innerHeight || box.top < height + 10;
  card.style.left = `${Math.max(12, Math.min(room - width - 12, box.left - 24)) + window.scrollX}px`;
  card.style.top = `${(below ? box.bottom + 10 : box.top - height - 10) + window.scrollY}px`;
}
