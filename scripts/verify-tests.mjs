// The whole test suite, on built packages and in the time zones that vitest.config.ts names; says at its end which stores it met.
// Arguments go to vitest. With CALOTYPE_REQUIRE_STORES=all a store that was not met is a failure.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { root, run } from './pnpm.mjs'
import { storesReport, storesSummary } from './stores-summary.mjs'

const given = process.argv.slice(2).filter((argument, at) => at > 0 || argument !== '--')

buildIfStale()
rmSync(storesReport, { force: true })
const status = run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...given], {
  cwd: root,
  env: { ...process.env, CALOTYPE_STORES_REPORT: storesReport },
})
const partial = given.length > 0
const complete = storesSummary({ partial })
const required = !partial && process.env.CALOTYPE_REQUIRE_STORES === 'all'
if (required && !complete) console.log('\nCALOTYPE_REQUIRE_STORES=all: a store that was not tested is a failure.')
process.exit(status || (required && !complete ? 1 : 0))
