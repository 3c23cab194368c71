import { defineConfig } from 'vitest/config'

// Tests read the sources of every package through the export condition `calotype-source`.
const sources = ['calotype-source']

// Code is tested west and east of Greenwich: a date that passes through the machine's zone shows itself in one of them.
const tests = ['{packages,examples}/*/test/**/*.test.ts', 'bench/test/**/*.test.ts']
const zones = [
  { name: 'America/New_York', exclude: [] },
  // What stores and streams any value alike, and spends its time on processes and files, runs once.
  { name: 'Asia/Shanghai', exclude: ['packages/{testkit,storage-*}/**', 'examples/import-history/**', 'bench/**'] },
]

export default defineConfig({
  resolve: { conditions: sources },
  ssr: { resolve: { conditions: [...sources, 'module', 'node', 'development|production'] } },
  test: {
    setupFiles: ['./scripts/vitest-setup.ts'],
    // A process each: the time zone of a thread cannot be set.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env.CI === undefined ? ['default'] : ['default', ['json', { outputFile: '.tmp/vitest.json' }]],
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
