import { describe, expect, it } from "vitest";
import { closingLine, countTests } from "./count.mjs";

const file = (status, ...tests) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });
const report = (...files) => JSON.stringify({ testResults: files });

describe("countTests", () => {
  it("counts tests by how they ended; what was not run is skipped", () => {
    expect(
      countTests(
        report(file("failed", "passed", "failed", "pending", "todo", "skipped"), file("passed", "passed")),
      ),
    ).toEqual({
      passed: 2,
      failed: 1,
      skipped: 3,
    });
  });

  it("counts a file that could not be loaded, and a failing hook, as one failure", () => {
    expect(countTests(report(file("failed"), file("failed", "passed")))).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
    });
  });

  it.each([undefined, "", "{ half"])("counts a run that broke off (report %j) as one failure", (text) => {
    expect(closingLine(countTests(text))).toBe("0 passed, 1 failed, 0 skipped");
  });
});
