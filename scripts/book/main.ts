/** `npm run -s book -- <command>`: results on standard output, the rest on standard error, exit code 0 or 1. */
interface Command {
  /** One line for the list of commands. */
  summary: string;
  load(): Promise<{ run(args: string[]): Promise<number> }>;
}

const commands: Record<string, Command> = {
  roundtrip: {
    summary: "<files or folders…>  open each file in the editor's document model and write it back",
    load: () => import("./roundtrip.ts"),
  },
  "edit-fidelity": {
    summary: "<files or folders…> [--edits K] [--seed S]  replace single words and compare every other byte",
    load: () => import("./edit-fidelity.ts"),
  },
  render: {
    summary: "<file> --root DIR [--manifest M]  HTML of one chapter, warnings with line numbers",
    load: () => import("./render.ts"),
  },
  check: {
    summary: "<files or folders…> [--json]  run the rules; exit 1 on errors",
    load: () => import("./check.ts"),
  },
  sync: { summary: "[--json]  take in the configured book now", load: () => import("./sync.ts") },
  ledger: { summary: "verify [--json]  walk the whole ledger", load: () => import("./ledger.ts") },
  people: {
    summary: "[<name or login>] [--json]  who has which role;  people set-role <login> <role>  changes it",
    load: () => import("./people.ts"),
  },
};

const [wanted = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, wanted) ? commands[wanted] : undefined;
if (!command) {
  const list = Object.entries(commands).map(([each, { summary }]) => `  ${each} ${summary}`);
  process.stderr.write(`npm run -s book -- <command>\n\n${list.join("\n")}\n`);
  process.exit(wanted === "" || wanted === "help" || wanted === "--help" ? 0 : 1);
}
process.exitCode = await (await command.load()).run(args);

export {};
