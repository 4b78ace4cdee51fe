import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/long/**"],
    setupFiles: ["test/setup.ts"],
    // Two cores are what the slowest machine of this project has; a process each keeps the suites apart.
    pool: "forks",
    // Only to end what hangs: a machine may be busy with something else.
    testTimeout: 180_000,
  },
});
