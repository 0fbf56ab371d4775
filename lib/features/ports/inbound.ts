/** Ports for what the Git host tells of itself. */
import type { Duty, Hint } from "#lib/core/host/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";

/** A delivery as it was received. */
export interface DeliveryRecord {
  /** The host's own number for it. */
  id: string;
  event: string;
  action: string | null;
  hint: Hint;
}

/** What the host told, kept until it was handled. */
export interface Deliveries {
  /**
   * Keep it and queue its handling, both or neither; `first` is false when it was kept before. `storage.unavailable`
   * or `storage.full` when the database does not take it.
   */
  store(delivery: DeliveryRecord): Promise<Outcome<{ first: boolean }>>;
  /** Null when it is gone or was handled. */
  findOpen(id: string): Promise<DeliveryRecord | null>;
  /** Mark it handled and queue what follows from it, both or neither. */
  settle(id: string, duties: readonly Duty[]): Promise<void>;
  /** Which of these were received. */
  known(ids: readonly string[]): Promise<Set<string>>;
  /** Forget what was handled before a time; how many. */
  clear(before: Date): Promise<number>;
}

/** How the book's repository stands at the host. */
export interface HostStanding {
  branch: string;
  /** The host's number of it; null until it was asked. */
  hostId: number | null;
  /** Why the host does not work with us, in words for admins. */
  problem: string | null;
  /** Up to when changed pull requests were asked for. */
  roundAt: Date | null;
}

export interface HostStandings {
  /** Null before the book's first sync. */
  find(bookId: string): Promise<HostStanding | null>;
  note(bookId: string, change: Partial<Pick<HostStanding, "hostId" | "problem" | "roundAt">>): Promise<void>;
}
