import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], seconds: number, parallel = true) => ({
  test: {
    name,
    include,
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    fileParallelism: parallel,
    passWithNoTests: false,
    // A busy machine stalls for longer than the second that is the default.
    expect: { poll: { timeout: 15_000 } },
    // Starts nothing by itself: the first test that asks for PostgreSQL does.
    globalSetup: './tests/support/postgres/sharedCluster.ts',
    setupFiles: ['./tests/support/seedProperties.ts'],
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['tests/{shared,server,electron,renderer,scripts}/**/*.test.{ts,tsx}'], 60),
      project('integration', ['tests/integration/**/*.test.ts'], 60, false),
      project('e2e', ['tests/e2e/**/*.test.ts'], 180, false),
      project('tour', ['tests/tour/**/*.test.ts'], 300, false),
      project('bench', ['tests/bench/**/*.test.ts'], 3600, false),
      project('soak', ['tests/soak/**/*.test.ts'], 3600, false),
    ],
  },
});
