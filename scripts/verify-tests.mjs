// The whole test suite, on built packages and in the time zones that vitest.config.ts names. Arguments go to vitest.
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { root, run } from './pnpm.mjs'

const given = process.argv.slice(2).filter((argument, at) => at > 0 || argument !== '--')

buildIfStale()
process.exit(run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...given], { cwd: root }))
