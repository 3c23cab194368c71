import { defineConfig } from 'vitest/config'

// Tests read the sources of every package through the export condition `calotype-source`.
const sources = ['calotype-source']

export default defineConfig({
  resolve: { conditions: sources },
  ssr: { resolve: { conditions: [...sources, 'module', 'node', 'development|production'] } },
  test: {
    include: ['{packages,examples}/*/test/**/*.test.ts', 'docs/test/**/*.test.ts', 'bench/test/**/*.test.ts'],
    setupFiles: ['./scripts/vitest-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
