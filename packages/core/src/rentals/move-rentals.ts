/** What becomes of rentals where the order that they are for changes hands. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type CommitmentMoving, commitmentMoving } from '../ledger/index.ts'
import { RentalsStay } from './errors.ts'
import { keepRental } from './keep-rental.ts'
import { rentalsRentals } from './tables.ts'

/**
 * A unit hangs in one branch and is out with one person. So an order with open rentals stays in its branch; it goes to another
 * customer while they are only reserved; and it takes them along into another order. One statement, and one for each that
 * changes.
 *
 * @throws RENTALS_STAY
 */
async function moveRentals(context: CommandContext, { commitment, orderIds, to }: CommitmentMoving): Promise<void> {
  const open = await context.store.findForUpdate(rentalsRentals, {
    where: { orderId: { in: [...orderIds] }, isOpen: true },
    orderBy: ['id'],
    limit: 'all',
  })
  const refuse = (rule: string, stay: typeof open) =>
    RentalsStay.create({ orderId: commitment.orderId, rentalIds: stay.map(({ id }) => id), rule })
  if (open.length === 0) return
  if (to.kind === 'branch') throw refuse('have their units in its branch', open)
  const away = open.filter(({ state }) => state !== 'reserved')
  if (to.kind === 'customer' && away.length > 0) throw refuse('are with its customer, or not ready again', away)
  const elsewhere = open.filter(({ branch }) => branch !== context.branch)
  if (elsewhere.length > 0) throw refuse(`can be changed in branch "${elsewhere[0]?.branch}" alone`, elsewhere)
  const change = to.kind === 'customer' ? { customerId: to.customerId } : { orderId: to.orderId }
  for (const rental of open) await keepRental(context, rental, change, { kind: 'changed' })
}

export const transferHooks = [on(commitmentMoving, moveRentals)]
