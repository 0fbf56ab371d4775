import { needs, wantedEvents } from "./needs.ts";

/** GitHub App manifest; the names are GitHub's. */
export interface AppManifest {
  name: string;
  url: string;
  description: string;
  public: false;
  redirect_url: string;
  callback_urls: string[];
  setup_url: string;
  setup_on_update: true;
  default_permissions: Record<string, string>;
  hook_attributes?: { url: string; active: true };
  default_events?: string[];
}

/**
 * The app that Colophon asks GitHub to make.
 * @param name shown at GitHub, where it must be unique; cut to what GitHub takes
 * @param publicUrl of this site
 * @param hears whether GitHub can reach this site: it refuses a webhook at an address of one machine only
 * Source: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function appManifest({
  name,
  publicUrl,
  hears,
}: {
  name: string;
  publicUrl: string;
  hears: boolean;
}): AppManifest {
  return {
    name: name.slice(0, 34).trim(),
    url: publicUrl,
    description: "Brings the proposals and corrections of a book's readers to its repository.",
    public: false,
    redirect_url: `${publicUrl}/setup/github`,
    callback_urls: [`${publicUrl}/api/auth/callback/github`],
    setup_url: `${publicUrl}/setup/installed`,
    setup_on_update: true,
    default_permissions: Object.fromEntries(needs.map(({ permission, access }) => [permission, access])),
    ...(hears
      ? {
          hook_attributes: { url: `${publicUrl}/api/hooks/github`, active: true as const },
          default_events: [...wantedEvents],
        }
      : {}),
  };
}

/** Where a browser sends the manifest; the form's field is named `manifest`. */
export function newAppAddress(serverUrl: string, organisation: string, state: string): string {
  const place =
    organisation === ""
      ? "/settings/apps/new"
      : `/organizations/${encodeURIComponent(organisation)}/settings/apps/new`;
  return `${serverUrl}${place}?state=${encodeURIComponent(state)}`;
}
