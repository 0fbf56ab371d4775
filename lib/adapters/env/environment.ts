/** What the surroundings tell Colophon, parsed once and named for the domain. */
export interface Environment {
  mode: "production" | "development" | "test";
  /** Where everything local lives; relative paths are against the working folder. */
  dataDir: string;
  /** Undefined means: use the embedded PostgreSQL below `dataDir`. */
  databaseUrl: string | undefined;
  book: {
    /** Any Git address, a bare repository or a plain folder; undefined means the sample book in content/. */
    remote: string | undefined;
    manifest: string | undefined;
    branch: string | undefined;
    /** Which book of the database this is; undefined means: by the other settings. */
    id: string | undefined;
    /** Nobody named a book: the remote is the sample's, and what was set up on the page /setup goes before it. */
    sample: boolean;
    /** Name of its mirror below `dataDir`, where that is not its id. */
    mirror: string | undefined;
  };
  web: {
    port: number;
    host: string;
    /** The address people type, without a trailing slash. */
    publicUrl: string;
    /** True when only this machine can reach the site: both HOST and PUBLIC_URL are loopback addresses. */
    loopback: boolean;
    /** How many reverse proxies stand in front, each adding the address it was asked from to X-Forwarded-For. */
    trustedProxies: number;
  };
  /** Signs sessions and links. Undefined only where `secretFile` may stand in for it. */
  authSecret: string | undefined;
  /** One-click accounts for trying the site; never true on an address others can reach. */
  demoAccounts: boolean;
  /** GitHub logins, in lower case, of those whom every sign-in makes lead editors. */
  editors: readonly string[];
  github: {
    /** Present when people can sign in with GitHub. */
    signIn: { clientId: string; clientSecret: string } | undefined;
    token: string | undefined;
    /** A GitHub App that is installed where the book's repository is; it goes before the token. */
    app: { appId: number; installationId: number; privateKey: string } | undefined;
    /** What GitHub signs its webhooks with; `previous` counts too while it is being changed. */
    webhook: { secret: string; previous: string | undefined } | undefined;
    apiUrl: string;
    serverUrl: string;
  };
  /** Opens the page /setup once, while there is no admin; `npm start` makes and prints one. */
  setupCode: string | undefined;
  /** Present when a model with an OpenAI-compatible address is configured. */
  model: { baseUrl: string; apiKey: string | undefined; name: string } | undefined;
  mail: {
    /** Undefined means: mail is written to files below `dataDir`. */
    smtpUrl: string | undefined;
    from: string;
  };
  /** Where works are looked up by DOI, without a trailing slash; null where nothing may be asked for. */
  doiResolver: string | null;
  /** Undefined means: as many as the machine has processors, less one. */
  renderThreads: number | undefined;
}
