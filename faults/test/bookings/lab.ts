/** Booked studios of tests, furnished. */
import { furnish } from '../../src/bookings/furnish.ts'
import { openBookedStudio } from '../../src/bookings/studio.ts'
import type { StoreKind } from '../counter/stores.ts'
import { twoEngines } from '../two-engines.ts'

/** Called for each kind of store, where its tests are described. What is opened here is closed after the test. */
export function bookingLab(kind: StoreKind) {
  const { two } = twoEngines(kind, (storage, tenant) => openBookedStudio(storage, { tenant }))
  return {
    async two(repeats?: string[]) {
      const studios = await two(repeats)
      await furnish(studios[0])
      return studios
    },
  }
}
