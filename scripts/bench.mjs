// Runs one benchmark on the built packages: `pnpm bench <name> …`. Without a name it lists them; `--short` is a short run.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { root, run } from './pnpm.mjs'

const folder = join(root, 'bench/src')
const [name, ...rest] = process.argv.slice(2).filter((argument, at) => at > 1 || argument !== '--')
// A benchmark says at its top how it is run; what several share lies beside them.
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((one) => readFileSync(join(folder, `${one}.ts`), 'utf8').includes(`pnpm bench ${one}`))
  .sort()

if (name === undefined || !names.includes(name)) {
  const listed = names.map((one) => `  pnpm bench ${one}\n`).join('') || '  (none yet)\n'
  if (name === '--list') console.log(names.join('\n'))
  else console.error(`${name === undefined ? '' : `There is no benchmark "${name}". `}Benchmarks:\n${listed}`)
  process.exit(name === '--list' || name === undefined ? 0 : 1)
}

buildIfStale()
const file = join(folder, `${name}.ts`)
process.exit(
  run(process.execPath, ['--disable-warning=ExperimentalWarning', '--expose-gc', file, ...rest], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  }),
)
