import { spawn } from "node:child_process";

/** Git refused: what it said, for the tests' reader and for the forge's own answers. */
export class GitRefusal extends Error {
  readonly code: number;
  readonly said: string;
  constructor(args: readonly string[], code: number, said: string) {
    super(`git ${args.join(" ")} ended with ${code}: ${said}`);
    this.name = "GitRefusal";
    this.code = code;
    this.said = said;
  }
}

/** What git sees of this machine: how to find programs, and no one's configuration. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: "test",
  PATH: process.env.PATH,
  LC_ALL: "C",
  TZ: "UTC",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

export interface GitOptions {
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are answers rather than failures. */
  accept?: readonly number[];
}

export interface GitAnswer {
  code: number;
  output: Buffer;
}

/** Run git in a bare repository. @throws GitRefusal on any exit code that is not accepted */
export function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: folder, env: { ...gitEnvironment, ...options.env } });
    const output: Buffer[] = [];
    let said = "";
    child.stdout.on("data", (part: Buffer) => output.push(part));
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 || options.accept?.includes(code ?? -1)) {
        resolve({ code: code ?? -1, output: Buffer.concat(output) });
      } else reject(new GitRefusal(args, code ?? -1, said.trim()));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
  });
}

/** The output as text without its last line end. */
export async function git(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  return (await runGit(folder, args, options)).output.toString("utf8").replace(/\n$/u, "");
}
