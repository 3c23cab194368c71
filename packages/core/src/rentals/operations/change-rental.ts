import { claimFirstFree } from '../../claims/index.ts'
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentUnknown, ledgerCommitments } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { askLines, chosenUnit, unitTaken } from '../asked-lines.ts'
import { RentalAmountInvalid, RentalItemRefused, RentalStateRefused } from '../errors.ts'
import { rentalChanged } from '../events.ts'
import { keepRental } from '../keep-rental.ts'
import { lockRentals } from '../lock-rentals.ts'
import { askErrors, heldErrors } from '../operation-errors.ts'
import { readAway, usesOf } from '../overruns.ts'
import { widened } from '../period.ts'
import { presentRental, type Rental, rentalSchema } from '../present-rental.ts'
import { amountText, idText, instantText, itemText, noteText, serialText } from '../shapes.ts'
import type { RentalRow } from '../tables.ts'

const schema = z.strictObject({
  rentalId: idText,
  /** Of what is with the customer only `to`, the price, the note and the order change. */
  from: instantText.optional(),
  to: instantText.optional(),
  /** Another item, of which `serial` is one; or any that is free. */
  item: itemText.optional(),
  /** Another unit. */
  serial: serialText.optional(),
  /** For all its units together. */
  price: amountText.optional(),
  /** For all its units together; less than before needs the permission rentals.handOutWithoutBond. */
  bond: amountText.optional(),
  orderId: idText.optional(),
  orderLineId: idText.nullable().optional(),
  note: noteText.nullable().optional(),
  /** Why. Never personal data. */
  reason: noteText.optional(),
})

export interface ChangeRental extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeRental> = schema

const errors = [...heldErrors, ...askErrors, CommitmentUnknown, RentalAmountInvalid] as const

type Given = z.output<typeof schema>

/**
 * Gives a rental another time, another unit, or another price. What is with the customer can be kept longer, or come back
 * earlier, as far as its unit is free. Its buffers stay as they were reserved, unless it gets another unit.
 */
export const change: Operation<'command', ChangeRental, Rental, (typeof errors)[number]> = operation({
  name: 'rentals.change',
  summary: 'Changes the time, the unit, the price or the order of a rental.',
  kind: 'command',
  input,
  output: rentalSchema,
  errors,
  async run(context, { rentalId, ...given }) {
    // Orders are locked before what is rented for them, so that the rental bears the id that its order bears.
    const order = await orderOf(context, given)
    const [rental] = await lockRentals(context, [rentalId])
    if (rental === undefined) throw new Error('a rental that was locked is missing')
    const { from, to, item, serial } = given
    const moves = from !== undefined || to !== undefined || item !== undefined || serial !== undefined
    requireChangeable(rental, given)
    const place = moves ? await claimAnew(context, rental, given) : {}
    const changed = await keepRental(
      context,
      rental,
      { ...place, ...amountsOf(context, rental, given), ...order, note: given.note },
      { kind: 'changed', note: given.reason },
    )
    const { itemId, serialId, startsAt, endsAt } = changed
    context.emit(rentalChanged, { rentalId, itemId, serialId, from: startsAt, to: endsAt })
    return presentRental(changed)
  },
})

/** @throws RENTAL_STATE_REFUSED */
function requireChangeable({ id: rentalId, state }: RentalRow, given: Omit<Given, 'rentalId'>): void {
  if (state === 'reserved') return
  const beforeOut = ['from', 'item', 'serial', 'bond'] as const
  const named = beforeOut.find((member) => given[member] !== undefined)
  if (state === 'handedOut' && named === undefined) return
  const onlyTo = state === 'handedOut'
  const action = onlyTo ? `change its ${named}` : 'change it'
  throw RentalStateRefused.create({
    rentalId,
    state,
    action,
    allowed: onlyTo ? ['reserved'] : ['reserved', 'handedOut'],
  })
}

/** Claims the new time and unit in the place of those before, or neither. */
async function claimAnew(context: CommandContext, rental: RentalRow, given: Omit<Given, 'rentalId'>) {
  const { from = rental.startsAt, to = rental.endsAt } = given
  const other = given.item !== undefined || given.serial !== undefined
  const named = other ? given.serial : (rental.serialId ?? undefined)
  const line = { item: given.item ?? rental.itemId, serial: named, quantity: rental.quantity }
  const { asked, rentables } = await askLines(context, [line], { from, to })
  const [one] = asked
  if (one === undefined || asked.length > 1) {
    const rule = `has single units, but rental "${rental.id}" is of ${rental.quantity}`
    throw RentalItemRefused.create({ item: given.item ?? rental.itemCode, rule })
  }
  const window = one.window
  const same = { prepareMinutes: rental.prepareMinutes, cleanMinutes: rental.cleanMinutes }
  // Of what is out already, the time before it came to the customer is past.
  const isOut = rental.state === 'handedOut'
  const agreed = { from: isOut ? rental.busyFrom : widened(window, same).from, to: widened(window, same).to }
  const choices = other ? one.choices : one.choices.map((choice) => ({ ...choice, ...agreed }))
  const away = await readAway(context.store, { itemIds: rentables.map(({ item }) => item.id) })
  const uses = usesOf(
    away.filter(({ id }) => id !== rental.id),
    context.now,
  )
  const { id: reference, quantity } = rental
  const wish = { reference, kind: 'rental' as const, quantity, choices }
  const outcome = await claimFirstFree(context, [wish], { replaces: [reference], uses })
  if (!outcome.ok) throw unitTaken(context, [{ ...one, choices }], outcome)
  const { item, serial, terms } = chosenUnit(one, outcome.chosen[0])
  const [chosen] = outcome.chosen
  return {
    startsAt: window.from,
    endsAt: window.to,
    busyFrom: chosen?.from ?? agreed.from,
    busyTo: chosen?.to ?? agreed.to,
    itemId: item.id,
    itemCode: item.code,
    serialId: serial?.id ?? null,
    serial: serial?.serial ?? null,
    ...(other ? { prepareMinutes: terms.prepareMinutes, cleanMinutes: terms.cleanMinutes } : {}),
  }
}

/** @throws RENTAL_AMOUNT_INVALID, PERMISSION_MISSING */
function amountsOf(context: CommandContext, rental: RentalRow, given: Pick<Given, 'price' | 'bond'>) {
  const minor = (field: 'price' | 'bond'): bigint | undefined => {
    const amount = given[field]
    if (amount === undefined) return undefined
    const money = Money.of(amount, rental.currency)
    if (money.isNegative()) throw RentalAmountInvalid.create({ field, rule: 'be zero or more', amount })
    return money.minor
  }
  const bond = minor('bond')
  if (bond !== undefined && bond < rental.bond) context.demand('rentals.handOutWithoutBond')
  return { price: minor('price'), bond }
}

/** @throws COMMITMENT_UNKNOWN */
async function orderOf(context: CommandContext, { orderId, orderLineId }: Pick<Given, 'orderId' | 'orderLineId'>) {
  if (orderId === undefined) return { orderLineId }
  const commitment = await context.store.getForUpdate(ledgerCommitments, orderId)
  if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
  return { orderId, orderLineId: orderLineId ?? null, customerId: commitment.customerId }
}
