/**
 * PostgreSQL is killed with SIGKILL, all its workers with it, and started again, while counters go on working: no
 * acknowledged command is lost, none is doubled, and the engine goes on without a restart.
 *
 *     pnpm faults server-kill [--rounds 15] [--seed n] [--short]
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PostgresServer } from '@calotype/test-servers'
import { checkEnd } from './check/everything.ts'
import { number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { randomOf } from './run/random.ts'
import { percentile, report, Violations } from './run/report.ts'
import { adapterOf } from './stores/open.ts'
import type { ServerPlace } from './stores/place.ts'
import { openJournal, readJournals } from './studio/journal.ts'
import { furnish, openStudio } from './studio/open-studio.ts'
import { startRush } from './studio/rush.ts'
import { nextAcknowledgement } from './studio/wait.ts'

const rounds = number('rounds', short ? 3 : 15)
const counters = 8
const leaseMs = 5_000
const random = randomOf(seed)
const violations = new Violations()
const recoveredMs: number[] = []

const server = await PostgresServer.start()
try {
  const place: ServerPlace = { kind: 'postgres', url: await server.createDatabase() }
  const engine = await openStudio({
    storage: await adapterOf(place),
    witness: { owner: 'counter' },
    background: { pollMs: 200, leaseMs },
    connectionPatienceMs: 60_000,
  })
  const file = join(temporaryFolder(), 'journal')
  const journal = openJournal(file)
  await furnish(engine)
  const rush = startRush({ engine, journal, name: 'c', counters, seed, patient: true })
  for (let round = 1; round <= rounds; round++) {
    await nextAcknowledgement(rush)
    await pause(random.whole(100, 900))
    const before = rush.acknowledged
    await server.kill()
    await pause(random.whole(0, 500))
    await server.start()
    const started = performance.now()
    await nextAcknowledgement(rush)
    recoveredMs.push(performance.now() - started)
    console.log(`  kill ${round} after ${before} acknowledged commands`)
  }
  rush.stop()
  violations.add('the clients', await rush.ended)
  await engine.close()
  journal.close()
  violations.add('the store', await checkEnd(place, readJournals([file]), leaseMs))
  const { acknowledged, repeats } = rush
  const recovered = { p50: percentile(recoveredMs, 0.5), longest: percentile(recoveredMs, 1) }
  report('server-kill', { rounds, acknowledged, repeatedByClients: repeats, recoveredMs: recovered }, violations)
} finally {
  await server.remove()
}
