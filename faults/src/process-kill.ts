/**
 * A host process is killed with SIGKILL at random points: at a statement, between a commit and its acknowledgement, or at
 * any moment. After each kill the books balance, nothing stands half, and every acknowledged command stands once; the next
 * process goes on, and in the end every event was seen, in order.
 *
 *     pnpm faults process-kill [--store sqlite|postgres] [--rounds 200] [--seed n] [--short]
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkEnd, checkMoment } from './check/everything.ts'
import { readHandlings } from './check/overlaps.ts'
import { repeatedOrderViolations } from './check/repeats.ts'
import { Host, written } from './hosts/host.ts'
import type { HostPlan } from './hosts/host-plan.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { type Random, randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { adapterOf, readerOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'
import { ownServer } from './stores/servers.ts'
import { readJournals } from './studio/journal.ts'
import { furnish, openStudio } from './studio/open-studio.ts'

const only = choice('store', ['sqlite', 'postgres'])
const rounds = number('rounds', short ? 6 : 200)
/** A store is used for so many kills: what grows makes each look at everything longer. */
const killsOfStore = 50
const leaseMs = 300
const violations = new Violations()
const kills: Record<string, number> = { statement: 0, acknowledgement: 0, moment: 0 }
let acknowledged = 0
let handled = 0

/** When the process ends: by itself at a count, or from outside after some milliseconds. */
function deathOf(random: Random): { readonly killAt: HostPlan['killAt']; readonly afterMs?: number } {
  const what = random.pick(['statement', 'statement', 'acknowledgement', 'moment'] as const)
  if (what === 'moment') return { killAt: null, afterMs: random.whole(1, 700) }
  const count = what === 'statement' ? random.whole(1, 900) : random.whole(1, 60)
  return { killAt: { what, count } }
}

async function killOn(place: Place, folder: string, random: Random, times: number): Promise<void> {
  const engine = await openStudio({ storage: await adapterOf(place), witness: { owner: 'furnisher' } })
  await furnish(engine)
  await engine.close()
  const hosts: Host[] = []
  const known = () => readJournals(written(hosts.map(({ journal }) => journal)))
  for (let kill = 1; kill <= times; kill++) {
    const { killAt, afterMs } = deathOf(random)
    const host = new Host({
      name: `h${kill}`,
      place,
      folder,
      seed: random.whole(1, 2 ** 30),
      // Busy clients, or few of them, and more time for subscribers and jobs.
      counters: random.pick([1, 4]),
      paceMs: random.pick([0, 30]),
      background: { pollMs: 50, leaseMs },
      handlerMs: 0,
      handlingsSynced: false,
      unfinished: [...written(hosts.map(({ journal }) => journal))],
      killAt,
    })
    hosts.push(host)
    await host.ready
    if (afterMs !== undefined) {
      await pause(afterMs)
      host.kill()
    }
    const where = `${place.kind}, kill ${kill} at ${killAt === null ? `${afterMs} ms` : `${killAt.what} ${killAt.count}`}`
    violations.add(where, await host.end())
    violations.add(where, await checkMoment(place, known()))
    kills[killAt?.what ?? 'moment'] = (kills[killAt?.what ?? 'moment'] ?? 0) + 1
  }
  const end = `${place.kind}, in the end`
  violations.add(end, await checkEnd(place, known(), leaseMs))
  const handlings = readHandlings(written(hosts.map(({ handlings }) => handlings)))
  const reader = await readerOf(place)
  violations.add(end, await repeatedOrderViolations(reader, handlings))
  await reader.close()
  acknowledged += [...known().values()].filter((one) => one.acknowledged).length
  handled += handlings.filter(({ phase }) => phase === 'end').length
  console.log(`  ${place.kind}: ${times} kills, ${known().size} commands, ${violations.count} violations so far`)
}

async function run(kind: 'sqlite' | 'postgres'): Promise<void> {
  const random = randomOf(seed)
  const server = kind === 'sqlite' ? undefined : await ownServer(kind)
  try {
    for (let killed = 0; killed < rounds; killed += killsOfStore) {
      const folder = temporaryFolder()
      const place: Place = (await server?.create()) ?? { kind: 'sqlite', file: join(folder, 'studio.db') }
      await killOn(place, folder, random, Math.min(killsOfStore, rounds - killed))
    }
  } finally {
    await server?.remove()
  }
}

for (const kind of ['sqlite', 'postgres'] as const) if (only === undefined || only === kind) await run(kind)
report('process-kill', { rounds, stores: only ?? 'sqlite, postgres', kills, acknowledged, handled }, violations)
