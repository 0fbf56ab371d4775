import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The secret that signs sessions where AUTH_SECRET is not set: 32 random bytes in base64, made once in
 * `<dataDir>/secret` and readable by the owner only. Losing the file signs everyone out, nothing more.
 */
export async function secretFile(dataDir: string): Promise<string> {
  const path = join(dataDir, "secret");
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept.trim().length >= 32) return kept.trim();
  const secret = randomBytes(32).toString("base64");
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}
