import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { endReserved } from '../end-reserved.ts'
import { RentalPeriodInvalid } from '../errors.ts'
import { heldErrors } from '../operation-errors.ts'
import { type RentalList, rentalListSchema } from '../present-rental.ts'
import { noteText, rentalIdsSchema } from '../shapes.ts'

const schema = z.strictObject({
  rentals: rentalIdsSchema,
  /** Never personal data. */
  reason: noteText.optional(),
})

export interface RecordNoShow extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordNoShow> = schema

const errors = [...heldErrors, RentalPeriodInvalid] as const

/** Records that nobody came for what was reserved (爽约), once its time has begun; its units are free again. */
export const noShow: Operation<'command', RecordNoShow, RentalList, (typeof errors)[number]> = operation({
  name: 'rentals.noShow',
  summary: 'Records that nobody came for rentals whose time has begun.',
  kind: 'command',
  input,
  output: rentalListSchema,
  errors,
  run: (context, { rentals, reason }) =>
    endReserved(context, rentals, { state: 'noShow', action: 'record a no-show', note: reason, begun: true }),
})
