/**
 * Clients in two processes do everything that can be done to a ledger, at random and at the same time: after every round the
 * journal is even and replays to what is stored, numbers have no gaps, and the seals, closed periods and shifts hold.
 *
 *     pnpm faults ledger-parallel [--store postgres|mysql|sqlite] [--rounds 30] [--steps 100] [--seed n] [--short]
 */
import { join } from 'node:path'
import { runParallel } from './ledger/parallel-run.ts'
import { stepKinds } from './ledger/steps.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { report, Violations } from './run/report.ts'
import type { Place } from './stores/place.ts'
import { ownServer, whyNoMariadb } from './stores/servers.ts'

const only = choice('store', ['postgres', 'mysql', 'sqlite'])
const rounds = number('rounds', short ? 4 : 30)
const steps = number('steps', short ? 20 : 100)
const violations = new Violations()
const figures: Record<string, unknown> = {}

async function walkOn(place: Place): Promise<void> {
  const outcomes = await runParallel({ place, seed, rounds, steps, processes: 2, clients: 2 }, violations)
  const done = Object.entries(outcomes).reduce((sum, [key, count]) => sum + (key.endsWith(' done') ? count : 0), 0)
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
  const kinds = Object.fromEntries(stepKinds.map((kind) => [kind, outcomes[`${kind} done`] ?? 0]))
  figures[place.kind] = { steps: all, done, kinds }
  console.log(`  ${place.kind}: ${all} steps, ${done} done, ${violations.count} violations so far`)
}

for (const kind of ['postgres', 'mysql'] as const) {
  if (only !== undefined && only !== kind) continue
  const missing = kind === 'mysql' ? whyNoMariadb() : undefined
  if (missing !== undefined) {
    console.log(`  mysql: left out, ${missing}`)
    continue
  }
  const server = await ownServer(kind)
  try {
    await walkOn(await server.create())
  } finally {
    await server.remove()
  }
}
if (only === undefined || only === 'sqlite')
  await walkOn({ kind: 'sqlite', file: join(temporaryFolder(), 'studio.db') })
report('ledger-parallel', { rounds, steps, clients: 4, ...figures }, violations)
