import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new folder in the temp folder. Others may pass through it: where the tests run as root, the system
 * account that owns the database must reach its data.
 */
export async function temporaryFolder(purpose: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `colophon-${purpose}-`));
  await chmod(folder, 0o711);
  return folder;
}
