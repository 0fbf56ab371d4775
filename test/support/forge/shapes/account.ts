import type { ForgeContext } from "../context.ts";
import type { Account } from "../types.ts";

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString("base64");
}

/** `simple-user` of GitHub's description. */
export function showAccount(context: ForgeContext, login: string) {
  const account = context.records.accounts.get(login.toLowerCase());
  if (!account) throw new Error(`The forge has no account ${login}`);
  const api = `${context.apiUrl}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${context.url}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url: api,
    html_url: `${context.url}/${encodeURIComponent(account.login)}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** `public-user` of GitHub's description. */
export function showProfile(context: ForgeContext, account: Account) {
  return {
    ...showAccount(context, account.login),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: [...context.records.repositories.values()].filter((each) => each.owner === account.login)
      .length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}
