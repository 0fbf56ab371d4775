import type { ErratumState } from "#lib/core/erratum/index.ts";

/** The tone of a state's badge; its words say the same. */
export function erratumTone(state: ErratumState): "neutral" | "info" | "success" | "warning" {
  if (state === "live" || state === "fixed") return "success";
  if (state === "confirmed" || state === "fix-proposed") return "info";
  if (state === "reported" || state === "needs-info") return "warning";
  return "neutral";
}
