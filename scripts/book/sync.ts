import { openWorkshop } from "#lib/workshop.ts";
import { configured } from "./configured.ts";

/** Take in the configured book now. */
export async function run(args: string[]): Promise<number> {
  const env = await configured();
  const opened = env.ok ? openWorkshop(env.value) : env;
  if (!opened.ok) {
    process.stderr.write(`${opened.problem.message}\n`);
    return 1;
  }
  const result = await opened.value.sync("command line");
  await opened.value.close();
  if (!result.ok) {
    process.stderr.write(`${result.problem.message}\n`);
    return 1;
  }
  const { head, changed, failed } = result.value;
  process.stdout.write(
    args.includes("--json")
      ? `${JSON.stringify(result.value)}\n`
      : `${head}: ${changed} chapters changed, ${failed} failed\n`,
  );
  return 0;
}
