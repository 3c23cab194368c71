/**
 * Every operation of every room is called with valid, nearly valid and hostile input, by several roles, branches and studios: none
 * answers an untyped error or one of the server, none tells of another studio, and the books and the stock agree in the end.
 *
 *     pnpm faults surface [--store memory|sqlite] [--seeds 4] [--rounds 40] [--only regex] [--seed n] [--why] [--short]
 *
 * The end says how many operations succeeded at least once, and names those that never did; with `--why` also what refused them.
 */
import { join } from 'node:path'
import { memory } from '@calotype/core'
import { choice, number, option, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { adapterOf } from './stores/open.ts'
import { openStudios } from './surface/studio.ts'
import { walk } from './surface/walk.ts'

const stores = ['memory', 'sqlite'] as const
const only = choice('store', stores)
const seeds = number('seeds', short ? 1 : 4)
const rounds = number('rounds', short ? 12 : 40)
const pattern = option('only')
const explain = process.argv.includes('--why')
const why = new Map<string, string>()
const violations = new Violations()
const done = new Map<string, number>()
let names: readonly string[] = []
let calls = 0

for (const store of stores) {
  if (only !== undefined && only !== store) continue
  for (let at = 0; at < seeds; at++) {
    const storage =
      store === 'memory' ? memory() : await adapterOf({ kind: 'sqlite', file: join(temporaryFolder(), 'studio.db') })
    const studios = await openStudios(storage)
    const random = randomOf(seed + at)
    const walked = await walk(studios, {
      rounds,
      random,
      only: pattern === undefined ? undefined : new RegExp(pattern),
    })
    violations.add(`${store}, seed ${seed + at}`, walked.violations)
    names = [...studios.engine.operations.keys()]
    calls += walked.calls
    for (const [name, refusal] of walked.why) why.set(name, refusal)
    for (const [name, times] of walked.done) done.set(name, (done.get(name) ?? 0) + times)
    const refusals = [...walked.refused].sort(([, one], [, other]) => other - one).slice(0, 6)
    console.log(
      `  ${store}, seed ${seed + at}: ${walked.calls} calls, ${walked.done.size} operations succeeded, refused most: ${refusals.map(String).join(' ')}`,
    )
    await studios.engine.close()
  }
}

const never = names.filter((name) => !done.has(name))
console.log(`  never succeeded: ${never.join(', ') || 'none'}`)
if (explain) for (const name of never) console.log(`    ${name}: ${why.get(name) ?? 'never called'}`)
report(
  'surface',
  { seeds, rounds, calls, operations: names.length, succeeded: names.length - never.length },
  violations,
)
