import type { IncomingMessage, ServerResponse } from "node:http";
import type { ForgeContext } from "./context.ts";
import { readBody } from "./serve-rest.ts";
import type { Access, App } from "./types.ts";
import type { World } from "./world.ts";

interface Manifest {
  name?: string;
  url?: string;
  redirect_url?: string;
  setup_url?: string;
  public?: boolean;
  default_permissions?: Record<string, Access>;
  default_events?: string[];
  hook_attributes?: { url?: string; active?: boolean };
}

/** The permission that an event needs before GitHub's validator takes a manifest that names it. */
const backing: Readonly<Record<string, string>> = {
  push: "contents",
  create: "contents",
  delete: "contents",
  pull_request: "pull_requests",
  pull_request_review: "pull_requests",
  pull_request_review_comment: "pull_requests",
  issue_comment: "issues",
  repository: "metadata",
  check_run: "checks",
  check_suite: "checks",
  status: "statuses",
  merge_group: "merge_queues",
};

/** Whether a path is one of the pages on which people make and install apps. */
export function isAppPage(path: string): boolean {
  return (
    /^\/(?:organizations\/[^/]+\/)?settings\/apps\/(?:new|create)$/u.test(path) || path.startsWith("/apps/")
  );
}

/**
 * GitHub's pages for apps: making one from a manifest that a form brings (here they also ask who one is), and installing
 * it. What the validator refuses, it refuses in GitHub's words.
 * Source: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function createAppPages(context: ForgeContext, world: World) {
  const wishes = new Map<string, { manifest: Manifest; owner: string; state: string }>();
  const setupUrls = new Map<number, string>();

  const choose = (manifest: Manifest, organisation: string | undefined, state: string): string => {
    const wrong = faultsOf(manifest);
    if (wrong.length > 0) return `<h1>Invalid GitHub App configuration</h1><p>${wrong.join("<br>")}</p>`;
    const owners = [...context.records.accounts.values()].filter((each) =>
      organisation === undefined ? each.type === "User" : each.login === organisation,
    );
    const links = owners.map(({ login }) => {
      const id = String(context.records.nextId());
      wishes.set(id, { manifest, owner: login, state });
      return `<p><a href="/settings/apps/create?wish=${id}">Create GitHub App for ${login}</a></p>`;
    });
    return `<h1>Create GitHub App</h1><p>${manifest.name}</p>${links.join("")}`;
  };

  const create = (id: string): string | null => {
    const wish = wishes.get(id);
    wishes.delete(id);
    if (!wish) return null;
    const { manifest, owner, state } = wish;
    const app = world.addApp({
      owner,
      slug: (manifest.name ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-"),
      permissions: manifest.default_permissions ?? {},
      events: manifest.default_events ?? [],
      ...(manifest.hook_attributes?.url === undefined ? {} : { hookUrl: manifest.hook_attributes.url }),
    });
    if (manifest.setup_url !== undefined) setupUrls.set(app.id, manifest.setup_url);
    const back = new URL(manifest.redirect_url ?? "");
    back.searchParams.set("code", world.addManifestCode(app));
    back.searchParams.set("state", state);
    return back.href;
  };

  const install = (app: App, wanted: string): string => {
    const repository = [...context.records.repositories.values()].find((each) => each.name === wanted);
    const installation = world.install(app, app.owner, repository ? [repository] : "all");
    const back = new URL(setupUrls.get(app.id) ?? `${context.url}/settings/installations/${installation.id}`);
    back.searchParams.set("installation_id", String(installation.id));
    back.searchParams.set("setup_action", "install");
    return back.href;
  };

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const body = (await readBody(request)).toString("utf8");
    const page = (html: string, status = 200) =>
      response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
    const leave = (address: string) => response.writeHead(302, { location: address }).end();
    if (url.pathname.endsWith("/settings/apps/new") && request.method === "POST") {
      const organisation = /^\/organizations\/([^/]+)\//u.exec(url.pathname)?.[1];
      const manifest = JSON.parse(new URLSearchParams(body).get("manifest") ?? "{}") as Manifest;
      page(choose(manifest, organisation, url.searchParams.get("state") ?? ""));
      return;
    }
    if (url.pathname === "/settings/apps/create") {
      const back = create(url.searchParams.get("wish") ?? "");
      if (back) leave(back);
      else page("<h1>404</h1>", 404);
      return;
    }
    const [, slug, rest] = /^\/apps\/([^/]+)(\/installations\/new)?$/u.exec(url.pathname) ?? [];
    const app = [...context.records.apps.values()].find((each) => each.slug === slug);
    if (!app) {
      page("<h1>404</h1>", 404);
      return;
    }
    const wanted = url.searchParams.get("repository");
    if (rest && wanted !== null) {
      leave(install(app, wanted));
      return;
    }
    const names = [...context.records.repositories.values()].filter((each) => each.owner === app.owner);
    const links = ["", ...names.map((each) => each.name)].map(
      (name) =>
        `<p><a href="/apps/${app.slug}/installations/new?repository=${name}">Install on ${name || "all repositories"}</a></p>`,
    );
    page(`<h1>Install ${app.name}</h1>${links.join("")}`);
  };
}

function faultsOf(manifest: Manifest): string[] {
  const { default_permissions: permissions = {}, default_events: events = [] } = manifest;
  const unsupported = events.filter((each) => backing[each] === undefined);
  const unbacked = events.filter((each) => permissions[backing[each] ?? ""] === undefined);
  return [
    ...(manifest.name && manifest.name.length <= 34 ? [] : ["Name is too long (maximum is 34 characters)"]),
    ...(manifest.url && URL.canParse(manifest.url) ? [] : ["URL must be a valid URL"]),
    ...(manifest.redirect_url && URL.canParse(manifest.redirect_url) ? [] : ["Redirect URL is missing"]),
    ...(unsupported.length === 0 ? [] : [`Default events unsupported: ${unsupported.join(" and ")}`]),
    ...(unbacked.length === 0
      ? []
      : [`Default events are not supported by permissions: ${unbacked.join(" and ")}`]),
    ...(events.length === 0 || manifest.hook_attributes ? [] : ["Hook can't be blank"]),
  ];
}
