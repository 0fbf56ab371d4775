import type { ForgeContext } from "../context.ts";
import type { App, Installation } from "../types.ts";
import { nodeId, showAccount } from "./account.ts";

/** `integration` of GitHub's description. */
export function showApp(context: ForgeContext, app: App) {
  const installations = [...context.records.installations.values()].filter((each) => each.appId === app.id);
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId("App", app.id),
    owner: showAccount(context, app.owner),
    name: app.name,
    description: null,
    external_url: `${context.url}/external/${app.slug}`,
    html_url: `${context.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
    installations_count: installations.length,
  };
}

/** The same without the number of installations, as checks and comments carry it. */
export function showActingApp(context: ForgeContext, app: App) {
  const { installations_count, ...acting } = showApp(context, app);
  return acting;
}

/** `installation` of GitHub's description. */
export function showInstallation(context: ForgeContext, installation: Installation) {
  const app = context.records.apps.get(installation.appId);
  if (!app) throw new Error(`The forge has no app ${installation.appId}`);
  const account = showAccount(context, installation.account);
  return {
    id: installation.id,
    client_id: app.clientId,
    account,
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${context.apiUrl}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${context.apiUrl}/installation/repositories`,
    html_url: `${context.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  };
}
