import { randomBytes, randomUUID } from "node:crypto";
import type { Ids } from "#lib/features/ports/index.ts";

/** Unguessable ids and link keys. */
export const ids: Ids = {
  next: () => randomUUID(),
  secret: () => randomBytes(24).toString("base64url"),
};
