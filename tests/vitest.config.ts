// Projects of one runner: `unit` (fast, pure, first), `golden` (real workbooks and a second engine) and `oracle` (every
// formula of real workbooks against the value Excel saved).

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts", "tests/security/**/*.test.ts", "tests/*.test.ts"],
          testTimeout: 30_000,
          // Loading all modules anew for every file takes longer than the tests, and no test keeps state in a module.
          isolate: false,
          pool: "threads",
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "oracle",
          include: ["tests/oracle/**/*.test.ts"],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: "golden",
          include: ["tests/golden/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
