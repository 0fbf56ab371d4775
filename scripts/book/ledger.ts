import { openWorkshop } from "#lib/workshop.ts";
import { configured } from "./configured.ts";

/** `ledger verify`: walk the whole ledger; exit 1 names the first bad entry. */
export async function run(args: string[]): Promise<number> {
  if (args[0] !== "verify") {
    process.stderr.write("ledger verify [--json]\n");
    return 1;
  }
  const env = await configured();
  const opened = env.ok ? openWorkshop(env.value) : env;
  if (!opened.ok) {
    process.stderr.write(`${opened.problem.message}\n`);
    return 1;
  }
  const result = await opened.value.verifyLedger();
  await opened.value.close();
  if (!result.ok) {
    process.stderr.write(`${result.problem.message}\n`);
    return 1;
  }
  const { entries, head } = result.value;
  process.stdout.write(
    args.includes("--json")
      ? `${JSON.stringify(result.value)}\n`
      : `${entries} entries, all in order; the last is ${head ?? "none"}\n`,
  );
  return 0;
}
