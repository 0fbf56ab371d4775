import { generateKeyPairSync, randomBytes } from "node:crypto";
import { appJwt } from "./app-jwt.ts";
import type { ForgeContext } from "./context.ts";
import { fullName } from "./records.ts";
import { nodeId, showAccount } from "./shapes/account.ts";
import { showInstallation } from "./shapes/app.ts";
import type { App, Hook, Installation, OauthApp, Permissions, Repository } from "./types.ts";

export interface AppWish {
  owner: string;
  slug?: string;
  permissions?: Permissions;
  events?: string[];
  /** Where its webhooks go; none are sent when left out. */
  hookUrl?: string;
  webhookSecret?: string;
}

/** GitHub Apps, as their owners and those who install them handle them. */
export interface AppWorld {
  addApp(wish: AppWish): App;
  /** An app that people sign in with; its secret may be changed afterwards. */
  addOauthApp(name: string): OauthApp;
  /** The code that GitHub hands to the redirect address when an app was made from a manifest. Works once. */
  addManifestCode(app: App): string;
  install(app: App, account: string, repositories?: readonly Repository[] | "all"): Installation;
  /** A token of an installation, as the app itself would get one. */
  issueToken(installation: Installation): Promise<string>;
  uninstall(installation: Installation): void;
  suspend(installation: Installation): void;
  unsuspend(installation: Installation): void;
  /** Give or take repositories. */
  choose(installation: Installation, repositories: readonly Repository[]): void;
  /** Accept other permissions. */
  permit(installation: Installation, permissions: Permissions): void;
  /** A webhook of one repository, as its admin sets it up; no ping is sent. */
  addHook(repository: Repository, wish: { url: string; secret?: string; events?: string[] }): Hook;
}

const fullAccess: Permissions = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  checks: "write",
  statuses: "write",
};

let keys: { publicKey: string; privateKey: string } | undefined;

/** Making a key takes a while, and no test minds that apps share one. */
function keyPair() {
  keys ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return keys;
}

export function createAppWorld(context: ForgeContext): AppWorld {
  const { records } = context;

  const tell = (
    installation: Installation,
    action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted",
  ) =>
    context.tell({
      name:
        action === "new_permissions_accepted"
          ? "installation-new-permissions-accepted"
          : `installation-${action}`,
      event: "installation",
      repository: null,
      installationId: installation.id,
      payload: {
        action,
        installation: showInstallation(context, installation),
        repositories: reached(installation).map((each) => showBrief(each)),
        ...(action === "created" ? { requester: null } : {}),
        sender: showAccount(context, installation.account),
      },
    });

  const reached = (installation: Installation) =>
    [...records.repositories.values()].filter(
      (each) =>
        each.owner === installation.account &&
        (installation.repositories === "all" || installation.repositories.has(each.id)),
    );

  const showBrief = (repository: Repository) => ({
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  });

  const addHookOf = (
    of: Pick<Hook, "repositoryId" | "appId">,
    url: string,
    secret: string | null,
    events: string[],
  ) => {
    const now = context.now();
    const hook: Hook = {
      id: records.nextId(),
      ...of,
      url,
      secret,
      events,
      active: true,
      createdAt: now,
      updatedAt: now,
    };
    records.hooks.set(hook.id, hook);
    return hook;
  };

  return {
    addApp(wish) {
      const id = records.nextId();
      const slug = wish.slug ?? "colophon";
      const app: App = {
        id,
        slug,
        name: slug,
        owner: wish.owner,
        clientId: `Iv23${id}`,
        clientSecret: `secret-of-client-${id}`,
        webhookSecret: wish.webhookSecret ?? `secret-of-webhook-${id}`,
        ...keyPair(),
        permissions: wish.permissions ?? fullAccess,
        events: wish.events ?? [
          "push",
          "create",
          "delete",
          "pull_request",
          "pull_request_review",
          "pull_request_review_comment",
          "issue_comment",
          "check_run",
          "repository",
        ],
        createdAt: context.now(),
      };
      records.apps.set(id, app);
      const bot = `${slug}[bot]`;
      records.accounts.set(bot, {
        id: records.nextId(),
        login: bot,
        type: "Bot",
        name: null,
        email: null,
        emails: [],
        createdAt: context.now(),
      });
      if (wish.hookUrl !== undefined) {
        addHookOf({ repositoryId: null, appId: id }, wish.hookUrl, app.webhookSecret, app.events);
      }
      return app;
    },
    addOauthApp(name) {
      const app: OauthApp = {
        name,
        clientId: `Ov23${records.nextId()}`,
        clientSecret: randomBytes(20).toString("hex"),
      };
      records.oauthApps.add(app);
      return app;
    },
    addManifestCode(app) {
      const code = `manifest-code-${records.nextId()}`;
      records.manifestCodes.set(code, app);
      return code;
    },
    install(app, account, repositories = "all") {
      const installation: Installation = {
        id: records.nextId(),
        appId: app.id,
        account,
        repositories: repositories === "all" ? "all" : new Set(repositories.map((each) => each.id)),
        permissions: app.permissions,
        suspendedAt: null,
        createdAt: context.now(),
      };
      records.installations.set(installation.id, installation);
      tell(installation, "created");
      return installation;
    },
    async issueToken(installation) {
      const app = records.apps.get(installation.appId);
      if (!app) throw new Error("The installation is of no app");
      const seconds = Math.floor(Date.parse(context.now()) / 1000);
      const response = await fetch(`${context.apiUrl}/app/installations/${installation.id}/access_tokens`, {
        method: "POST",
        headers: { authorization: `Bearer ${appJwt(app, seconds)}` },
      });
      return ((await response.json()) as { token: string }).token;
    },
    uninstall(installation) {
      tell(installation, "deleted");
      records.installations.delete(installation.id);
    },
    suspend(installation) {
      installation.suspendedAt = context.now();
      tell(installation, "suspend");
    },
    unsuspend(installation) {
      installation.suspendedAt = null;
      tell(installation, "unsuspend");
    },
    choose(installation, repositories) {
      const before = reached(installation);
      installation.repositories = new Set(repositories.map((each) => each.id));
      const added = repositories.filter((each) => !before.includes(each));
      const removed = before.filter((each) => !repositories.includes(each));
      for (const [action, changed] of [
        ["added", added],
        ["removed", removed],
      ] as const) {
        if (changed.length === 0) continue;
        context.tell({
          name: `installation-repositories-${action}`,
          event: "installation_repositories",
          repository: null,
          installationId: installation.id,
          payload: {
            action,
            installation: showInstallation(context, installation),
            repository_selection: "selected",
            repositories_added: action === "added" ? changed.map(showBrief) : [],
            repositories_removed: action === "removed" ? changed.map(showBrief) : [],
            requester: null,
            sender: showAccount(context, installation.account),
          },
        });
      }
    },
    permit(installation, permissions) {
      installation.permissions = permissions;
      tell(installation, "new_permissions_accepted");
    },
    addHook: (
      repository,
      { url, secret = null, events = ["*"] }: { url: string; secret?: string | null; events?: string[] },
    ) => addHookOf({ repositoryId: repository.id, appId: null }, url, secret, events),
  };
}
