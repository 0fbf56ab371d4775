/**
 * Where somebody wanted to go when they began to sign in, from the cookie next-auth keeps meanwhile: a path of this
 * site, or "/".
 */
export function wantedPath(cookies: string, publicUrl: string): string {
  for (const pair of cookies.split(/;\s*/u)) {
    const [name = "", value = ""] = pair.split("=", 2);
    if (!name.endsWith("authjs.callback-url")) continue;
    try {
      const wanted = new URL(decodeURIComponent(value), publicUrl);
      if (wanted.origin === new URL(publicUrl).origin) return wanted.pathname + wanted.search;
    } catch {
      // Not one of ours.
    }
  }
  return "/";
}
