import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', storage: 'src/storage/index.ts', values: 'src/values/index.ts' },
  format: ['esm'],
  target: 'es2023',
  platform: 'node',
  removeNodeProtocol: false,
  splitting: true,
  // Bundled, so that a product installs no package for them; their licences are in THIRD-PARTY-NOTICES.md.
  noExternal: ['rrule-temporal', 'temporal-polyfill', 'temporal-spec', 'temporal-utils'],
  sourcemap: true,
  clean: true,
})
