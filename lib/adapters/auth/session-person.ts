import { getToken } from "next-auth/jwt";

/** The cookie that holds the session of a site at this address. */
export function sessionCookie(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? "__Secure-authjs.session-token" : "colophon.session";
}

/** The id of the person whose session a request carries, outside of a page; null without a valid one. */
export async function sessionPerson(
  headers: Headers | Record<string, string>,
  { secret, publicUrl }: { secret: string; publicUrl: string },
): Promise<string | null> {
  const cookieName = sessionCookie(publicUrl);
  const token = await getToken({
    req: { headers },
    secret,
    cookieName,
    salt: cookieName,
    secureCookie: publicUrl.startsWith("https:"),
  });
  return token?.sub ?? null;
}
