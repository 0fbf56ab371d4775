/**
 * Count a run from the report of vitest's JSON reporter. A file that could not be loaded has no tests to
 * count and is one failure; no report at all (the run broke off) is one failure too.
 * @param {string | undefined} report
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of filesOf(report)) {
    for (const test of file.assertionResults) {
      if (test.status === "passed") counts.passed += 1;
      else if (test.status === "failed") counts.failed += 1;
      else counts.skipped += 1;
    }
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
      counts.failed += 1;
  }
  return counts;
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {string | undefined} report
 * @returns {{ status: string, assertionResults: { status: string }[] }[]}
 */
function filesOf(report) {
  try {
    return JSON.parse(report ?? "").testResults;
  } catch {
    return [{ status: "failed", assertionResults: [] }];
  }
}
