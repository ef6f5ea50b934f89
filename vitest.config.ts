import { defineConfig } from 'vitest/config'

/** Suites that need more than Node, or more time than all the rest: `npm run test:NAME`. */
const SUITES = {
  // One browser, one set of ports, one processor: files one after the other.
  browser: { fileParallelism: false, testTimeout: 180_000, hookTimeout: 60_000 },
  clients: { fileParallelism: false, testTimeout: 90_000, hookTimeout: 120_000 },
  dns: { testTimeout: 60_000 },
  doctor: { isolate: false, testTimeout: 30_000 },
  endurance: { fileParallelism: false, testTimeout: 180_000 },
  fuzz: { fileParallelism: false, testTimeout: 180_000, hookTimeout: 60_000 },
  live: { testTimeout: 60_000 },
  openssl: { testTimeout: 60_000 },
  operation: { testTimeout: 60_000 },
  postgres: { fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
  proxies: { fileParallelism: false, testTimeout: 60_000, hookTimeout: 180_000 },
  scale: { fileParallelism: false, testTimeout: 120_000 },
}
const FOLDERS: Readonly<Record<keyof typeof SUITES, readonly string[]>> = {
  browser: ['test/browser'],
  clients: ['test/clients'],
  dns: ['test/dns-zone'],
  doctor: ['test/doctor', 'test/internet'],
  endurance: ['test/endurance'],
  fuzz: ['test/fuzz'],
  live: ['test/live'],
  openssl: ['test/openssl'],
  operation: ['test/operation'],
  postgres: ['test/postgres'],
  proxies: ['test/proxies'],
  scale: ['test/scale'],
}
const testsOf = (name: keyof typeof SUITES) =>
  FOLDERS[name].map((folder) => `${folder}/**/*.test.ts`)
const NAMES = Object.keys(SUITES) as (keyof typeof SUITES)[]

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
          exclude: NAMES.flatMap(testsOf),
        },
      },
      ...NAMES.map((name) => ({
        test: { name, include: testsOf(name), ...SUITES[name] },
      })),
    ],
  },
})
