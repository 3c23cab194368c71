/** Whatever is done to a diary, on the store that comes with the engine. `CALOTYPE_BOOKING_LIVES=200` tries so many lives. */
import { memory, type StorageAdapter } from '@calotype/core'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { bookingsConformance } from '../src/index.ts'
import { brokenStore } from './broken-store.ts'

const newStore = async () => ({ storage: memory(), remove: async () => {} })
const lives = Number(process.env.CALOTYPE_BOOKING_LIVES ?? 12)

describe('a diary in memory', () => {
  const met = new Map<string, number>()
  const onStep = (step: string, outcome: string): void => {
    for (const name of [`${step} ${outcome}`, outcome]) met.set(name, (met.get(name) ?? 0) + 1)
  }
  const seeds = Array.from({ length: lives }, (_, at) => at + 1)
  for (const { name, run } of bookingsConformance({ newStore, seeds, onStep }).cases) it(name, run)

  it('stays right in lives that nobody tried before', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 10, max: 40 }), async (seed, steps) => {
        const [life] = bookingsConformance({ newStore, seeds: [seed], steps, onStep }).cases
        await life?.run()
      }),
      { numRuns: 4 },
    )
  })

  // Lives that met no work and no refusals prove nothing.
  afterAll(() => {
    if (lives < 12) return
    for (const [kind, least] of Object.entries(often)) expect(met.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least)
    for (const code of refusals) expect(met.get(code) ?? 0, code).toBeGreaterThan(0)
  })
})

const often = {
  'book done': 20,
  'hold done': 20,
  'book together done': 4,
  'book a series done': 4,
  'book again done': 4,
  'confirm done': 10,
  'cancel done': 10,
  'answer done': 5,
  'tie to a customer done': 5,
  'check in done': 4,
  'complete done': 3,
  'nobody came done': 2,
  'move done': 15,
  'reassign done': 8,
  'swap done': 2,
  'change the service done': 6,
  'move a session done': 3,
  'ask for time off done': 8,
  'decide about time off done': 3,
  'set a roster done': 5,
  'set a shift done': 5,
  'import a calendar done': 8,
  'rent a gown done': 5,
  'block a gown done': 1,
  'wait done': 10,
  'decline an offer done': 1,
  'pay done': 4,
  'look for times done': 25,
  'ask why done': 5,
  overbooked: 3,
}
const refusals = [
  'ANSWER_OUTDATED',
  'SLOT_TAKEN',
  'SEATS_SHORT',
  'WANTED_REFUSED',
  'DEPOSIT_DUE',
  'REASON_NEEDED',
  'PERMISSION_MISSING',
  'BOOKING_TIME_REFUSED',
  'BOOKING_STATE_REFUSED',
  'BOOKING_OTHER_DAY',
  'BOOKING_OTHER_BRANCH',
  'SWAP_REFUSED',
  'TIME_OFF_STATE_REFUSED',
  'WAITLIST_WISH_INVALID',
  'WAITLIST_OFFER_OVER',
]

type Written = Readonly<Record<string, unknown>>
const named = (given: readonly unknown[]): string => (given[0] as { readonly name: string }).name

/** Loses what a claim says of its end; rows of other tables stay as they are. */
const withoutEnds = (batch: { readonly table: { readonly name: string }; readonly rows: readonly Written[] }) =>
  batch.table.name === 'claims' ? { ...batch, rows: batch.rows.map((row) => ({ ...row, expiresAt: null })) } : batch

describe('the suite', () => {
  const seen = async (storage: () => StorageAdapter, only?: readonly number[]): Promise<string> => {
    const suite = bookingsConformance({
      newStore: async () => ({ storage: storage(), remove: async () => {} }),
      ...{ seeds: [2], steps: 60 },
      ...(only === undefined ? {} : { only }),
    })
    return (suite.cases[0] as (typeof suite.cases)[number]).run().then(
      () => 'nothing',
      (error: unknown) => String(error),
    )
  }

  it('finds a claim that was lost, and tells the least that it takes', { timeout: 120_000 }, async () => {
    const forgetful = () =>
      brokenStore((call, given) => {
        if (call !== 'insert' || named(given) !== 'claims') return given
        const [table, rows, ...rest] = given as [unknown, readonly Written[]]
        return [
          table,
          rows.filter(({ kind }) => kind !== 'booking').concat(rows.filter(({ kind }) => kind === 'booking').slice(1)),
          ...rest,
        ]
      })
    const told = await seen(forgetful)
    expect(told).toMatch(/expected: what is claimed: [\s\S]*seeds: \[2\] and only: \[[\d, ]+\]/)
    const only = (/only: \[([\d, ]+)\]/.exec(told)?.[1] ?? '').split(', ').map(Number)
    expect(only.length).toBeLessThanOrEqual(3)
    expect(await seen(forgetful, only)).toMatch(/expected: what is claimed: /)
    // The same steps on a store that keeps what it is told.
    expect(await seen(memory, only)).toBe('nothing')
  })

  it('finds a hold that is over and counts all the same', { timeout: 120_000 }, async () => {
    const holding = () =>
      brokenStore((call, given) => {
        if (call === 'insertAtEnd') return [(given[0] as Parameters<typeof withoutEnds>[0][]).map(withoutEnds)]
        if (call !== 'insert' || named(given) !== 'claims') return given
        const [table, rows, ...rest] = given as [unknown, readonly Written[]]
        return [table, rows.map((row) => ({ ...row, expiresAt: null })), ...rest]
      })
    expect(await seen(holding)).toMatch(/expected: what is claimed: [^\n]*Z hold [^\n]*\n[^\n]*for good/)
  })

  it('finds a change that was answered and not made', { timeout: 120_000 }, async () => {
    const idle = () =>
      brokenStore((call, given) => {
        if (call !== 'update' || named(given) !== 'bookings_bookings') return given
        return (given[2] as Written).state === 'confirmed' ? undefined : given
      })
    expect(await seen(idle)).toMatch(
      /expected: booking B.*\{.*\}\n {2}seen: .*\{.*\}[\s\S]*(confirm|move|reassign|swap|change)/,
    )
  })

  it('finds claims that are let go and stay', { timeout: 120_000 }, async () => {
    const keeping = () =>
      brokenStore((call, given) => (call === 'delete' && named(given) === 'claims' ? undefined : given))
    // The engine counts what it lets go of, and begins anew until it gives up.
    expect(await seen(keeping)).toMatch(/is carried out\n.*CONTENTION[\s\S]*only: \[\d+, \d+\]/)
  })
})
