import { claimFirstFree } from '../../claims/index.ts'
import { z } from 'zod'
import { CustomerUnknown, holdCustomer, requireCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentUnknown, ledgerCommitments } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { type Asked, askLines, chosenUnit, unitTaken } from '../asked-lines.ts'
import { RentalAmountInvalid, RentalCustomerOther } from '../errors.ts'
import { addRental } from '../keep-rental.ts'
import { askErrors } from '../operation-errors.ts'
import { readAway, usesOf } from '../overruns.ts'
import { widened } from '../period.ts'
import { presentRental, type RentalList, rentalListSchema } from '../present-rental.ts'
import type { RentableUnit } from '../rentable-items.ts'
import { idText, instantText, noteText, type RentalLineInput, referenceText, rentalLinesSchema } from '../shapes.ts'
import type { RentalRow } from '../tables.ts'

const schema = z.strictObject({
  /** The customer has the units from then until before then. */
  from: instantText,
  to: instantText,
  lines: rentalLinesSchema,
  /** That of the order unless told. */
  customerId: idText.optional(),
  /** The order with which it is paid, and that holds the bond. */
  orderId: idText.optional(),
  reference: referenceText.optional(),
  note: noteText.optional(),
})

export interface ReserveUnits extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReserveUnits> = schema

const errors = [...askErrors, CustomerUnknown, CommitmentUnknown, RentalCustomerOther, RentalAmountInvalid] as const

/**
 * Reserves units for a time, all lines or none: named ones, any that are free, or so many of what is only counted. The time is
 * widened by preparation and cleaning, as the terms of each unit say now.
 */
export const reserve: Operation<'command', ReserveUnits, RentalList, (typeof errors)[number]> = operation({
  name: 'rentals.reserve',
  summary: 'Reserves rentable units for a time, all that are asked for or none.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors,
  async run(context, { lines, from, to, ...given }) {
    const { asked, rentables } = await askLines(context, lines, { from, to })
    const customerId = await customerOf(context, given)
    const amounts = asked.map((one) => amountsOf(context, one))
    const away = await readAway(context.store, { itemIds: rentables.map(({ item }) => item.id) })
    const ids = asked.map(() => context.newId())
    const wishes = asked.map(({ quantity, choices }, place) => {
      return { reference: ids[place] ?? '', kind: 'rental' as const, quantity, choices }
    })
    const uses = usesOf(away, context.now)
    const outcome = await claimFirstFree(context, wishes, { uses })
    if (!outcome.ok) throw unitTaken(context, asked, outcome)
    const groupId = context.newId()
    const rows = asked.map((one, place) => {
      const unit = chosenUnit(one, outcome.chosen[place])
      const amount = amounts[place]?.(unit) ?? { price: 0n, bond: 0n }
      return {
        at: one.at,
        row: addReserved(context, one, unit, { ...given, ...amount, id: ids[place] ?? '', groupId, customerId }),
      }
    })
    rows.sort((a, b) => a.at - b.at)
    return { items: rows.map(({ row }) => presentRental(row)) }
  },
})

/** @throws COMMITMENT_UNKNOWN, RENTAL_CUSTOMER_OTHER, CUSTOMER_UNKNOWN */
async function customerOf(
  context: CommandContext,
  { orderId, customerId }: { readonly orderId?: string | undefined; readonly customerId?: string | undefined },
): Promise<string | null> {
  if (orderId === undefined) {
    return customerId === undefined ? null : (await holdCustomer(context, customerId)).id
  }
  const commitment = await context.store.getForUpdate(ledgerCommitments, orderId)
  if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
  const buyer = commitment.customerId
  if (customerId !== undefined && customerId !== buyer) {
    const { id } = await requireCustomer(context, customerId)
    if (id !== buyer) throw RentalCustomerOther.create({ orderId, customerId })
  }
  return buyer
}

/** The price and bond of a line, by the unit that it gets. @throws RENTAL_AMOUNT_INVALID */
function amountsOf(context: CommandContext, { line, at, quantity }: Asked<RentalLineInput>) {
  const { currency } = context.studio
  const given = (name: 'price' | 'bond'): Money | undefined => {
    const amount = line[name]
    if (amount === undefined) return undefined
    const money = Money.of(amount, currency)
    if (money.isNegative())
      throw RentalAmountInvalid.create({ field: `lines.${at}.${name}`, rule: 'be zero or more', amount })
    return money
  }
  const [price, bond] = [given('price'), given('bond')]
  return ({ terms }: RentableUnit): { price: bigint; bond: bigint } => {
    if (bond?.lessThan(terms.bond) === true) context.demand('rentals.handOutWithoutBond')
    const times = BigInt(quantity)
    return { price: (price ?? terms.price).minor * times, bond: (bond ?? terms.bond).minor * times }
  }
}

interface Reserved {
  readonly id: string
  readonly groupId: string
  readonly customerId: string | null
  readonly orderId?: string | undefined
  readonly reference?: string | undefined
  readonly note?: string | undefined
  readonly price: bigint
  readonly bond: bigint
}

function addReserved(
  context: CommandContext,
  { line, quantity, window }: Asked<RentalLineInput>,
  { item, serial, terms }: RentableUnit,
  { orderId, reference, note, ...reserved }: Reserved,
): RentalRow {
  const { prepareMinutes, cleanMinutes, late } = terms
  const busy = widened(window, terms)
  return addRental(
    context,
    {
      ...reserved,
      branch: context.branch,
      state: 'reserved',
      isOpen: true,
      itemId: item.id,
      itemCode: item.code,
      serialId: serial?.id ?? null,
      serial: serial?.serial ?? null,
      quantity,
      orderId: orderId ?? null,
      orderLineId: line.orderLineId ?? null,
      reference: reference ?? null,
      note: note ?? null,
      startsAt: window.from,
      endsAt: window.to,
      prepareMinutes,
      cleanMinutes,
      busyFrom: busy.from,
      busyTo: busy.to,
      currency: context.studio.currency,
      lateFeePerDay: late.perDay.minor,
      lateGraceMinutes: late.graceMinutes,
      lateFeeCap: late.cap?.minor ?? null,
      lateFee: 0n,
      damage: 0n,
      kept: 0n,
      owed: 0n,
      repairCost: 0n,
    },
    { kind: 'reserved' },
  )
}
