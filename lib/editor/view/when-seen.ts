/** Do something for an element when it comes near the screen, once: long chapters draw only what is looked at. */
const waiting = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | null = null;

export function whenSeen(target: Element, run: () => void): void {
  if (typeof IntersectionObserver === "undefined") {
    run();
    return;
  }
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        observer?.unobserve(entry.target);
        waiting.get(entry.target)?.();
        waiting.delete(entry.target);
      }
    },
    { rootMargin: "600px" },
  );
  waiting.set(target, run);
  observer.observe(target);
}

export function stopWaiting(target: Element): void {
  waiting.delete(target);
  observer?.unobserve(target);
}
