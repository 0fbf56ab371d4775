import type { Assets } from "#lib/features/ports/index.ts";
import type { Database } from "./client.ts";

export function createAssets(db: Database): Assets {
  return {
    async find(blob) {
      return db.asset.findUnique({ where: { blob }, select: { mediaType: true, bytes: true } });
    },
  };
}
