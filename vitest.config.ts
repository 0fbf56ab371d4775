import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    clearMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "lib/**/*.test.ts",
            "test/*.test.ts",
            "test/support/**/*.test.ts",
            "scripts/**/*.test.{ts,mjs}",
          ],
          exclude: ["**/*.db.test.ts", "node_modules/**"],
          // A busy machine is slow, not wrong.
          testTimeout: 30_000,
          environment: "node",
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["test/db/**/*.test.ts", "lib/**/*.db.test.ts"],
          environment: "node",
          globalSetup: ["test/harness/database-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          environment: "node",
          globalSetup: ["test/harness/site-setup.ts"],
          // One site, one book: the files take turns.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
