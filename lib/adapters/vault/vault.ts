import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export interface Vault {
  /** Text that only `open` of the same secret and purpose reads: version, nonce, tag and content in base64url. */
  seal(text: string): string;
  /** Null for what was sealed under another secret, for another purpose, or was changed since. */
  open(sealed: string): string | null;
}

const version = "1";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * @param secret at least 32 characters (AUTH_SECRET)
 * Source: NIST SP 800-38D (GCM with random 96-bit nonces), RFC 5869 (HKDF)
 */
export function createVault(secret: string, purpose: string): Vault {
  if (secret.length < 32) throw new Error("A vault needs a secret of at least 32 characters");
  const key = Buffer.from(hkdfSync("sha256", secret, "colophon vault", purpose, 32));
  const bound = Buffer.from(`${version} ${purpose}`);
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(bound);
      const content = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), content]).toString("base64url")}`;
    },
    open(sealed) {
      const [given, body = ""] = sealed.split(".");
      const bytes = Buffer.from(body, "base64url");
      if (given !== version || bytes.length < nonceBytes + tagBytes) return null;
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(bound).setAuthTag(tag);
      try {
        const content = decipher.update(bytes.subarray(nonceBytes + tagBytes));
        return Buffer.concat([content, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
