import { expect, it } from "vitest";
import { refuse } from "#lib/core/outcome.ts";
import { createHostJobs } from "./host-jobs.ts";
import { settleJob } from "./settle-job.ts";

it("puts off what the host does not want to hear now, and whatever comes meanwhile", async () => {
  let time = Date.parse("2026-03-01T10:00:00Z");
  const until = "2026-03-01T10:20:00Z";
  const run: string[] = [];
  const again: [string, string, string][] = [];
  const limited = refuse("github.limited", `Waiting for GitHub until ${until}.`, `until:${until}`);
  const hostJob = createHostJobs({
    run: async (name) => {
      run.push(name);
      return time < Date.parse(until) ? settleJob(name, limited, { isLast: false }, () => {}) : "done";
    },
    again: async (name, _, key, at) => void again.push([name, key, at.toISOString()]),
    now: () => time,
  });
  const take = hostJob("take", ({ number }) => `pull:${number}`);
  await take({ number: 1 }, { isLast: false });
  await take({ number: 2 }, { isLast: false });
  expect(run).toEqual(["take"]);
  expect(again).toEqual([
    ["take", "pull:1", "2026-03-01T10:20:00.000Z"],
    ["take", "pull:2", "2026-03-01T10:20:00.000Z"],
  ]);
  time = Date.parse(until);
  expect(await take({ number: 1 }, { isLast: false })).toBe("done");
});
