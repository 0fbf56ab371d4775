import { createSign } from "node:crypto";
import type { App } from "./types.ts";

/** What an app signs itself in with: RS256, at most ten minutes. */
export function appJwt(app: App, nowSeconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: nowSeconds - 60, exp: nowSeconds + 540, iss: app.id })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(app.privateKey, "base64url")}`;
}
