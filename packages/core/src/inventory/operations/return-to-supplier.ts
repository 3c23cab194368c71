import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { idText, voucherMembers } from '../shapes.ts'

const schema = z.strictObject({
  lines: stockLinesSchema,
  supplierId: idText.optional(),
  ...voucherMembers,
})

export interface ReturnToSupplier extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReturnToSupplier> = schema

/** Goods back to whom they were bought from, at what they cost. */
export const returnToSupplier: Operation<'command', ReturnToSupplier, MovementPosted, MovementRefusal> = operation({
  name: 'inventory.returnToSupplier',
  summary: 'Sends goods back to their supplier; the credit note is due.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: movementRefusals,
  async run(context, { lines, at, on, ...given }) {
    const resolved = await resolveLines(context, lines, 'out')
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, { kind: 'supplierReturn', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
