import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown } from '../../ledger/index.ts'
import { StockAccountRefused } from '../errors.ts'
import { receivedLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { idText, voucherMembers } from '../shapes.ts'

const schema = z.strictObject({
  lines: receivedLinesSchema,
  supplierId: idText.optional(),
  /** The account that it is booked against: `GoodsReceived` unless told, which the supplier's bill empties; `Capital` for opening stock. */
  against: idText.optional(),
  ...voucherMembers,
})

export interface ReceiveGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReceiveGoods> = schema

const errors = [...movementRefusals, AccountUnknown, AccountClosed, StockAccountRefused] as const

/** Goods in: what was bought without an order, found, or was there before the studio kept its stock here. */
export const receive: Operation<
  'command',
  ReceiveGoods,
  MovementPosted,
  MovementRefusal | typeof AccountUnknown | typeof AccountClosed | typeof StockAccountRefused
> = operation({
  name: 'inventory.receive',
  summary: 'Takes goods into stock at what they cost.',
  kind: 'command',
  input,
  output: postedSchema,
  errors,
  async run(context, { lines, at, on, ...given }) {
    const resolved = await resolveLines(context, lines, 'in')
    const moment = momentOf(context, { at, on }, 'in')
    const posted = await postMovement(context, { kind: 'receipt', lines: resolved, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
