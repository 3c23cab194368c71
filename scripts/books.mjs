// Books before other people's programs, and before an auditor. `pnpm books check [seed]` exports a random year and runs hledger,
// ledger and beancount over it; `pnpm books verify <file> …` verifies the hash chains in a SQLite file.
import { join } from 'node:path'
import { root, run } from './pnpm.mjs'

const [command, ...given] = process.argv.slice(2).filter((argument) => argument !== '--')
const [seed, ...rest] = given
const seeded = rest.length === 0 && (seed === undefined || /^\d{1,9}$/.test(seed))
const options = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']

if (command === 'check' && seeded) {
  process.exit(
    run(process.execPath, [...options, 'test/check-books.ts', ...given], { cwd: join(root, 'packages/export') }),
  )
}
if (command === 'verify') {
  const program = join(root, 'packages/storage-sqlite/test/verify-books.ts')
  // Files among the arguments are the caller's.
  process.exit(run(process.execPath, [...options, program, ...given], { cwd: process.env.INIT_CWD ?? process.cwd() }))
}
console.error(
  'pnpm books check [seed]      the seed is a whole number of at most nine digits; a random one unless told',
)
console.error('pnpm books verify <file>     [--tenant …] [--branch …] [--head <sequence>:<hash>]')
process.exit(1)
