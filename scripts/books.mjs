// Books before other people's programs: `pnpm books check [seed]` exports a random year and runs hledger, ledger and beancount over it.
import { join } from 'node:path'
import { root, run } from './pnpm.mjs'

const [command, ...given] = process.argv.slice(2).filter((argument) => argument !== '--')
const [seed, ...rest] = given

if (command !== 'check' || rest.length > 0 || (seed !== undefined && !/^\d{1,9}$/.test(seed))) {
  console.error('pnpm books check [seed]   the seed is a whole number of at most nine digits; a random one unless told')
  process.exit(1)
}

const options = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']
process.exit(
  run(process.execPath, [...options, 'test/check-books.ts', ...given], { cwd: join(root, 'packages/export') }),
)
