/** Why somebody who wanted to sign in is not signed in. */
export type SignInFailure =
  | "refused"
  | "expired"
  | "unreachable"
  | "misconfigured"
  | "limited"
  | "demo-elsewhere"
  | "failed";

/** What happened and what to do next, for the person who wanted to sign in. */
export const signInFailures = {
  refused: {
    title: "You are not signed in",
    text: "On GitHub you chose not to let this site know who you are. You can read and report errors without an account. To propose changes, continue with GitHub and agree there.",
  },
  expired: {
    title: "That sign-in is out of date",
    text: "It was begun in another window, or too long ago, or this browser does not keep cookies for this site. Start again here; if it happens again, allow cookies.",
  },
  unreachable: {
    title: "GitHub does not answer",
    text: "So this site could not learn who you are. Nothing is wrong with your account. Please try again in a few minutes.",
  },
  misconfigured: {
    title: "GitHub does not accept this site",
    text: "You can do nothing about it, and trying again will not help. Please tell the people who run this site; its log says which setting is wrong.",
  },
  limited: {
    title: "Too many people are signing in from your network",
    text: "Please wait ten minutes and try again. You can go on reading meanwhile.",
  },
  "demo-elsewhere": {
    title: "Demo accounts work on this machine only",
    text: "You came through a tunnel, a proxy or another name, and with a demo account anybody could be the editor. Open the site as http://localhost on the machine it runs on. To let others sign in, the person who runs it sets PUBLIC_URL to the public address, and GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.",
  },
  failed: {
    title: "Signing in did not work",
    text: "Please try again. If it happens again, tell the people who run this site; its log says what went wrong.",
  },
} as const satisfies Record<SignInFailure, { title: string; text: string }>;

/** The failure an address names; anything unknown is "failed". */
export function readSignInFailure(code: string): SignInFailure {
  return Object.hasOwn(signInFailures, code) ? (code as SignInFailure) : "failed";
}
