import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RentalUnknown } from '../errors.ts'
import { presentEvent, presentRental, rentalEventSchema, rentalSchema } from '../present-rental.ts'
import { idText } from '../shapes.ts'
import { rentalsEvents, rentalsRentals } from '../tables.ts'

const schema = z.strictObject({ rentalId: idText })

export interface ReadRental extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadRental> = schema

const outputShape = z.object({
  rental: rentalSchema,
  /** What happened, in its order. */
  events: z.array(rentalEventSchema),
})

export interface RentalWithEvents extends z.output<typeof outputShape> {}

const output: z.ZodType<RentalWithEvents> = outputShape

const errors = [RentalUnknown] as const

/** A rental with all that happened. Two statements. */
export const rental: Operation<'query', ReadRental, RentalWithEvents, (typeof errors)[number]> = operation({
  name: 'rentals.rental',
  summary: 'Reads a rental with everything that happened with it.',
  kind: 'query',
  input,
  output,
  errors,
  async run({ store, branch }, { rentalId }) {
    const row = await store.get(rentalsRentals, rentalId)
    if (row === undefined) throw RentalUnknown.create({ id: rentalId, branch })
    const events = await store.find(rentalsEvents, { where: { rentalId }, orderBy: ['id'], limit: 'all' })
    return { rental: presentRental(row), events: events.map(presentEvent) }
  },
})
