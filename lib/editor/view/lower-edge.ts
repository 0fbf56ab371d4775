/** What the page keeps in sight below the editor, such as how the draft stands, in pixels. */
const kept = 52;

/** Where the visible text ends on the screen, in pixels from its top: above a keyboard on it, too. */
export function lowerEdge(): number {
  return (window.visualViewport?.height ?? window.innerHeight) - kept;
}
