import { expect, it } from "vitest";
import { createLog } from "./create-log.ts";

function capture() {
  const lines: string[] = [];
  const log = createLog("test", { write: (line: string) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? "{}") as Record<string, unknown> };
}

it("an event is one line of JSON with level, name, time, fields and words", () => {
  const { log, last } = capture();
  log.info({ proposal: 7 }, "was published");
  expect(last()).toMatchObject({ level: "info", name: "test", proposal: 7, msg: "was published" });
  expect(String(last().time)).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it("secrets are hidden at any depth, in errors, in child logs and in running text", () => {
  const { log, lines } = capture();
  const cause = new Error("connect to postgres://app:hunter2@db/app failed");
  const error = Object.assign(new Error("Bearer hunter2-token was refused", { cause }), {
    request: { apiKey: "hunter2" },
  });
  log.error(
    { error, a: { b: [{ Authorization: "hunter2", "set-cookie": ["hunter2"], api_key: "hunter2" }] } },
    "failed",
  );
  log.error(error);
  log
    .child({ smtpUrl: "smtp://me:hunter2@host" })
    .warn({ DATABASE_URL: "hunter2", email: "hunter2@example.org" }, "x");
  log.info("cloning https://me:hunter2@example.org/book.git with ghp_hunter2hunter2hunter2");
  log.info("user %s", "https://hunter2@example.org");
  expect(lines).toHaveLength(5);
  expect(lines.join("")).not.toContain("hunter2");
  expect(lines[0]).toContain("was refused");
});

it("text cannot start a line of its own or send codes to a terminal", () => {
  const { log, lines, last } = capture();
  const forged = 'x\n{"level":"info","msg":"forged"}\u001b[31m';
  log.info({ title: forged }, forged);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(last()).toMatchObject({ title: forged, msg: forged });
});

it("what goes in circles, is huge or is no JSON still gives a line", () => {
  const { log, last } = capture();
  const round: Record<string, unknown> = {
    n: 1n,
    f: () => 1,
    bytes: Buffer.alloc(10),
    text: "x".repeat(100_000),
  };
  round.self = round;
  log.info({ round }, "round");
  expect(last()).toMatchObject({ msg: "round", round: { n: "1", bytes: "10 bytes" } });
  expect(JSON.stringify(last()).length).toBeLessThan(40_000);
});
