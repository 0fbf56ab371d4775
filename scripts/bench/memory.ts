import { execFileSync } from "node:child_process";

interface Process {
  pid: number;
  parent: number;
  bytes: number;
}

/** Resident bytes of one process. */
export function residentOf(pid: number): number {
  return processes().find((each) => each.pid === pid)?.bytes ?? 0;
}

/** Resident bytes of a process and of all it started. */
export function residentBytes(pid: number): number {
  const all = processes();
  const sum = (id: number): number =>
    all
      .filter((each) => each.parent === id)
      .reduce((total, each) => total + sum(each.pid), all.find((each) => each.pid === id)?.bytes ?? 0);
  return sum(pid);
}

/** The process that started another. */
export function parentOf(pid: number): number {
  return processes().find((each) => each.pid === pid)?.parent ?? 0;
}

/** Every process of this machine. */
function processes(): Process[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="])
    .toString()
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, bytes: kilobytes * 1024 };
    });
}
