// Cuts and kills real stores, on the built packages: `pnpm faults <name> …`, or all one after another without a name. `--list` says
// what each does; `--short` is a short run with a fixed seed, on files in memory where there is room unless `TMPDIR` names a place: a kill
// leaves the same there as on a disk.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeMemoryFolder } from '../test-servers/src/memory-folder.ts'
import { buildIfStale } from './build-if-stale.mjs'
import { root, run } from './pnpm.mjs'

const folder = join(root, 'faults/src')
const given = process.argv.slice(2).filter((argument, at) => at > 1 || argument !== '--')
const name = given[0]?.startsWith('-') === false ? given[0] : undefined
const rest = name === undefined ? given : given.slice(1)
// Each says at its top how it is run; what several share lies beside them.
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((one) => readFileSync(join(folder, `${one}.ts`), 'utf8').includes(`pnpm faults ${one}`))
  .sort()

/** What a fault does, in the first sentence of the comment at its top. */
function whatItDoes(one) {
  const [, text = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(join(folder, `${one}.ts`), 'utf8')) ?? []
  const sentence =
    /^(.*?[.:]) /.exec(
      `${text
        .replace(/^\s*\* ?/gm, '')
        .replace(/\s+/g, ' ')
        .trim()} `,
    )?.[1] ?? ''
  return sentence.replace(/[.:]$/, '.')
}

if (rest.includes('--list')) {
  for (const one of names)
    console.log(`${one.padEnd(Math.max(...names.map(({ length }) => length)))}  ${whatItDoes(one)}`)
  process.exit(0)
}
if (name !== undefined && !names.includes(name)) {
  const listed = names.map((one) => `  pnpm faults ${one}\n`).join('') || '  (none yet)\n'
  console.error(`There is no fault "${name}". Faults:\n${listed}`)
  process.exit(1)
}

const chosen = name === undefined ? names : [name]
if (chosen.length > 0) buildIfStale()
if (chosen.length > 1) {
  const length = rest.includes('--short')
    ? 'a short run, of some minutes'
    : 'at full length, which takes far longer than --short'
  console.log(`${chosen.length} faults, one after another, ${length}: ${chosen.join(', ')}`)
}
const memory = rest.includes('--short') && process.env.TMPDIR === undefined ? makeMemoryFolder() : undefined
const env = memory === undefined ? process.env : { ...process.env, TMPDIR: memory.path }
const failed = chosen.filter((one) => {
  if (chosen.length > 1) console.log(`\n· faults ${one}`)
  const file = join(folder, `${one}.ts`)
  const options = { cwd: process.env.INIT_CWD ?? process.cwd(), env }
  const began = performance.now()
  const status = run(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...rest], options)
  if (chosen.length > 1) console.log(`  ${Math.round((performance.now() - began) / 1000)} s`)
  return status !== 0
})
memory?.remove()
if (name === undefined) console.log(`\n${chosen.length - failed.length} of ${chosen.length} faults were withstood`)
if (failed.length > 0 && name === undefined) console.error(`Not withstood: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)
