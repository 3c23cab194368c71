import { releaseClaims } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { keepRental } from '../keep-rental.ts'
import { lockRentals, requireState } from '../lock-rentals.ts'
import { heldErrors } from '../operation-errors.ts'
import { presentRental, type RentalList, rentalListSchema } from '../present-rental.ts'
import { noteText, rentalIdsSchema } from '../shapes.ts'

const schema = z.strictObject({
  rentals: rentalIdsSchema,
  /** Never personal data. */
  note: noteText.optional(),
})

export interface MakeReady extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, MakeReady> = schema

/** Puts units back on the rail: they can go out again from now on, whatever time was set aside for them. */
export const makeReady: Operation<'command', MakeReady, RentalList, (typeof heldErrors)[number]> = operation({
  name: 'rentals.makeReady',
  summary: 'Ends inspection, cleaning or repair: the units can be rented again.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors: heldErrors,
  async run(context, { rentals: ids, note }) {
    const rentals = await lockRentals(context, ids)
    for (const rental of rentals) requireState(rental, 'available', 'make it ready')
    await releaseClaims(context, ids)
    const items = []
    for (const rental of rentals) {
      const ready = { state: 'available', endedAt: context.now, busyTo: context.now }
      items.push(presentRental(await keepRental(context, rental, ready, { kind: 'available', note })))
    }
    return { items }
  },
})
