/** Where the socket is; the only address that takes an upgrade. */
export const roomPath = "/together";

/** What one connection may do before it is closed, and how large things may be. */
export const roomLimits = {
  /** Bytes of one frame: a paste of a whole chapter fits. */
  frame: 4_000_000,
  /** Frames and bytes within ten seconds. A hand makes about ninety frames. */
  frames: 300,
  bytes: 12_000_000,
  /** Characters of a text, and bytes of all that is known of its changes. */
  characters: 2_000_000,
  state: 24_000_000,
  /** Connections of one person, to one draft, and to one process. */
  perPerson: 12,
  perDraft: 40,
  all: 500,
} as const;

/** How many colours there are for people; the stylesheet has them. */
export const colours = 8;
