/** Takes a use of a package back. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { recordFact } from '../../ledger/index.ts'
import { LineNotChangeable, LineUnknown, OrderClosed, OrderUnknown, takeLinesBack } from '../../orders/index.ts'
import { Money } from '../../values/money.ts'
import { SelectionOtherBranch, UseReversed, UseUnknown } from '../errors.ts'
import { entitlementUsed } from '../events.ts'
import { openOwnOrder } from '../hold-selection.ts'
import { type EntitlementUse, presentUse, useSchema } from '../present-use.ts'
import { idText, reasonText } from '../shapes.ts'
import { countedUse, keepBefore, readUsed } from '../standing.ts'
import { selectionUses } from '../tables.ts'

const inputSchema = z.strictObject({
  useId: idText,
  /** Why. Never personal data. */
  reason: reasonText,
})

export interface ReverseUse extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReverseUse> = inputSchema
const output: z.ZodType<EntitlementUse> = useSchema

export const reverseUse = operation({
  name: 'selection.reverseUse',
  summary: 'Takes a use of a package back, and cancels the lines that were sold for what was beyond it.',
  kind: 'command',
  input,
  output,
  errors: [UseUnknown, UseReversed, OrderUnknown, OrderClosed, SelectionOtherBranch, LineUnknown, LineNotChangeable],
  async run(context, { useId, reason }) {
    const use = await context.store.get(selectionUses, useId)
    if (use === undefined) throw UseUnknown.create({ useId })
    const { orderId, lineId, branch, customerId, entitlement, code, variant, place } = use
    const open = await openOwnOrder(context, orderId, 'take a use back')
    const [taken] = await context.store.find(selectionUses, { where: { reverses: useId }, orderBy: ['id'], limit: 1 })
    if (use.reverses !== null || taken !== undefined) throw UseReversed.create({ useId })
    const { selections, counted } = await readUsed(context, { orderId, lineId })
    const soldLines = use.soldLines as unknown as readonly string[]
    const after = await takeLinesBack(context, open, soldLines)
    const row = recordFact(context, selectionUses, {
      id: context.newId(),
      ...{ branch, orderId, lineId, customerId, entitlement, code, variant, place },
      included: 0 - use.included,
      extra: 0 - use.extra,
      soldLines: use.soldLines,
      businessDate: context.businessDate,
      at: context.now,
      actor: context.actor,
      reverses: useId,
      reason,
    })
    await keepBefore(context, selections, [...counted, countedUse(row)])
    const { included, extra } = row
    context.emit(entitlementUsed, { useId: row.id, orderId, lineId, customerId, entitlement, included, extra })
    const by = after.order.total - open.order.total
    return presentUse(row, Money.ofMinor(by, open.order.currency).toString())
  },
})
