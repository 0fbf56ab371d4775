/** Ports to what an admin sets up: where the book is, and what lets Colophon in. */
import type { Access, BookSearch, CheckedConnection, Connection } from "#lib/core/connection/index.ts";
import type { Outcome } from "#lib/core/outcome.ts";

/** The connection of this installation, which is one. */
export interface Connections {
  read(): Promise<Connection>;
  /**
   * Change it in one step, made from what it is at that moment, and tell every process. Only what `edit` returns is
   * changed; what was checked before is forgotten.
   */
  change(by: string, edit: (now: Connection) => ConnectionChange): Promise<Connection>;
  /** How a look at a repository goes on; nothing where another one has begun since. */
  noteSearch(search: BookSearch): Promise<void>;
  noteChecks(checked: CheckedConnection): Promise<void>;
}

export type ConnectionChange = Partial<Pick<Connection, "book" | "app" | "search" | "secrets">>;

/** What this installation was started with, as far as it decides something of the connection. */
export interface GivenSettings {
  /** The book that the environment names; null where it names none. */
  book: { remote: string; branch: string | null; manifest: string | null } | null;
  access: Access | null;
  /** Whether people sign in with GitHub, and whose doing that is. */
  signIn: "environment" | "stored" | null;
  webhook: "environment" | "stored" | null;
  publicUrl: string;
  serverUrl: string;
  /** Whether the Git host can send to this site at all. */
  hears: boolean;
}

/** An app as the Git host hands it over when it was made. */
export interface MadeApp {
  appId: number;
  privateKey: string;
  slug: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  pageUrl: string;
}

export interface ReachableRepository {
  /** `owner/name` */
  name: string;
  private: boolean;
  archived: boolean;
  /** Whether commits may be pushed; null where that is not said. */
  mayPush: boolean | null;
}

/** The Git host, asked while it is being set up. */
export interface HostDoor {
  whoseToken(token: string): Promise<Outcome<{ login: string }>>;
  /** Exchange the code that came back after an app was made from a manifest; works once. */
  takeApp(code: string): Promise<Outcome<MadeApp>>;
  installations(key: {
    appId: number;
    privateKey: string;
  }): Promise<Outcome<{ id: number; account: string }[]>>;
  /** What Colophon may see with what lets it in now. */
  repositories(): Promise<Outcome<ReachableRepository[]>>;
}

/** The book's repository at the host, tried out. */
export interface HostTrial {
  describe(): Promise<Outcome<{ name: string; archived: boolean; pageUrl: string }>>;
  /** Of an app's installation, by the host's names; null for a token, which does not say. */
  permissions(): Promise<Outcome<Record<string, string> | null>>;
  /** Whether a change of this kind would be taken. Nothing is left behind. */
  tryWrite(kind: "contents" | "pull_requests" | "statuses", branch: string): Promise<Outcome<true>>;
  rules(branch: string): Promise<Outcome<{ pullRequest: boolean; approvals: number; checks: string[] }>>;
  /** Where the app's webhooks go, and how the last one was answered; null for a token. */
  hook(): Promise<Outcome<{ url: string | null; last: { at: string; status: number } | null } | null>>;
}

/** What is not through yet, and what the host told last. */
export interface HostWaiting {
  publications(
    bookId: string,
  ): Promise<{ id: string; number: number; title: string; since: Date; problem: string | null }[]>;
  /** Open proposals that the host does not show as they are, or not at all. */
  proposals(bookId: string): Promise<{ number: number; title: string; problem: string }[]>;
  /** Jobs that speak to the host and begin later, as while it asks for silence; null when there are none. */
  putOff(): Promise<{ jobs: number; next: Date } | null>;
  /** Newest first. */
  deliveries(most: number): Promise<
    {
      id: string;
      event: string;
      action: string | null;
      receivedAt: Date;
      handledAt: Date | null;
      problem: string | null;
    }[]
  >;
}

/** What is left of the host's hour. Times are ISO 8601. */
export interface HostBudget {
  limit: number;
  remaining: number;
  resetAt: string;
  /** Until when the host asked this process for silence; null when it did not. */
  silentUntil: string | null;
}
