/**
 * Finding slots by the engine, from a SQLite file: with nothing in memory, after another engine booked, and where nothing changed; beside
 * the claims of the same resources and days read by hand on a connection of its own, each with a page cache that is as cold.
 */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { slotSearch } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { session } from '../counter.ts'
import { percentile, rounded, temporaryFolder, timed } from '../measure.ts'
import { storedTables } from '../stored-tables.ts'
import { queryOf } from './in-memory.ts'
import { chance, type MadeUpStudio, minutesPerDay } from './made-up-bookings.ts'
import { fillClaims, furnish, instantAt, openStudio, serviceCodes, type StudioDesk, today } from './stored-studio.ts'
import type { ServicesInMemory } from './studio-in-memory.ts'

const days = 30
/** As many days of what is made up lie ahead. */
const daysAhead = 700
const ofTheSnapshot = /^(begin|commit|rollback)\b/i

interface Asked {
  readonly service: string
  /** The minute of its first midnight. */
  readonly from: number
}

interface Asking {
  readonly desk: StudioDesk
  /** SQL statements since it was asked last, without those of the snapshot. */
  statements(): number
  close(): Promise<void>
}

type Ask = (desk: StudioDesk, asked: Asked) => Promise<readonly string[]>

export interface FromSqlite {
  readonly made: MadeUpStudio
  /** The same studio in memory: what it finds is what the store must. */
  readonly inMemory: ServicesInMemory
  /** Engines that begin with nothing in memory, for the first 20 and as many for the month. */
  readonly engines: number
}

export async function measureFromSqlite({ made, inMemory, engines }: FromSqlite) {
  const file = join(temporaryFolder(), 'studio.db')
  let claims = 0
  const filling = await timed(async () => (claims = await fill(file, made)))
  console.log(`  ${claims} claims filled into SQLite in ${(filling / 1000).toFixed(1)} s`)
  const checked = await requireSameSlots(file, inMemory)
  console.log(`  the same first slots as in memory, in ${checked} searches`)
  const first = await measured(file, 'first 20 of 30 days', engines, async (desk, { service, from }) => {
    const to = instantAt(from + days * minutesPerDay)
    return startsOf(await desk.bookings.slots({ service, from: instantAt(from), to, limit: 20 }))
  })
  const month = await measured(file, 'all of a month', engines, async (desk, { service, from }) => {
    const local = instantAt(from + 480).slice(0, 7)
    return startsOf(await desk.bookings.slots({ service, month: local, limit: 3000 }))
  })
  return { claims, sameAsInMemory: checked, first, month }
}

const startsOf = ({ items }: { readonly items: readonly { readonly startsAt: string }[] }) =>
  items.map(({ startsAt }) => startsAt)

async function fill(file: string, made: MadeUpStudio): Promise<number> {
  // Rows come in the order of time, and the indexes are by resource: all of them are at hand.
  const filling = { file, synchronous: 'normal', cacheKib: 512 * 1024 } as const
  const storage = sqlite(filling)
  const { engine, desk } = await openStudio(storage)
  const ids = await furnish(desk, made)
  await engine.close()
  return fillClaims(sqlite(filling), await storedTables(), made, ids)
}

async function ask(file: string): Promise<Asking> {
  let sent = 0
  const onStatement = (sql: string): void => {
    if (!ofTheSnapshot.test(sql)) sent++
  }
  const { engine, desk } = await openStudio(sqlite({ file, onStatement }))
  return {
    desk,
    statements() {
      const since = sent
      sent = 0
      return since
    },
    close: () => engine.close(),
  }
}

/** What is asked: each service in turn, each time from the first of some month or another day on. */
function* questions(): Generator<Asked> {
  const random = chance(7)
  for (let turn = 0; ; turn++) {
    const service = serviceCodes[turn % serviceCodes.length] ?? ''
    yield { service, from: today + random(daysAhead - days) * minutesPerDay }
  }
}

async function requireSameSlots(file: string, inMemory: ServicesInMemory): Promise<number> {
  const { desk, close } = await ask(file)
  let checked = 0
  for (const { service, from } of questions()) {
    const to = instantAt(from + days * minutesPerDay)
    const found = startsOf(await desk.bookings.slots({ service, from: instantAt(from), to, limit: 20 }))
    const wanted = slotSearch.findSlots(queryOf(inMemory[service] ?? [], from, days), 20)
    const told = wanted.map(({ start }) => instantAt(start))
    if (found.join() !== told.join()) {
      throw new Error(`${service} from ${instantAt(from)}: found ${found.join(', ')}; there are ${told.join(', ')}`)
    }
    if (++checked === 40) break
  }
  await close()
  return checked
}

class Samples {
  readonly #ms: number[] = []
  #statements = 0

  async of(asking: Asking, work: () => Promise<readonly string[]>): Promise<readonly string[]> {
    asking.statements()
    let found: readonly string[] = []
    this.#ms.push(await timed(async () => (found = await work())))
    this.#statements = Math.max(this.#statements, asking.statements())
    return found
  }

  told() {
    const [p50ms, p99ms] = [rounded(percentile(this.#ms, 0.5)), rounded(percentile(this.#ms, 0.99))]
    return { p50ms, p99ms, statements: this.#statements }
  }
}

async function measured(file: string, what: string, engines: number, search: Ask) {
  const [cold, elsewhere, unchanged, changed] = [new Samples(), new Samples(), new Samples(), new Samples()]
  const byHandMs: number[] = []
  const other = await ask(file)
  const asked = questions()
  let found = 0
  for (let turn = 0; turn < engines; turn++) {
    const asking = await ask(file)
    const { desk } = asking
    const one = asked.next().value as Asked
    byHandMs.push(readByHand(file, one))
    found += (await cold.of(asking, () => search(desk, one))).length
    // The resources are in memory by now; what is claimed then is not.
    const far = one.from - today > (daysAhead * minutesPerDay) / 2 ? -1 : 1
    const there = { ...one, from: one.from + far * 300 * minutesPerDay }
    let starts = await elsewhere.of(asking, () => search(desk, there))
    for (let again = 0; again < 5; again++) await unchanged.of(asking, () => search(desk, there))
    for (let again = 0; again < 3; again++) {
      // A dress of its own may be free no more.
      const startsAt = starts[again] ?? starts[0]
      if (startsAt === undefined) break
      await other.desk.bookings.book({ service: one.service, startsAt })
      starts = await changed.of(asking, () => search(desk, there))
    }
    await asking.close()
  }
  await other.close()
  if (found === 0) throw new Error(`"${what}" found nothing`)
  const byHand = { p50ms: rounded(percentile(byHandMs, 0.5)), p99ms: rounded(percentile(byHandMs, 0.99)) }
  const told = { cold: cold.told(), elsewhere: elsewhere.told(), changed: changed.told(), unchanged: unchanged.told() }
  for (const [name, { p50ms, p99ms, statements }] of Object.entries(told)) {
    console.log(`  ${`${what}, ${name}`.padEnd(34)} p50 ${p50ms} ms, p99 ${p99ms} ms, ${statements} statements`)
  }
  console.log(`  ${'the claims of 30 days by hand'.padEnd(34)} p50 ${byHand.p50ms} ms, p99 ${byHand.p99ms} ms`)
  return { ...told, byHand, ratio: rounded(byHand.p50ms / told.cold.p50ms) }
}

const named: Readonly<Record<string, string>> = {
  portrait: `kind = 'room' or skills like '%"photo"%'`,
  bridal: `kind in ('room', 'dress') or skills like '%"photo"%' or skills like '%"make-up"%'`,
  event: `kind in ('room', 'person')`,
  ownDress: `kind = 'room' or code = 'dress-0' or skills like '%"photo"%' or skills like '%"make-up"%'`,
}

/** Milliseconds for what claims the resources of a service in 30 days, on a fresh connection, with the index that Calotype has. */
function readByHand(file: string, { service, from }: Asked): number {
  const database = new DatabaseSync(file, { readOnly: true })
  database.exec('pragma cache_size = -16384')
  const resources = database
    .prepare(`select 'resource:' || id as name from resources where tenant = ? and (${named[service]})`)
    .all(session.tenant)
    .map(({ name }) => String(name))
  const begins = performance.now()
  const statement = database.prepare(
    `select resource, starts_at, ends_at, quantity, place, expires_at, kind, reference from claims
     where tenant = ? and resource in (${resources.map(() => '?').join(', ')}) and is_long = 0
       and ends_at > ? and starts_at > ? and starts_at < ? order by resource, starts_at`,
  )
  statement.setReturnArrays(true)
  const [first, before, last] = [from, from - 8 * minutesPerDay, from + days * minutesPerDay].map(instantAt)
  const rows = statement.all(session.tenant, ...resources, first ?? '', before ?? '', last ?? '')
  const took = performance.now() - begins
  database.close()
  if (rows.length === 0) throw new Error(`nobody is taken for "${service}" by hand`)
  return took
}
