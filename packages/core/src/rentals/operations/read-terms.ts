import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../../inventory/index.ts'
import { RentalItemRefused, RentalUnitGone, RentalUnitUnknown } from '../errors.ts'
import { presentTerms, type RentalTerms, termsSchema } from '../present-terms.ts'
import { readRentables, requireUnit } from '../rentable-items.ts'
import { itemText, serialText } from '../shapes.ts'
import { readTerms } from '../terms.ts'

const schema = z.strictObject({ item: itemText, serial: serialText.optional() })

export interface ReadRentalTerms extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadRentalTerms> = schema

const errors = [StockItemUnknown, RentalItemRefused, RentalUnitUnknown, RentalUnitGone] as const

/** The terms that go for an item or unit. Statements: items, terms twice, and one for serials or two for counts. */
export const terms: Operation<'query', ReadRentalTerms, RentalTerms, (typeof errors)[number]> = operation({
  name: 'rentals.terms',
  summary: 'Tells the buffers, price, bond and late fee of an item or of one of its units.',
  kind: 'query',
  input,
  output: termsSchema,
  errors,
  async run(context, { item: named, serial: number }) {
    const [rentable] = await readRentables(context, [named])
    if (rentable === undefined) throw StockItemUnknown.create({ item: named, similar: [] })
    const unit = number === undefined ? null : requireUnit(rentable, number, context.branch)
    const termsOf = await readTerms(context, [rentable.item.id])
    const { code, id } = rentable.item
    return presentTerms(code, unit?.serial?.serial ?? null, termsOf(id, unit?.serial?.id ?? null))
  },
})
