import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type RentalList, rentalListSchema } from '../present-rental.ts'
import { instantText } from '../shapes.ts'
import { careErrors, careMembers, startCare } from '../start-care.ts'

const schema = z.strictObject({
  ...careMembers,
  /** When it is expected to be good again. */
  until: instantText,
})

export interface StartRepair extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, StartRepair> = schema

/** Sends units to repair. What it costs is recorded with rentals.recordRepair. */
export const startRepair: Operation<'command', StartRepair, RentalList, (typeof careErrors)[number]> = operation({
  name: 'rentals.startRepair',
  summary: 'Sends units to repair until they are expected back.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors: careErrors,
  run: (context, given) => startCare(context, 'repair', given),
})
