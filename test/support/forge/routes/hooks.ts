import {
  type Asked,
  type AskedOf,
  accepted,
  created,
  invalid,
  listed,
  type Need,
  noContent,
  notFound,
  number,
  ok,
  Refusal,
  type Routes,
} from "../answer.ts";
import type { Delivery } from "../deliveries.ts";
import { showDelivery, showDeliveryItem, showHook } from "../shapes/hook.ts";
import { tellPing } from "../tell.ts";
import type { Hook } from "../types.ts";

const readHooks: Need = { permission: "repository_hooks", access: "read", level: "admin" };
const writeHooks: Need = { permission: "repository_hooks", access: "write", level: "admin" };

interface HookWish {
  config?: { url?: string; secret?: string };
  events?: string[];
  add_events?: string[];
  remove_events?: string[];
  active?: boolean;
}

function hookOf({ context, repository, parameters }: AskedOf): Hook {
  const hook = context.records.hooks.get(number(parameters.hook_id));
  if (!hook || hook.repositoryId !== repository.id) throw notFound();
  return hook;
}

/** GitHub masks a secret that it gives back; whoever writes the mask keeps the secret. */
function change(hook: Hook, wish: HookWish, now: string): void {
  if (wish.config?.url !== undefined) {
    if (!URL.canParse(wish.config.url)) throw invalid("Hook", "url", "invalid");
    hook.url = wish.config.url;
  }
  if (wish.config && wish.config.secret !== "********") hook.secret = wish.config.secret ?? null;
  const events = new Set(wish.events ?? hook.events);
  for (const each of wish.add_events ?? []) events.add(each);
  for (const each of wish.remove_events ?? []) events.delete(each);
  hook.events = [...events];
  hook.active = wish.active ?? hook.active;
  hook.updatedAt = now;
}

/** Attempts, newest first, of what went to one receiver. */
function attemptsOf({ context }: Asked, mine: (delivery: Delivery) => boolean) {
  return context.deliveries
    .all()
    .filter(mine)
    .flatMap((delivery) => delivery.attempts.map((attempt) => ({ delivery, attempt })))
    .sort((a, b) => b.attempt.id - a.attempt.id);
}

/** Deliveries have cursors instead of pages. */
function listAttempts(asked: Asked, mine: (delivery: Delivery) => boolean) {
  const { query, context } = asked;
  const size = Math.min(100, Number(query.get("per_page") ?? 30));
  const cursor = query.get("cursor");
  const wanted = query.get("status");
  const all = attemptsOf(asked, mine).filter(({ attempt }) => {
    const good = attempt.status !== null && attempt.status < 300;
    return wanted === null || (wanted === "success") === good;
  });
  const from = cursor === null ? 0 : all.findIndex((each) => String(each.attempt.id) === cursor);
  if (from === -1) throw new Refusal(422, "Invalid cursor");
  const items = all.slice(from, from + size).map((each) => showDeliveryItem(each.delivery, each.attempt));
  const next = all[from + size];
  if (!next) return ok(items);
  const address = new URL(`${context.apiUrl}${asked.path}`);
  address.searchParams.set("per_page", String(size));
  address.searchParams.set("cursor", String(next.attempt.id));
  return { ...ok(items), headers: { link: `<${address.href}>; rel="next"` } };
}

function attemptOf(asked: Asked, mine: (delivery: Delivery) => boolean) {
  const wanted = number(asked.parameters.delivery_id);
  const found = attemptsOf(asked, mine).find((each) => each.attempt.id === wanted);
  if (!found) throw notFound();
  return found;
}

function redeliver(asked: Asked, mine: (delivery: Delivery) => boolean) {
  const { delivery } = attemptOf(asked, mine);
  asked.context.deliveries.again(delivery);
  return accepted({});
}

const ofHook = (asked: AskedOf) => {
  const hook = hookOf(asked);
  return (delivery: Delivery) => delivery.hook.id === hook.id;
};
const ofApp =
  ({ caller }: Asked) =>
  (delivery: Delivery) =>
    caller.kind === "app" && delivery.hook.appId === caller.app.id;

export const hookRoutes: Routes = {
  "GET /repos/{owner}/{repo}/hooks": {
    needs: readHooks,
    handle({ context, repository }) {
      const own = [...context.records.hooks.values()].filter((each) => each.repositoryId === repository.id);
      return listed(own.map((each) => showHook(context, repository, each)));
    },
  },
  "POST /repos/{owner}/{repo}/hooks": {
    needs: writeHooks,
    handle({ context, repository, body }) {
      const wish = body as HookWish;
      if (wish.config?.url === undefined) throw invalid("Hook", "url", "missing_field");
      const twin = [...context.records.hooks.values()].some(
        (each) => each.repositoryId === repository.id && each.url === wish.config?.url,
      );
      if (twin) throw invalid("Hook", "hook", "custom", "Hook already exists on this repository");
      const now = context.now();
      const hook: Hook = {
        id: context.records.nextId(),
        repositoryId: repository.id,
        appId: null,
        url: wish.config.url,
        secret: null,
        events: ["push"],
        active: true,
        createdAt: now,
        updatedAt: now,
      };
      change(hook, wish, now);
      context.records.hooks.set(hook.id, hook);
      tellPing(context, repository, hook);
      return created(showHook(context, repository, hook));
    },
  },
  "GET /repos/{owner}/{repo}/hooks/{hook_id}": {
    needs: readHooks,
    handle: (asked) => ok(showHook(asked.context, asked.repository, hookOf(asked))),
  },
  "PATCH /repos/{owner}/{repo}/hooks/{hook_id}": {
    needs: writeHooks,
    handle(asked) {
      const hook = hookOf(asked);
      change(hook, asked.body as HookWish, asked.context.now());
      return ok(showHook(asked.context, asked.repository, hook));
    },
  },
  "DELETE /repos/{owner}/{repo}/hooks/{hook_id}": {
    needs: writeHooks,
    handle(asked) {
      asked.context.records.hooks.delete(hookOf(asked).id);
      return noContent;
    },
  },
  "POST /repos/{owner}/{repo}/hooks/{hook_id}/pings": {
    needs: readHooks,
    handle(asked) {
      tellPing(asked.context, asked.repository, hookOf(asked));
      return noContent;
    },
  },
  "GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries": {
    needs: readHooks,
    handle: (asked) => listAttempts(asked, ofHook(asked)),
  },
  "GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}": {
    needs: readHooks,
    handle(asked) {
      const { delivery, attempt } = attemptOf(asked, ofHook(asked));
      return ok(showDelivery(delivery, attempt));
    },
  },
  "POST /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}/attempts": {
    needs: writeHooks,
    handle: (asked) => redeliver(asked, ofHook(asked)),
  },
  "GET /app/hook/deliveries": { needs: "app", handle: (asked) => listAttempts(asked, ofApp(asked)) },
  "GET /app/hook/deliveries/{delivery_id}": {
    needs: "app",
    handle(asked) {
      const { delivery, attempt } = attemptOf(asked, ofApp(asked));
      return ok(showDelivery(delivery, attempt));
    },
  },
  "POST /app/hook/deliveries/{delivery_id}/attempts": {
    needs: "app",
    handle: (asked) => redeliver(asked, ofApp(asked)),
  },
};
