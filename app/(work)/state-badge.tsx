import { type ProposalState, stateWords } from "#lib/core/proposal/index.ts";
import { Badge } from "#lib/ui/index.ts";

const tones: Record<ProposalState, "neutral" | "info" | "success" | "warning" | "danger"> = {
  draft: "neutral",
  "in-review": "info",
  "changes-requested": "warning",
  accepted: "info",
  published: "success",
  rejected: "neutral",
  withdrawn: "neutral",
};

export function StateBadge({ state }: { state: ProposalState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
