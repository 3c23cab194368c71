import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { careErrors, careMembers, startCare } from '../start-care.ts'
import { type RentalList, rentalListSchema } from '../present-rental.ts'

const schema = z.strictObject(careMembers)

export interface StartCleaning extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, StartCleaning> = schema

/** Sends inspected units to cleaning: until then, or as long as their terms say from now on. */
export const startCleaning: Operation<'command', StartCleaning, RentalList, (typeof careErrors)[number]> = operation({
  name: 'rentals.startCleaning',
  summary: 'Sends units that were inspected or repaired to cleaning.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors: careErrors,
  run: (context, given) => startCare(context, 'cleaning', given),
})
