import { Drawer } from "./drawer.ts";
import { type Cut, cutPieces, type Piece, pieceAt, standIns } from "./pieces.ts";

interface Shown {
  piece: Piece;
  place: HTMLElement;
  /** The text that the picture in it is of. */
  drawn: string | null;
}

/** The picture of a chapter beside its source: one element for each block, drawn when it comes near. */
export class Pane {
  private readonly scroller: HTMLElement;
  private readonly drawer: Drawer;
  private readonly near = new Set<Element>();
  private readonly observer: IntersectionObserver;
  private cut: Cut = cutPieces("");
  private shown: Shown[] = [];
  private readonly onDrawn: () => void;

  constructor(
    scroller: HTMLElement,
    options: {
      draw(texts: string[]): Promise<string[] | null>;
      onDrawn(): void;
      onTrouble(trouble: boolean): void;
    },
  ) {
    this.scroller = scroller;
    this.onDrawn = options.onDrawn;
    this.drawer = new Drawer({
      draw: options.draw,
      onTrouble: options.onTrouble,
      onDrawn: () => this.put(),
      later(run, milliseconds) {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    // What scrolls is reached by the keyboard too. Links lead nowhere, so that no one leaves by accident.
    scroller.tabIndex = 0;
    scroller.addEventListener("click", stayHere);
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) this.near.add(target);
          else this.near.delete(target);
        }
        this.put();
        this.want();
      },
      { root: scroller, rootMargin: "500px 0px" },
    );
  }

  /** Show another source. Until a block is drawn, the last picture of its place stays. */
  show(source: string): void {
    const before = this.shown;
    this.cut = cutPieces(source);
    const { pieces } = this.cut;
    const from = standIns(
      before.map((each) => each.piece),
      pieces,
    );
    this.shown = pieces.map((piece, index) => {
      const old = before[from[index] ?? -1];
      return old ? { ...old, piece } : { piece, place: this.makePlace(piece), drawn: null };
    });
    const kept = new Set(this.shown.map((each) => each.place));
    for (const { place } of before) {
      if (kept.has(place)) continue;
      this.observer.unobserve(place);
      this.near.delete(place);
      place.remove();
    }
    let next = this.scroller.firstElementChild;
    for (const { place } of this.shown) {
      if (place === next) next = next.nextElementSibling;
      else {
        this.scroller.insertBefore(place, next);
        this.observer.observe(place);
      }
    }
    this.put();
    this.want();
  }

  /** What stands at the upper edge, as an offset of the source. */
  top(): number {
    const at = this.scroller.scrollTop;
    const index = pieceAt(
      this.shown.map(({ place }) => ({
        get start() {
          return place.offsetTop;
        },
      })),
      at + 1,
    );
    const found = this.shown[index];
    if (!found) return 0;
    const { place, piece } = found;
    const share = place.offsetHeight > 0 ? (at - place.offsetTop) / place.offsetHeight : 0;
    return piece.start + Math.max(0, Math.min(1, share)) * (piece.end - piece.start);
  }

  /** Bring an offset of the source to the upper edge. */
  scrollTo(offset: number): void {
    const pieces = this.shown.map((each) => each.piece);
    const found = this.shown[pieceAt(pieces, offset)];
    if (!found) return;
    const { place, piece } = found;
    const share = (offset - piece.start) / Math.max(1, piece.end - piece.start);
    this.scroller.scrollTop = place.offsetTop + Math.max(0, Math.min(1, share)) * place.offsetHeight;
  }

  destroy(): void {
    this.drawer.stop();
    this.observer.disconnect();
    this.scroller.removeEventListener("click", stayHere);
    this.scroller.replaceChildren();
  }

  private makePlace({ own }: Piece): HTMLElement {
    const place = document.createElement("div");
    place.className = "ed-split-piece";
    // About as high as it will be, so that little moves when it is drawn.
    if (own !== "") place.style.minHeight = `${Math.ceil(own.length / 70) * 1.6}em`;
    return place;
  }

  private nearby(): Shown[] {
    return this.shown.filter((each) => this.near.has(each.place));
  }

  /** Ask for what is near the screen and not drawn yet. */
  private want(): void {
    this.drawer.want(this.nearby().map((each) => this.cut.drawn(each.piece)));
  }

  /** Put in the pictures that are there. */
  private put(): void {
    let changed = false;
    for (const each of this.nearby()) {
      const text = this.cut.drawn(each.piece);
      const picture = this.drawer.picture(text);
      each.place.toggleAttribute("data-stale", picture === undefined && each.drawn !== null);
      if (picture === undefined || each.drawn === text) continue;
      // Drawn and sanitised by our own renderer.
      each.place.innerHTML = picture;
      each.place.style.minHeight = "";
      each.drawn = text;
      changed = true;
    }
    if (changed) this.onDrawn();
  }
}

function stayHere(event: Event): void {
  if (event.target instanceof Element && event.target.closest("a")) event.preventDefault();
}
