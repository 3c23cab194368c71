/**
 * How long after its commit in one process an event reaches a subscriber in another, where nobody looks by himself for a
 * minute: only the store's notice can have woken it.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { temporaryFolder } from '../run/folder.ts'
import { randomOf } from '../run/random.ts'
import type { Violations } from '../run/report.ts'
import { adapterOf, readerOf } from '../stores/open.ts'
import type { Place } from '../stores/place.ts'
import { deskOf, openStudio } from '../studio/open-studio.ts'
import { until } from '../studio/wait.ts'
import { Team } from './team.ts'

export interface WakingOptions {
  readonly seed: number
  /** Events are told one at a time, with pauses between. */
  readonly events: number
}

/** In milliseconds, one for each event: from the acknowledgement to the beginning of the handler elsewhere. */
export async function wakingLatencies(
  place: Place,
  violations: Violations,
  { seed, events }: WakingOptions,
): Promise<readonly number[]> {
  const background = { pollMs: 60_000, leaseMs: 60_000 }
  const team = new Team({ place, folder: temporaryFolder(), counters: 0, paceMs: 0, handlerMs: 0, background }, seed)
  await team.furnish()
  for (let count = 0; count < 3; count++) team.start()
  await Promise.all(team.hosts.map(({ ready }) => ready))
  // This process only writes: what it commits is handled elsewhere.
  const engine = await openStudio({ storage: await adapterOf(place), witness: { owner: 'writer' } })
  const random = randomOf(seed)
  const at: bigint[] = []
  for (let number = 0; number < events; number++) {
    await deskOf(engine, `w-${number}`).customers.register({ name: `w-${number}` })
    at.push(process.hrtime.bigint())
    // Time enough to handle it: what is measured is the notice, not how much is waiting.
    await pause(random.whole(40, 120))
  }
  // The furnishing told of two more.
  const begun = () => new Map(team.handlings.filter(isBegin).map((one) => [one.subject, BigInt(one.at)]))
  await until(() => begun().size >= events, 'handle every event', 200)
  await engine.close()
  violations.add('waking', await team.stop())
  const reader = await readerOf(place)
  const rows = await reader.rows("select id, correlation_id from calotype_outbox where correlation_id like 'w-%'")
  await reader.close()
  const begins = begun()
  return rows.map(({ id, correlation_id: mark }) => {
    const acknowledged = at[Number(String(mark).slice(2))] ?? 0n
    return Number((begins.get(String(id)) ?? acknowledged) - acknowledged) / 1e6
  })
}

const isBegin = ({ handler, phase }: { readonly handler: string; readonly phase: string }): boolean =>
  handler === 'everything' && phase === 'begin'
