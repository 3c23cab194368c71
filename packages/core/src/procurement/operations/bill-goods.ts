import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  MovementNotReversible,
  type MovementRefusal,
  MovementUnknown,
  movementRefusals,
} from '../../inventory/index.ts'
import { ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { billRefusals, openDocumentSchema, presentOpenDocument } from '../../payables/index.ts'
import { billGoods } from '../bill-goods.ts'
import { billMembers } from '../bill-input.ts'
import { UnbilledExceeded, UnbilledNotFitting, UnbilledUnknown } from '../errors.ts'
import { billMatchSchema, presentMatches } from '../present-bill.ts'

const schema = z.strictObject(billMembers)

export interface BillGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BillGoods> = schema

const outputShape = z.object({
  /** The bill as the payables have it. */
  document: openDocumentSchema,
  lines: z.array(billMatchSchema),
  approver: z.string().nullable(),
  /** The movement by which differences of price followed the goods; null where there were none. */
  correctionId: z.string().nullable(),
})

export interface GoodsBilledNow extends z.output<typeof outputShape> {}

const output: z.ZodType<GoodsBilledNow> = outputShape

const own = [
  UnbilledUnknown,
  UnbilledNotFitting,
  UnbilledExceeded,
  ApproverMissing,
  ApproverRefused,
  MovementUnknown,
  MovementNotReversible,
  ...billRefusals,
] as const

/** Books a supplier's bill for what was received, each unit once. Where it asks another price, the difference follows the goods. */
export const bill: Operation<'command', BillGoods, GoodsBilledNow, MovementRefusal | (typeof own)[number]> = operation({
  name: 'procurement.bill',
  summary: "Books a supplier's bill for goods that were received.",
  kind: 'command',
  input,
  output,
  errors: [...movementRefusals, ...own],
  async run(context, given) {
    const { recorded, lines, approver, movementId } = await billGoods(context, given)
    return {
      document: presentOpenDocument(recorded.open),
      lines: await presentMatches(context.store, lines),
      approver,
      correctionId: movementId,
    }
  },
})
