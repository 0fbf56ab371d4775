/**
 * The environment git runs in. Nothing of the machine's or the user's git set-up reaches it (aliases, hooks,
 * filters, credential stores, trace files that would write secrets), and git never asks a person anything.
 */

/** What a remote wants to know before it lets us in; kept out of arguments, addresses and messages. */
export interface GitCredentials {
  username: string;
  password: string;
}

/** Carried over from the process: how to find programs, proxies, certificates and the ssh agent. */
const inherited = [
  "PATH",
  "HOME",
  "TMPDIR",
  "SystemRoot",
  "SSH_AUTH_SOCK",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
  "CURL_CA_BUNDLE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
] as const;

/** Options for every call. A remote's own hooks on a local path still run: they are its owner's policy. */
const settings: readonly (readonly [string, string])[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.attributesFile", "/dev/null"],
  ["core.excludesFile", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.autocrlf", "false"],
  ["core.safecrlf", "false"],
  ["core.quotePath", "false"],
  ["core.pager", "cat"],
  ["safe.directory", "*"],
  ["gc.autoDetach", "false"],
  ["maintenance.autoDetach", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["push.recurseSubmodules", "no"],
  ["push.gpgSign", "false"],
  ["push.followTags", "false"],
  ["log.showSignature", "false"],
  ["i18n.logOutputEncoding", "UTF-8"],
  ["http.lowSpeedLimit", "1"],
  ["http.lowSpeedTime", "60"],
  ["credential.helper", ""],
  ["credential.interactive", "false"],
];

/** A constant: git hands the helper its question, the answer comes from the environment, nothing is spliced in. */
const credentialHelper =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$COLOPHON_GIT_USERNAME" "$COLOPHON_GIT_PASSWORD"; }; f';

export interface GitEnvironment {
  /** A file of ours that takes the place of the user's configuration, also for the far end of a local remote. */
  globalConfig?: string;
  /** Offered to this origin only, so that a redirect elsewhere learns nothing. */
  credentials?: { origin: string; given: GitCredentials };
  /** False refuses to follow a redirect; true follows one at the start, as git does by itself. */
  redirects?: boolean;
  extra?: Record<string, string>;
}

/**
 * Settings travel as GIT_CONFIG_* variables: `-c` would put them, and what they hold, in the process list.
 * @param source the variables of the running process
 */
export function gitEnvironment(wanted: GitEnvironment, source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { NODE_ENV: source.NODE_ENV };
  for (const name of inherited) {
    const value = source[name];
    if (value !== undefined) env[name] = value;
  }
  Object.assign(env, {
    LC_ALL: "C",
    LANGUAGE: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_CONFIG_GLOBAL: wanted.globalConfig ?? "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    GCM_INTERACTIVE: "never",
    GIT_SSH_COMMAND: "ssh -oBatchMode=yes -oConnectTimeout=20",
    GIT_ALLOW_PROTOCOL: "https:http:ssh:git:file",
    GIT_PROTOCOL_FROM_USER: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_EDITOR: "false",
    ...wanted.extra,
  });
  const pairs = [
    ...settings,
    ["http.followRedirects", wanted.redirects === false ? "false" : "initial"] as const,
  ];
  if (wanted.credentials) {
    const { origin, given } = wanted.credentials;
    pairs.push([`credential.${origin}.helper`, credentialHelper]);
    env.COLOPHON_GIT_USERNAME = given.username;
    env.COLOPHON_GIT_PASSWORD = given.password;
  }
  env.GIT_CONFIG_COUNT = String(pairs.length);
  pairs.forEach(([key, value], i) => {
    env[`GIT_CONFIG_KEY_${i}`] = key;
    env[`GIT_CONFIG_VALUE_${i}`] = value;
  });
  return env;
}
