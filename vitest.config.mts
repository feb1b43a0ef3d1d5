import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { useOwnTemporaryFolder } from "./__tests__/support/temporary-folder.mts";

useOwnTemporaryFolder();

// No test waits for a limit: they are there for what hangs, on a machine however busy.
const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

// GitHub's parser imports JSON in a way that Node.js refuses and bundlers take. Its source maps come without their sources,
// of which Vite would warn one by one.
const bundled = { server: { deps: { inline: ["@actions/workflow-parser"] } } };

export default defineConfig({
  test: {
    projects: [
      // Unit tests share no state, so one process runs many files: a third of the time.
      {
        logLevel: "error",
        test: {
          name: "unit",
          isolate: false,
          include: ["__tests__/unit/**/*.test.ts"],
          ...bundled,
          ...limits,
        },
      },
      {
        logLevel: "error",
        test: {
          name: "behaviour",
          ...bundled,
          include: ["__tests__/behaviour/**/*.test.ts"],
          // Much of a run is a wait for other processes.
          maxWorkers: Math.max(3, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
          ...limits,
        },
      },
      {
        test: {
          name: "terraform",
          globalSetup: ["__tests__/support/bench.setup.ts"],
          include: ["__tests__/terraform/**/*.test.ts"],
          // Most of a run is a wait inside the AWS provider, so the files run side by side on any machine.
          maxWorkers: 8,
          sequence: { groupOrder: 2 },
          testTimeout: 1_500_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
