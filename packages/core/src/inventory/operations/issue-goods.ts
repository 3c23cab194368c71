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

export interface IssueGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, IssueGoods> = schema

/** Goods out to a customer: the cost of what was sold. */
export const issue: Operation<'command', IssueGoods, MovementPosted, MovementRefusal | NamingRefusal> = operation({
  name: 'inventory.issue',
  summary: 'Issues goods to an order: its cost is that of the order.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: [...movementRefusals, ...namingRefusals],
  async run(context, { lines, at, on, ...given }) {
    await requireNamed(context, { ...given, lineIds: [given.orderLineId] })
    const resolved = await resolveLines(context, lines, 'out')
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, { kind: 'issue', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
