import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockLocationInvalid } from '../errors.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { requireLocation } from '../read-items.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { idText, voucherMembers } from '../shapes.ts'

const schema = z.strictObject({
  /** What, and from where. */
  lines: stockLinesSchema,
  /** The code or id of the location that it goes to. */
  to: idText,
  ...voucherMembers,
})

export interface MoveGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, MoveGoods> = schema

/** From one location of the branch to another: no value moves. Items with lots need theirs named. */
export const move: Operation<'command', MoveGoods, MovementPosted, MovementRefusal> = operation({
  name: 'inventory.move',
  summary: 'Moves goods from one location of the branch to another.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: movementRefusals,
  async run(context, { lines, to, at, on, ...given }) {
    const taken = await resolveLines(context, lines, 'out')
    const target = await requireLocation(context, to)
    if (taken.some(({ locationId }) => locationId === target.id)) {
      throw StockLocationInvalid.create({ location: target.code, rule: 'is where the goods lie already' })
    }
    const put = taken.map((line) => ({
      ...line,
      location: target,
      locationId: target.id,
      quantity: -line.quantity,
    }))
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, { kind: 'move', lines: [...taken, ...put], at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
