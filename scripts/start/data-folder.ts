import { chmod, mkdir, mkdtemp, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Sentence } from "./sentence.ts";

/** Make the folder for everything local, or throw a Sentence that says why it cannot be used. Returns its full path. */
export async function openDataFolder(wanted: string): Promise<string> {
  const folder = resolve(wanted);
  try {
    const made = await mkdir(folder, { recursive: true });
    // The account that owns the database passes through, whatever the umask; what is private is so by itself.
    if (made !== undefined) await chmod(folder, 0o711);
    await rmdir(await mkdtemp(join(folder, ".try-")));
    return folder;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Sentence(
      code === "ENOSPC"
        ? `The disk that holds ${folder} is full. Free some space and start again.`
        : `The folder ${folder} cannot be written to (${code}). Make it yours, or choose another with COLOPHON_DATA_DIR.`,
    );
  }
}
