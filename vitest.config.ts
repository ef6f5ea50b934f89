import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    maxWorkers: '100%',
    coverage: { include: ['src/**'], exclude: ['src/main.ts'] },
    projects: [
      {
        test: {
          name: 'main',
          // Tests share nothing but code, so files need no process of their own.
          isolate: false,
          // Generous, because machines are busy: what must be fast is asserted where it matters.
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: ['browser', 'dns-zone', 'proxies', 'scale'].map((name) => `test/${name}/**`),
        },
      },
      {
        test: {
          name: 'dns',
          include: ['test/dns-zone/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'proxies',
          include: ['test/proxies/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'scale',
          include: ['test/scale/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
