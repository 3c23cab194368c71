/** What is in use beyond its claim: units that are late, or still being made ready. */
import { laterOf, stockResource, type Taken, unitResource } from '../claims/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import { plusMinutes } from './period.ts'
import { awayStates, careStates, type RentalState } from './rental-state.ts'
import { type RentalRow, rentalsRentals } from './tables.ts'

/** The resource that a rental or block is of. */
export const resourceOf = ({ serialId, branch, itemId }: Pick<RentalRow, 'serialId' | 'branch' | 'itemId'>): string =>
  serialId === null ? stockResource(branch, itemId) : unitResource(serialId)

/** What is not ready yet will not be within the minute. */
const leastMinutes = 1

/**
 * When the units of a rental can go out again, as far as one can tell now: what is overdue comes back now at the earliest, and
 * is then cleaned. Pure.
 */
export function expectedReady(rental: RentalRow, now: Instant): Instant {
  const state = rental.state as RentalState
  if (state === 'handedOut' && now > rental.endsAt) {
    return laterOf(rental.busyTo, plusMinutes(now, Math.max(leastMinutes, rental.cleanMinutes)))
  }
  return careStates.includes(state) ? laterOf(rental.busyTo, plusMinutes(now, leastMinutes)) : rental.busyTo
}

/** Rentals of these items whose units are not in the house and ready. One statement. */
export async function readAway(
  store: ScopedReads,
  where: { readonly itemIds?: readonly string[]; readonly branch?: string },
): Promise<readonly RentalRow[]> {
  const { itemIds, branch } = where
  return store.find(rentalsRentals, {
    where: {
      isOpen: true,
      state: { in: awayStates },
      ...(itemIds === undefined ? {} : { itemId: { in: itemIds } }),
      ...(branch === undefined ? {} : { branch }),
    },
    orderBy: ['id'],
    limit: 'all',
  })
}

/** The time in which rentals use their units, as far as one can tell now; beside their claims it is what runs over those. Pure. */
export function usesOf(away: readonly RentalRow[], now: Instant): readonly Taken[] {
  return away.flatMap((rental) => {
    const { busyFrom: from, id: reference, quantity } = rental
    const to = expectedReady(rental, now)
    return from < to ? [{ resource: resourceOf(rental), reference, kind: 'rental', from, to, quantity }] : []
  })
}
