import { z } from 'zod'
import { touchResources } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../../inventory/index.ts'
import { Money } from '../../values/money.ts'
import { RentalAmountInvalid, RentalItemRefused, RentalUnitGone, RentalUnitUnknown } from '../errors.ts'
import { readRentables, requireUnit } from '../rentable-items.ts'
import { amountText, itemText, minutesNumber, serialText } from '../shapes.ts'
import { rentalsTerms } from '../tables.ts'
import { presentTerms, type RentalTerms, termsSchema } from '../present-terms.ts'
import { readTerms, termsVersion } from '../terms.ts'

const schema = z.strictObject({
  item: itemText,
  /** One unit of it, whose terms go before those of the item. */
  serial: serialText.optional(),
  /** Minutes before it goes out. Of all that follows null is as the item says, or as the settings do; what is left out stays. */
  prepareMinutes: minutesNumber.nullable().optional(),
  /** Minutes after it is due back. */
  cleanMinutes: minutesNumber.nullable().optional(),
  /** For a unit and rental. */
  price: amountText.nullable().optional(),
  bond: amountText.nullable().optional(),
  /** For each started day. */
  lateFeePerDay: amountText.nullable().optional(),
  lateGraceMinutes: minutesNumber.nullable().optional(),
  lateFeeCap: amountText.nullable().optional(),
})

export interface SetRentalTerms extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SetRentalTerms> = schema

const errors = [StockItemUnknown, RentalItemRefused, RentalUnitUnknown, RentalUnitGone, RentalAmountInvalid] as const

/** Says how long an item is prepared and cleaned, what it costs and what bond is expected. What is reserved already keeps its terms. */
export const setTerms: Operation<'command', SetRentalTerms, RentalTerms, (typeof errors)[number]> = operation({
  name: 'rentals.setTerms',
  summary: 'Sets the buffers, price, bond and late fee of an item or of one of its units.',
  kind: 'command',
  input,
  output: termsSchema,
  errors,
  async run(context, { item: named, serial: number, ...given }) {
    const { store, branch } = context
    const { currency } = context.studio
    const minor = (field: string, amount: string | null | undefined) => {
      if (amount === null || amount === undefined) return amount
      const money = Money.of(amount, currency)
      if (money.isNegative()) throw RentalAmountInvalid.create({ field, rule: 'be zero or more', amount })
      return money.minor
    }
    const [rentable] = await readRentables(context, [named])
    if (rentable === undefined) throw StockItemUnknown.create({ item: named, similar: [] })
    const { item } = rentable
    const serial = number === undefined ? null : requireUnit(rentable, number, branch).serial
    const id = serial?.id ?? item.id
    const set = {
      prepareMinutes: given.prepareMinutes,
      cleanMinutes: given.cleanMinutes,
      price: minor('price', given.price),
      bond: minor('bond', given.bond),
      lateFeePerDay: minor('lateFeePerDay', given.lateFeePerDay),
      lateGraceMinutes: given.lateGraceMinutes,
      lateFeeCap: minor('lateFeeCap', given.lateFeeCap),
    }
    await store.lock([`rentals.terms:${id}`])
    const before = await store.get(rentalsTerms, id)
    if (before === undefined) store.insert(rentalsTerms, { id, itemId: item.id, currency, ...set })
    else await store.update(rentalsTerms, before, set)
    // Who keeps in memory how long units are prepared and cleaned reads it anew.
    await touchResources(context, [termsVersion(item.id)])
    const terms = (await readTerms(context, [item.id]))(item.id, serial?.id ?? null)
    return presentTerms(item.code, serial?.serial ?? null, terms)
  },
})
