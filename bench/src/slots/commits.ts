/**
 * Commits a second where many want the same few people and rooms: bookings of the engine against the same compare-and-set by hand with `pg`, on a
 * PostgreSQL each to a database of its own, in turns. Afterwards nobody may be taken twice, on either side.
 */
import { createIdFactory } from '@calotype/core/values'
import { isCalotypeError } from '@calotype/core'
import { ClaimsByHand, type PoolByHand, planClaims } from '../by-hand/claim-slots.ts'
import type { HandWritten } from '../by-hand/database.ts'
import { requireRows } from '../by-hand/model-order.ts'
import { option, rounded } from '../measure.ts'
import { openPostgres } from '../stores/postgres.ts'
import type { Place } from '../stores/store.ts'
import { sayWhetherDurable } from '../stores/with-store.ts'
import { type Measured, printTurns, takeTurns } from '../turns.ts'
import { chance, minutesPerDay, opens } from './made-up-bookings.ts'
import { furnishSmall, smallService } from './small-studio.ts'
import { instantAt, openStudio, type StudioDesk, today } from './stored-studio.ts'

/** Of each: as many as a studio has, and fewer than clients. */
const people = 4
/** On which starts lie, six a day. */
const days = 1500
const startsOfDay = 6

const doublesSql = `select count(*) as doubles from claims one join claims other
  on one.tenant = other.tenant and one.resource = other.resource and one.id < other.id
    and one.starts_at < other.ends_at and other.starts_at < one.ends_at`

export interface Commits {
  readonly levels: readonly number[]
  readonly rounds: number
  readonly perRound: number
}

export async function measureCommits({ levels, rounds, perRound }: Commits) {
  const store = await openPostgres(option('url'))
  try {
    const poolSize = Math.max(...levels)
    const template = await store.create('by_hand')
    const { plan, looker: theirLooker } = await planFrom(template)
    const byHand = new ClaimsByHand(template.url ?? '', poolSize, plan)
    const durable = await sayWhetherDurable(theirLooker)
    let statements = 0
    const own = await store.create('calotype')
    const { engine, desk } = await openStudio(own.adapter({ poolSize, onStatement: () => statements++ }))
    await furnishSmall(desk, people)
    await bookOnce(desk, 0, new Date((today + opens) * 60_000))
    const looker = own.byHand(1)
    const before = [await looker.countRows(), await theirLooker.countRows()] as const
    const done = { ours: 0, theirs: 0, refused: 0 }
    let tried = 0
    const [ourRandom, theirRandom] = [chance(1), chance(1)]
    const until = async (random: (below: number) => number, book: (startsAt: Date) => Promise<boolean>) => {
      while (!(await book(anyStart(random)))) done.refused++
    }
    const ours = () => until(ourRandom, (startsAt) => bookOnce(desk, ++tried, startsAt)).then(() => done.ours++)
    const theirs = () => until(theirRandom, (startsAt) => byHand.book(++tried, startsAt)).then(() => done.theirs++)
    for (let warm = 0; warm < 100; warm++) await ours()
    statements = 0
    const alone = 20
    for (let one = 0; one < alone; one++) await ours()
    const statementsAlone = statements / alone
    const results = new Map<number, Measured>()
    const statementsOf = new Map<number, number>()
    for (const together of levels) {
      const [sent, booked] = [statements, done.ours]
      results.set(together, await takeTurns(together, { ours, theirs, rounds, perRound }))
      statementsOf.set(together, rounded((statements - sent) / (done.ours - booked), 1))
    }
    await requireRows(looker, before[0], done.ours, plan)
    await requireRows(theirLooker, before[1], done.theirs, plan)
    const doubles = { ours: await doublesOf(looker), byHand: await doublesOf(theirLooker) }
    console.log(
      `${store.server}, ${people} photographers and ${people} rooms wanted by all: ${done.ours} bookings, ${done.theirs} by hand, ${statementsAlone} statements alone`,
    )
    printTurns(results, 'pg')
    await Promise.all([engine.close(), looker.close(), theirLooker.close(), byHand.close()])
    const inFlight = Object.fromEntries(
      [...results].map(([level, told]) => [level, { ...told, statements: statementsOf.get(level) }]),
    )
    return {
      ...{ server: store.server, durable, bookings: done.ours, bookingsByHand: done.theirs, refused: done.refused },
      ...{ statements: statementsAlone, doubles: doubles.ours + doubles.byHand, inFlight },
    }
  } finally {
    await store.close()
  }
}

const anyStart = (random: (below: number) => number): Date =>
  new Date((today + (1 + random(days)) * minutesPerDay + opens + 120 * random(startsOfDay)) * 60_000)

/** Whether it was booked; false where nobody is free then. */
async function bookOnce(desk: StudioDesk, number: number, startsAt: Date): Promise<boolean> {
  try {
    const idempotencyKey = `booking-${number}`
    await desk.bookings.book({ service: smallService.code, startsAt: startsAt.toISOString(), idempotencyKey })
    return true
  } catch (error) {
    if (isCalotypeError(error) && error.code === 'SLOT_TAKEN') return false
    throw error
  }
}

/** What a booking by hand is. Its rows stay in the place, where those by hand are put beside them. */
async function planFrom(place: Place) {
  const looker = place.byHand(1)
  const { engine, desk } = await openStudio(place.adapter({ poolSize: 1 }))
  const [photographers, rooms] = await furnishSmall(desk, people)
  const pools: readonly PoolByHand[] = [
    { ids: photographers, minutesAfter: 0 },
    { ids: rooms, minutesAfter: 15 },
  ]
  await bookOnce(desk, 0, new Date((today + opens) * 60_000))
  const before = await looker.dump()
  await desk.bookings.book({
    ...{ service: smallService.code, idempotencyKey: 'model' },
    startsAt: instantAt(today + 3 * minutesPerDay + opens),
  })
  const after = await looker.dump()
  await engine.close()
  return { plan: planClaims(before, after, createIdFactory(), { duration: smallService.duration, pools }), looker }
}

async function doublesOf(looker: HandWritten): Promise<number> {
  const [row] = await looker.read(doublesSql, [])
  return Number(row?.['doubles'])
}
