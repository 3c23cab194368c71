import { releaseClaims } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { MovementInvalid, SerialInvalid, StockFrozen, StockShort } from '../../inventory/index.ts'
import { Money } from '../../values/money.ts'
import { chargeCustomer, type Charged } from '../charge-customer.ts'
import { RentalAmountInvalid } from '../errors.ts'
import { keepRental } from '../keep-rental.ts'
import { inOrderOf, meantRentals } from '../lock-rentals.ts'
import { chargeErrors, meantErrors } from '../operation-errors.ts'
import { nameOf, presentRental, type RentalList, rentalListSchema } from '../present-rental.ts'
import type { RentalState } from '../rental-state.ts'
import { rentalSettings } from '../settings.ts'
import { amountText, idText, noteText, quantityNumber, saidSchema } from '../shapes.ts'
import type { RentalRow } from '../tables.ts'
import { writeOffLost } from '../write-off-lost.ts'

const one = z.strictObject({
  rentalId: idText,
  /** Fewer than came back; the rest is still to be inspected, as a rental of its own. */
  quantity: quantityNumber.optional(),
  /** lost: gone, or beyond repair. Such a unit leaves the stock. */
  outcome: z.enum(['ok', 'damaged', 'lost']),
  /** What the customer pays for it; nothing unless told. */
  charge: amountText.default('0'),
  /** How it looks. Never personal data. */
  condition: noteText.optional(),
})

const schema = z.strictObject({
  rentals: saidSchema(one),
  /** Whether a charge is kept of the bond, as far as that is not needed for what is still out; the rest is owed with the order. */
  fromBond: z.boolean().default(true),
})

export interface InspectUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, InspectUnits> = schema

const errors = [...meantErrors, ...chargeErrors, StockShort, StockFrozen, SerialInvalid, MovementInvalid] as const

type Said = z.output<typeof one>

/**
 * Says how units came back, and bills what is wrong with them. What is lost, also without having come back, is written off;
 * rentals that were promised the same unit are conflicts from then on.
 */
export const inspect: Operation<'command', InspectUnits, RentalList, (typeof errors)[number]> = operation({
  name: 'rentals.inspect',
  summary: 'Records how units came back, bills damage and writes off what is lost.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors,
  async run(context, { rentals: said, fromBond }) {
    const { damageAccount: account } = await context.settings(rentalSettings)
    const meant = await meantRentals(context, said, stateAfter, 'inspect it')
    const together = meant.map(({ rental }) => rental.id)
    const charged = new Map<string, Charged>()
    for (const { rental, said: own } of inOrderOf(meant, (one) => one.rental.orderId ?? '')) {
      const amount = chargeOf(rental, own)
      const reason = own.outcome === 'lost' ? `${nameOf(rental)} was lost` : `damage of ${nameOf(rental)}`
      const charge = { kind: 'damage' as const, amount, account, fromBond, reason, together }
      charged.set(rental.id, await chargeCustomer(context, rental, charge))
    }
    const lost = meant.filter(({ said: { outcome } }) => outcome === 'lost')
    const movements = new Map<string, string | undefined>()
    for (const { rental } of inOrderOf(lost, (one) => one.rental.itemId)) {
      movements.set(rental.id, await writeOffLost(context, rental, `${nameOf(rental)} was lost`))
    }
    await releaseClaims(
      context,
      lost.map(({ rental }) => rental.id),
    )
    const items = []
    for (const { rental, said: own } of meant) {
      const state = stateAfter(own)
      const ended = state === 'lost' ? { endedAt: context.now, busyTo: context.now } : {}
      const inspected = await keepRental(
        context,
        rental,
        { state, outcome: own.outcome, ...ended },
        {
          kind: state,
          damage: chargeOf(rental, own).minor,
          note: own.condition,
          movementId: movements.get(rental.id),
          ...charged.get(rental.id),
        },
      )
      items.push(presentRental(inspected))
    }
    return { items }
  },
})

/** @throws RENTAL_AMOUNT_INVALID */
function chargeOf({ currency }: RentalRow, { charge }: Said): Money {
  const amount = Money.of(charge, currency)
  if (amount.isNegative())
    throw RentalAmountInvalid.create({ field: 'charge', rule: 'be zero or more', amount: charge })
  return amount
}

const stateAfter = ({ outcome }: Said): RentalState => (outcome === 'lost' ? 'lost' : 'inspected')
