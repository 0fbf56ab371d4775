import { spawn } from "node:child_process";

/** The system account a program runs as; undefined means the one that runs Node. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface Finished {
  code: number;
  output: string;
}

/** Run a program to its end and collect what it says. Never rejects: a program that cannot start has code 127. */
export async function runProgram(file: string, args: string[], account?: Account): Promise<Finished> {
  return await new Promise((resolve) => {
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: "/",
      // PGDATA and friends of the caller's shell must not reach the programs.
      env: {
        NODE_ENV: "production",
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        LC_ALL: "C",
        TZ: "UTC",
      },
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = "";
    const add = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
