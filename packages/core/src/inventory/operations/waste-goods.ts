import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { reasonText, voucherMembers } from '../shapes.ts'

const schema = z.strictObject({
  lines: stockLinesSchema,
  ...voucherMembers,
  /** Why. Never personal data. */
  reason: reasonText,
})

export interface WasteGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, WasteGoods> = schema

/** What broke, spoilt or was lost: an expense of the studio, never the cost of an order. */
export const waste: Operation<'command', WasteGoods, MovementPosted, MovementRefusal> = operation({
  name: 'inventory.waste',
  summary: 'Takes broken, spoilt or lost goods out of stock, with the reason.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: movementRefusals,
  async run(context, { lines, at, on, ...given }) {
    const resolved = await resolveLines(context, lines, 'out')
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, { kind: 'waste', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
