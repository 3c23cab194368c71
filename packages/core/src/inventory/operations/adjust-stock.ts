import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { amountText, dateText, lineMembers, quantityNumber, reasonText, voucherMembers } from '../shapes.ts'

const line = z.strictObject({
  ...lineMembers,
  quantity: quantityNumber,
  /** What turned up is worth, in all; as much as the rest a unit unless told. */
  value: amountText.optional(),
  expiresOn: dateText.optional(),
})

const schema = z.strictObject({
  /** Whether there is more than was known (`in`), or less (`out`). */
  way: z.enum(['in', 'out']),
  lines: z.array(line).min(1).max(200),
  ...voucherMembers,
  /** Why. Never personal data. */
  reason: reasonText,
})

export interface AdjustStock extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AdjustStock> = schema

/** Puts right what the books say of the stock, with the reason. A stocktake does so for all of a location. */
export const adjust: Operation<'command', AdjustStock, MovementPosted, MovementRefusal> = operation({
  name: 'inventory.adjust',
  summary: 'Puts the quantity of items right, with the reason.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: movementRefusals,
  async run(context, { way, lines, at, on, ...given }) {
    const resolved = await resolveLines(context, lines, way)
    const moment = momentOf(context, { at, on }, way)
    const posted = await postMovement(context, { kind: 'adjustment', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
