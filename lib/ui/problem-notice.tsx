import { Callout } from "./callout.tsx";

/** Why something was not done, told at once to those who hear the page; nothing where it was done. */
export function ProblemNotice({
  problem,
  tone = "danger",
}: {
  problem: { message: string } | null | undefined;
  tone?: "danger" | "warning";
}) {
  return problem ? (
    <div role="alert">
      <Callout tone={tone}>{problem.message}</Callout>
    </div>
  ) : null;
}
