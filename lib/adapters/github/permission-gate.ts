import { type Outcome, refuse } from "#lib/core/outcome.ts";
import type { RepositoryPermission } from "#lib/core/policy/index.ts";
import type { HostRepository } from "#lib/features/ports/index.ts";

/**
 * Permissions for pages, where somebody waits: each person is asked about once at a time, for a few seconds at most, and
 * a GitHub that does not answer is left alone for a while.
 * @param now milliseconds since 1970
 */
export function createPermissionGate(
  host: Pick<HostRepository, "permission">,
  { now, patienceMs = 4000, restMs = 10_000 }: { now: () => number; patienceMs?: number; restMs?: number },
): Pick<HostRepository, "permission"> {
  const asking = new Map<string, Promise<Outcome<RepositoryPermission>>>();
  let silent: { until: number; outcome: Outcome<RepositoryPermission> } | undefined;

  const ask = async (account: { login: string; id: string }) => {
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<Outcome<RepositoryPermission>>((resolve) => {
      const late = refuse("github.unreachable", "GitHub does not answer at the moment.");
      timer = setTimeout(() => resolve(late), patienceMs);
    });
    const outcome = await Promise.race([host.permission(account), tired]);
    clearTimeout(timer);
    if (!outcome.ok) silent = { until: now() + restMs, outcome };
    return outcome;
  };

  return {
    permission(account) {
      if (silent && now() < silent.until) return Promise.resolve(silent.outcome);
      const under = asking.get(account.id);
      if (under) return under;
      const begun = ask(account).finally(() => asking.delete(account.id));
      asking.set(account.id, begun);
      return begun;
    },
  };
}
