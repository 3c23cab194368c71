import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests read the sources of every package through the export condition `calotype-source`.
const sources = ['calotype-source']

// Code is tested west and east of Greenwich: a date that passes through the machine's zone shows itself in one of them.
const tests = ['{packages,examples}/*/test/**/*.test.ts', '{bench,faults,test-servers}/test/**/*.test.ts']
const zones = [
  { name: 'America/New_York', exclude: [] },
  // What stores and streams any value alike, and spends its time on processes and files, runs once.
  {
    name: 'Asia/Shanghai',
    exclude: ['packages/{export,testkit,storage-*}/**', 'examples/import-history/**', '{bench,faults,test-servers}/**'],
  },
]

const reporters: (string | [string, Record<string, unknown>])[] = ['default']
if (process.env.CI !== undefined) reporters.push(['json', { outputFile: '.tmp/vitest.json' }])
if (process.env.CALOTYPE_STORES_REPORT !== undefined) reporters.push('./scripts/stores-reporter.ts')

export default defineConfig({
  resolve: { conditions: sources },
  ssr: { resolve: { conditions: [...sources, 'module', 'node', 'development|production'] } },
  test: {
    // The database servers that tests ask for, each started by the first who does.
    globalSetup: ['./test-servers/src/vitest-global-setup.ts'],
    setupFiles: ['./scripts/vitest-setup.ts'],
    // A process each: the time zone of a thread cannot be set.
    pool: 'forks',
    // All cores: much of the time a test waits for a server or a process of its own.
    maxWorkers: availableParallelism(),
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    reporters,
    projects: [
      ...zones.map(({ name, exclude }) => ({
        extends: true as const,
        // Files share a process and what it has loaded: nothing of ours is global, so they never meet, and it saves a third.
        test: { name, include: tests, exclude: ['**/node_modules/**', ...exclude], env: { TZ: name }, isolate: false },
      })),
      { extends: true, test: { name: 'workspace', include: ['{docs,scripts}/test/**/*.test.ts'] } },
    ],
  },
})
