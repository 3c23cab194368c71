/** Takes hold of rentals that are changed together, and of those units of them that are meant. */
import type { CommandContext } from '../engine/context.ts'
import { RentalQuantityInvalid, RentalStateRefused, RentalUnknown } from './errors.ts'
import { mayBecome, type RentalState, statesBefore } from './rental-state.ts'
import { splitRental } from './split-rental.ts'
import { type RentalRow, rentalsRentals } from './tables.ts'

/**
 * Rentals of the session's branch in the order asked, locked in the order of their ids. One statement.
 *
 * @throws RENTAL_UNKNOWN
 */
export async function lockRentals(context: CommandContext, ids: readonly string[]): Promise<readonly RentalRow[]> {
  const { store, branch } = context
  const rows = await store.findForUpdate(rentalsRentals, {
    where: { branch, id: { in: ids } },
    orderBy: ['id'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = found.get(id)
    if (row === undefined) throw RentalUnknown.create({ id, branch })
    return row
  })
}

/** @throws RENTAL_STATE_REFUSED */
export function requireState(rental: RentalRow, to: RentalState, action: string): void {
  if (mayBecome(rental.state as RentalState, to)) return
  const { id: rentalId, state } = rental
  throw RentalStateRefused.create({ rentalId, state, action, allowed: statesBefore(to) })
}

/** What a caller says of a rental; of units that are counted, of how many of them. */
export interface Meant {
  readonly rentalId: string
  readonly quantity?: number | undefined
}

/**
 * The rentals that are meant, each named once, locked; where fewer units are meant than a rental has, the rest parts from it. Each with what was
 * said of it. Statements: one; two or three more for each that is split.
 *
 * @throws RENTAL_UNKNOWN, RENTAL_STATE_REFUSED, RENTAL_QUANTITY_INVALID
 */
export async function meantRentals<M extends Meant>(
  context: CommandContext,
  meant: readonly M[],
  to: (said: M) => RentalState,
  action: string,
): Promise<readonly { readonly rental: RentalRow; readonly said: M }[]> {
  const rentals = await lockRentals(
    context,
    meant.map(({ rentalId }) => rentalId),
  )
  const answer = []
  for (const [place, rental] of rentals.entries()) {
    const said = meant[place]
    if (said === undefined) continue
    requireState(rental, to(said), action)
    const { quantity = rental.quantity } = said
    if (quantity > rental.quantity) {
      throw RentalQuantityInvalid.create({ rentalId: rental.id, quantity, of: rental.quantity })
    }
    answer.push({ rental: await splitRental(context, rental, quantity), said })
  }
  return answer
}

/** In the order of a text of theirs: what is locked for one after the other is locked in one order by everybody. */
export const inOrderOf = <T>(all: readonly T[], textOf: (one: T) => string): readonly T[] =>
  [...all].sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0))
