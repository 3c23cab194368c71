/** Stockrooms of tests, furnished. */
import { expect } from 'vitest'
import { type Standing, stockViolations } from '../../src/stock/checks.ts'
import { furnish, openStockroom, type Stockroom } from '../../src/stock/studio.ts'
import type { StoreKind } from '../counter/stores.ts'
import { type Outcome, told, twoEngines } from '../two-engines.ts'

/** Called for each kind of store, where its tests are described. What is opened here is closed after the test. */
export function stockLab(kind: StoreKind) {
  const { two, reachable } = twoEngines(kind, (storage, tenant) => openStockroom(storage, { tenant }))
  return {
    async two(repeats?: string[]) {
      const rooms = await two(repeats)
      await furnish(rooms[0])
      return rooms
    },
    async reachable() {
      const room = await reachable()
      await furnish(room.here)
      return room
    },
  }
}

/** Everything that follows from the movements does, the books agree, and all that was acknowledged stands. */
export async function whole(room: Stockroom, standing: Standing = {}): Promise<void> {
  expect(await stockViolations(room, standing)).toEqual([])
}

/** How often each became what: `done`, or the code of an error. */
export function tally(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const one of told(outcomes)) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

/** Many at once, by turns at the one engine and the other. */
export const manyAtOnce = <T>(
  [here, there]: readonly [Stockroom, Stockroom],
  times: number,
  work: (room: Stockroom, turn: number) => Promise<T>,
): Promise<T[]> => Promise.all(Array.from({ length: times }, (_, turn) => work(turn % 2 === 0 ? here : there, turn)))
