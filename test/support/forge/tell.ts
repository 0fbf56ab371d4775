import type { ForgeContext } from "./context.ts";
import type { WebhookName } from "./contract/operations.ts";
import { readFigures } from "./pull-figures.ts";
import { showAccount } from "./shapes/account.ts";
import { showHook } from "./shapes/hook.ts";
import { repositoryOf, showPull } from "./shapes/pull.ts";
import { showRepository } from "./shapes/repository.ts";
import type { Hook, Pull, Repository } from "./types.ts";

export type PullAction = "opened" | "synchronize" | "edited" | "closed" | "reopened";

/** Tell the receivers of webhooks what happened to a pull request. */
export async function tellPull(
  context: ForgeContext,
  pull: Pull,
  action: PullAction,
  by: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const repository = repositoryOf(context, pull.repositoryId);
  context.tell({
    name: `pull-request-${action}`,
    event: "pull_request",
    repository,
    payload: {
      action,
      number: pull.number,
      pull_request: showPull(context, pull, await readFigures(context, pull)),
      ...more,
      repository: showRepository(context, repository),
      sender: showAccount(context, by),
    },
  });
}

/** Tell of something that belongs to a repository: the payload is completed with it and with who did it. */
export function tellOf(
  context: ForgeContext,
  repositoryId: number,
  by: string,
  told: { name: WebhookName; event: string; payload: Record<string, unknown> },
): void {
  const repository = repositoryOf(context, repositoryId);
  context.tell({
    ...told,
    repository,
    payload: {
      ...told.payload,
      repository: showRepository(context, repository),
      sender: showAccount(context, by),
    },
  });
}

/** What GitHub sends when a hook is made, or when someone asks for it. */
export function tellPing(context: ForgeContext, repository: Repository, hook: Hook): void {
  context.tell({
    name: "ping",
    event: "ping",
    repository,
    hookId: hook.id,
    payload: {
      zen: "Approachable is better than simple.",
      hook_id: hook.id,
      hook: showHook(context, repository, hook),
      repository: showRepository(context, repository),
      sender: showAccount(context, repository.owner),
    },
  });
}
