import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { endReserved } from '../end-reserved.ts'
import { heldErrors } from '../operation-errors.ts'
import { type RentalList, rentalListSchema } from '../present-rental.ts'
import { noteText, rentalIdsSchema } from '../shapes.ts'

const schema = z.strictObject({
  rentals: rentalIdsSchema,
  /** Why. Never personal data. */
  reason: noteText,
})

export interface CancelRentals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CancelRentals> = schema

/** Cancels what was reserved and did not go out; its units are free again. What was paid goes back with the order. */
export const cancel: Operation<'command', CancelRentals, RentalList, (typeof heldErrors)[number]> = operation({
  name: 'rentals.cancel',
  summary: 'Cancels rentals that did not go out, all that are named or none.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors: heldErrors,
  run: (context, { rentals, reason }) =>
    endReserved(context, rentals, { state: 'cancelled', action: 'cancel it', note: reason }),
})
