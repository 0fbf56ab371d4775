/** Asks for pictures of passages: one request at a time, what is no longer wanted is never asked for. */

export interface DrawerOptions {
  /** HTML for each text, in order; null when nothing can be drawn now. */
  draw(texts: string[]): Promise<string[] | null>;
  /** Called when new pictures are there. */
  onDrawn(): void;
  /** Called when drawing begins to fail, and when it works again. */
  onTrouble(trouble: boolean): void;
  /** Call back later; gives what takes that back. */
  later(run: () => void, milliseconds: number): () => void;
}

/** Passages asked for at once, their characters together, and pictures that are kept. */
const atOnce = 24;
const longest = 150_000;
const most = 3000;
/** How long to wait after a failure, in milliseconds. */
const again = 4000;

export class Drawer {
  private readonly options: DrawerOptions;
  private readonly pictures = new Map<string, string>();
  private wanted: readonly string[] = [];
  private asking = false;
  private trouble = false;
  private cancel: (() => void) | null = null;
  private stopped = false;

  constructor(options: DrawerOptions) {
    this.options = options;
  }

  picture(text: string): string | undefined {
    return text === "" ? "" : this.pictures.get(text);
  }

  /** Draw these, the first ones first. What was wanted before and is not among them is forgotten. */
  want(texts: readonly string[]): void {
    this.wanted = texts;
    void this.ask();
  }

  stop(): void {
    this.stopped = true;
    this.cancel?.();
  }

  private next(): string[] {
    const next = new Set<string>();
    let length = 0;
    for (const text of this.wanted) {
      if (text === "" || this.pictures.has(text)) continue;
      if (text.length > longest) {
        this.pictures.set(text, "");
        continue;
      }
      if (next.size === atOnce || (next.size > 0 && length + text.length > longest)) break;
      next.add(text);
      length += text.length;
    }
    return [...next];
  }

  private async ask(): Promise<void> {
    if (this.asking || this.stopped || this.cancel) return;
    const texts = this.next();
    if (texts.length === 0) return;
    this.asking = true;
    const drawn = await this.options.draw(texts).catch(() => null);
    this.asking = false;
    if (this.stopped) return;
    if (!drawn) {
      this.tell(true);
      this.cancel = this.options.later(() => {
        this.cancel = null;
        void this.ask();
      }, again);
      return;
    }
    for (const [index, text] of texts.entries()) this.pictures.set(text, drawn[index] ?? "");
    for (const key of this.pictures.keys()) {
      if (this.pictures.size <= most) break;
      this.pictures.delete(key);
    }
    this.tell(false);
    this.options.onDrawn();
    void this.ask();
  }

  private tell(trouble: boolean): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.options.onTrouble(trouble);
  }
}
