// Runs one example on the built packages: `pnpm example <name> -- …`. Files among its arguments are the caller's: it runs in
// the folder from which it was called.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { root, run } from './pnpm.mjs'

const folder = join(root, 'examples')
const [name, ...given] = process.argv.slice(2)
const rest = given[0] === '--' ? given.slice(1) : given
const names = readdirSync(folder)
  .filter((one) => existsSync(join(folder, one, 'src/main.ts')))
  .sort()

if (name === undefined || !names.includes(name)) {
  const listed = names.map((one) => `  pnpm example ${one}\n`).join('') || '  (none yet)\n'
  if (name === '--list') console.log(names.join('\n'))
  else console.error(`${name === undefined ? '' : `There is no example "${name}". `}Examples:\n${listed}`)
  process.exit(name === '--list' || name === undefined ? 0 : 1)
}

buildIfStale()
const file = join(folder, name, 'src/main.ts')
process.exit(
  run(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...rest], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  }),
)
