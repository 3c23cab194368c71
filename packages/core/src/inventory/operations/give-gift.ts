import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { type NamingRefusal, namingRefusals, requireNamed } from '../named-order.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { namesItsOrder, orderMembers, orderMissing, voucherMembers } from '../shapes.ts'

const schema = z
  .strictObject({
    lines: stockLinesSchema,
    ...orderMembers,
    ...voucherMembers,
  })
  .refine(namesItsOrder, orderMissing)

export interface GiveGift extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, GiveGift> = schema

/** Goods given away. */
export const gift: Operation<'command', GiveGift, MovementPosted, MovementRefusal | NamingRefusal> = operation({
  name: 'inventory.gift',
  summary: 'Gives goods away: a cost without revenue.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: [...movementRefusals, ...namingRefusals],
  async run(context, { lines, at, on, ...given }) {
    await requireNamed(context, { ...given, lineIds: [given.orderLineId] })
    const resolved = await resolveLines(context, lines, 'out')
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, { kind: 'gift', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
