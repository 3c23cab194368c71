/** What an imported purchase is, checked and read exactly. Pure. */
import { z } from 'zod'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { Quantity } from '../values/quantity.ts'
import { ImportConflict, ImportInvalid } from './errors.ts'
import { amountText, quantityInput } from './line-input.ts'
import { lineQuantity, shownUnitPrice } from './line-price.ts'
import type { OrderRow } from './tables.ts'

export const purchaseInput = z.strictObject({
  /** The purchase's own name in the source: what is imported twice under one reference is there once. */
  reference: z.string().min(1).max(120),
  /** The customer's name in the source; who is not known yet is created. */
  customerReference: z.string().min(1).max(100),
  customerName: z.string().min(1).max(100).optional(),
  /** The business date of the purchase. */
  date: z.iso.date(),
  quantity: quantityInput,
  /** What was paid for all of it: the fact. Zero is an amount like any other. */
  amount: amountText,
  /** Code or id of an item of the catalogue. */
  item: z.string().min(1).max(64).optional(),
  /** The kind of photography that it was for; that of the item unless told. */
  shootType: z.string().trim().min(1).max(60).optional(),
})

export type PurchaseGiven = z.output<typeof purchaseInput>

/** A purchase as it will be written. */
export interface Purchase {
  readonly given: PurchaseGiven
  readonly quantity: Quantity
  readonly amount: Money
  /** Rounded half up, to be shown: it need not multiply back to the amount. */
  readonly unitPrice: Money
}

/**
 * Reads a batch.
 *
 * @throws IMPORT_INVALID for a date after `today`, a negative amount, a reference that stands twice in the batch
 * @throws LINE_QUANTITY_INVALID and what the values themselves throw
 */
export function readPurchases(given: readonly PurchaseGiven[], currency: string, today: CalendarDate): Purchase[] {
  const references = new Set<string>()
  return given.map((purchase) => {
    const { reference, date } = purchase
    if (references.has(reference)) throw ImportInvalid.create({ reference, rule: 'stands twice in the batch' })
    references.add(reference)
    if (date > today) throw ImportInvalid.create({ reference, rule: `has the date ${date}, after today's ${today}` })
    const amount = Money.of(purchase.amount, currency, `amount of purchase "${purchase.reference}"`)
    if (amount.isNegative()) {
      throw ImportInvalid.create({ reference, rule: `must have an amount of zero or more, got ${amount}` })
    }
    const quantity = lineQuantity(`purchase "${reference}"`, purchase.quantity)
    return { given: purchase, quantity, amount, unitPrice: shownUnitPrice(amount, quantity) }
  })
}

/**
 * Holds a purchase against the order that stands under its reference: it must be the same purchase.
 *
 * @throws IMPORT_CONFLICT
 */
export function requireSame(purchase: Purchase, stands: OrderRow, customerId: string | undefined): void {
  const { reference, date } = purchase.given
  const refuse = (rule: string): never => {
    throw ImportConflict.create({
      reference,
      rule: `was imported before (order ${stands.number}) with another ${rule}`,
    })
  }
  if (stands.customerId !== customerId) refuse('customer')
  if (stands.bookedDate !== date) refuse(`date, ${stands.bookedDate} instead of ${date}`)
  if (stands.total !== purchase.amount.minor) {
    refuse(`amount, ${Money.ofMinor(stands.total, stands.currency)} instead of ${purchase.amount}`)
  }
}
