import type { WebhookName } from "./contract/operations.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Rates } from "./rate.ts";
import type { Records } from "./records.ts";
import type { Repository } from "./types.ts";

/** Something that webhooks tell. The payload is fixed when it happens, as GitHub's is. */
export interface Happening {
  name: WebhookName;
  /** As in X-GitHub-Event. */
  event: string;
  repository: Repository | null;
  /** Told to this installation alone; undefined tells all that have the repository. */
  installationId?: number;
  /** Told to this hook alone, as pings are. */
  hookId?: number;
  payload: Record<string, unknown>;
}

/** What every part of the forge works with. */
export interface ForgeContext {
  records: Records;
  /** Folder of all bare repositories. */
  folder: string;
  /** Address of pages and of Git, without a slash at the end. */
  url: string;
  /** Address of the REST interface. */
  apiUrl: string;
  /** ISO 8601 in whole seconds. */
  now(): string;
  tell(happening: Happening): void;
  deliveries: Deliveries;
  rates: Rates;
  /** Writes take turns, as transactions would. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a merge in the background ends as soon as it was asked for. */
  mergesByItself: boolean;
  problem(words: string): void;
}
