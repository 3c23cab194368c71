import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import type { Instant } from '../../values/instant.ts'
import { parseInstant } from '../../values/instant.ts'
import { Money } from '../../values/money.ts'
import { chargeCustomer } from '../charge-customer.ts'
import { RentalAmountInvalid, RentalPeriodInvalid } from '../errors.ts'
import { keepRental } from '../keep-rental.ts'
import { lateFee } from '../late-fee.ts'
import { inOrderOf, meantRentals } from '../lock-rentals.ts'
import { moveReady } from '../move-ready.ts'
import { chargeErrors, meantErrors } from '../operation-errors.ts'
import { resourceOf } from '../overruns.ts'
import { plusMinutes } from '../period.ts'
import { nameOf, presentRental, type Rental, type RentalList, rentalListSchema } from '../present-rental.ts'
import { rentalSettings } from '../settings.ts'
import { amountText, idText, instantText, noteText, quantityNumber, saidSchema } from '../shapes.ts'
import type { RentalRow } from '../tables.ts'

const one = z.strictObject({
  rentalId: idText,
  /** Fewer than went out; the rest stays with the customer, as a rental of its own. */
  quantity: quantityNumber.optional(),
  /** Another fee than the policy's, or '0' for none; needs the permission rentals.setLateFee. */
  lateFee: amountText.optional(),
  /** How it looks at first sight. Never personal data. */
  condition: noteText.optional(),
})

const schema = z.strictObject({
  rentals: saidSchema(one),
  /** When they came back; now unless told, which needs the permission rentals.backdate. */
  at: instantText.optional(),
  /** Whether a late fee is kept of the bond, as far as that is not needed for what is still out. */
  fromBond: z.boolean().default(true),
})

export interface TakeBackUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TakeBackUnits> = schema

const errors = [...meantErrors, RentalPeriodInvalid, ...chargeErrors] as const

type Said = z.output<typeof one>

/**
 * Takes units back and bills a late return by what was agreed. From then on they are cleaned: where that runs over the next
 * rental, the two are a conflict that rentals.conflicts lists; nothing is moved.
 */
export const takeBack: Operation<'command', TakeBackUnits, RentalList, (typeof errors)[number]> = operation({
  name: 'rentals.takeBack',
  summary: 'Takes units back from the customer, with the fee of a late return, all that are named or none.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors,
  async run(context, { rentals: said, at, fromBond }) {
    const back = at === undefined ? context.now : parseInstant(at)
    if (back !== context.now) context.demand('rentals.backdate')
    const { lateFeeAccount: account } = await context.settings(rentalSettings)
    const meant = await meantRentals(context, said, () => 'returned', 'take it back')
    for (const { rental } of meant) requireTime(context, rental, back)
    const readyOf = (rental: RentalRow): Instant => plusMinutes(back, rental.cleanMinutes)
    for (const { rental } of inOrderOf(meant, (one) => resourceOf(one.rental))) {
      await moveReady(context, rental, readyOf(rental))
    }
    const together = meant.map(({ rental }) => rental.id)
    const items = new Map<string, Rental>()
    for (const { rental, said: own } of inOrderOf(meant, (one) => one.rental.orderId ?? '')) {
      const { fee, isSet } = feeOf(context, rental, own, back)
      const reason = `late return of ${nameOf(rental)}`
      const charge = { kind: 'lateFee' as const, amount: fee, account, fromBond, reason, together }
      const charged = await chargeCustomer(context, rental, charge)
      const returned = await keepRental(
        context,
        rental,
        { state: 'returned', returnedAt: back, busyTo: readyOf(rental) },
        {
          kind: 'returned',
          at: back,
          lateFee: fee.minor,
          note: own.condition,
          allowed: isSet ? 'lateFee' : undefined,
          ...charged,
        },
      )
      items.set(rental.id, presentRental(returned))
    }
    return { items: together.flatMap((id) => items.get(id) ?? []) }
  },
})

/** @throws RENTAL_PERIOD_INVALID */
function requireTime({ now }: CommandContext, { id, handedOutAt }: RentalRow, back: Instant): void {
  if (back > now) throw RentalPeriodInvalid.create({ field: 'at', rule: `be now, ${now}, or earlier`, value: back })
  if (handedOutAt !== null && back < handedOutAt) {
    const rule = `be ${handedOutAt} or later, when rental "${id}" went out`
    throw RentalPeriodInvalid.create({ field: 'at', rule, value: back })
  }
}

/** @throws RENTAL_AMOUNT_INVALID, PERMISSION_MISSING */
function feeOf(context: CommandContext, rental: RentalRow, said: Said, back: Instant) {
  const { currency, quantity, endsAt, lateGraceMinutes: graceMinutes, lateFeeCap } = rental
  const perDay = Money.ofMinor(rental.lateFeePerDay, currency)
  const cap = lateFeeCap === null ? null : Money.ofMinor(lateFeeCap, currency)
  const due = lateFee({ perDay, graceMinutes, cap }, quantity, endsAt, back)
  if (said.lateFee === undefined) return { fee: due, isSet: false }
  const fee = Money.of(said.lateFee, currency)
  if (fee.isNegative()) {
    throw RentalAmountInvalid.create({ field: 'lateFee', rule: 'be zero or more', amount: said.lateFee })
  }
  if (!fee.equals(due)) context.demand('rentals.setLateFee')
  return { fee, isSet: !fee.equals(due) }
}
