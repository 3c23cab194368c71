import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PayableAmountInvalid } from '../../payables/index.ts'
import { matchedLines } from '../bill-goods.ts'
import { billedLinesSchema } from '../bill-input.ts'
import { UnbilledExceeded, UnbilledNotFitting, UnbilledUnknown } from '../errors.ts'
import { billMatchSchema, presentMatches } from '../present-bill.ts'
import { idText } from '../shapes.ts'
import { procurementOpen } from '../tables.ts'

const schema = z.strictObject({ supplierId: idText, lines: billedLinesSchema })

export interface CheckGoodsBill extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CheckGoodsBill> = schema

const outputShape = z.object({
  lines: z.array(billMatchSchema),
  /** Whether billing it needs the permission procurement.exceedTolerance or an approver. */
  beyondTolerance: z.boolean(),
})

export interface GoodsBillChecked extends z.output<typeof outputShape> {}

const output: z.ZodType<GoodsBillChecked> = outputShape

const errors = [UnbilledUnknown, UnbilledNotFitting, UnbilledExceeded, PayableAmountInvalid] as const

/** What a bill would say: order, delivery and bill side by side, before anything is booked. Three statements. */
export const checkBill: Operation<'query', CheckGoodsBill, GoodsBillChecked, (typeof errors)[number]> = operation({
  name: 'procurement.checkBill',
  summary: "Compares a supplier's bill with what was ordered and received.",
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { supplierId, lines }) {
    const { store, branch } = context
    const ids = lines.map((line) => line.openId)
    const rows = await store.find(procurementOpen, { where: { id: { in: ids } }, limit: 'all' })
    const known = new Map(rows.map((row) => [row.id, row]))
    for (const openId of ids) if (known.get(openId)?.branch !== branch) throw UnbilledUnknown.create({ openId, branch })
    const matched = await matchedLines(context, supplierId, lines, known)
    return { lines: await presentMatches(store, matched), beyondTolerance: matched.some((line) => line.beyond) }
  },
})
