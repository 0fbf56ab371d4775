/** The header in which our own server hands the client's address to pages. */
export const clientHeader = "x-colophon-client";
/** The header in which our own server says that something stood between the browser and it: "yes" or "no". */
export const forwardedHeader = "x-colophon-forwarded";

const between =
  /^(?:forwarded|via|x-forwarded(?:-.*)?|x-real-ip|x-client-ip|x-original-.*|true-client-ip|cf-.*|cdn-loop|ngrok-.*)$/u;

/** Whether these header names (in lower case) show a proxy or a tunnel on the way (RFC 7239, RFC 9110 7.6.3, and usage). */
export function isForwarded(names: readonly string[]): boolean {
  return names.some((name) => between.test(name));
}
