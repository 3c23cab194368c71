import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', storage: 'src/storage/index.ts', values: 'src/values/index.ts' },
  format: ['esm'],
  target: 'es2023',
  platform: 'node',
  removeNodeProtocol: false,
  splitting: true,
  sourcemap: true,
  clean: true,
})
