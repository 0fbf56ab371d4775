/** Ports to what an admin sets up: where the book is, and what lets Colophon in. */
import type { BookSearch, Connection } from "#lib/core/connection/index.ts";

/** The connection of this installation, which is one. */
export interface Connections {
  read(): Promise<Connection>;
  /**
   * Change it in one step, made from what it is at that moment, and tell every process. Only what `edit` returns is
   * changed.
   */
  change(by: string, edit: (now: Connection) => ConnectionChange): Promise<Connection>;
  /** How a look at a repository goes on; nothing where another one has begun since. */
  noteSearch(search: BookSearch): Promise<void>;
}

export type ConnectionChange = Partial<Pick<Connection, "book" | "app" | "search" | "secrets">>;
