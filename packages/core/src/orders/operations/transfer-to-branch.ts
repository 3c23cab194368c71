/** Gives an order to another branch of the studio. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { commitmentToBranch } from '../../ledger/index.ts'
import { PaymentsUnderWay } from '../../payments/index.ts'
import { RentalsStay } from '../../rentals/index.ts'
import { answerOrder } from '../answer-order.ts'
import { OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { expectedRevision, idText } from '../line-input.ts'
import { moneyOf, openOrder } from '../open-order.ts'
import { orderSchema } from '../present-order.ts'
import { presentTransfer, transferSchema } from '../present-transfer.ts'
import { writeChanges } from '../stage-changes.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'
import { isUnderWay } from '../under-way.ts'
import { OrderNotTransferable } from '../transfer-errors.ts'
import { orderTransferredToBranch } from '../transfer-events.ts'
import { ordersTransfers } from '../transfer-tables.ts'
import { orderTransferring } from '../transferring.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  toBranch: idText,
  /** Why. Never personal data. */
  reason: z.string().trim().min(1).max(500),
  revision: expectedRevision,
})

const outputSchema = orderSchema.extend({ transfer: transferSchema })

export interface TransferToBranch extends z.input<typeof inputSchema> {}
/** The order at its new branch, and how it got there. */
export interface OrderAtBranch extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, TransferToBranch> = inputSchema
const output: z.ZodType<OrderAtBranch> = outputSchema

export const transferToBranch = operation({
  name: 'orders.transferToBranch',
  summary:
    'Gives an order to another branch: what is left to do, what is left to pay, and what the studio owes the customer for it.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, OrderNotTransferable, BranchUnknown, PaymentsUnderWay, RentalsStay],
  async run(context, { orderId, toBranch, reason, revision }) {
    const { store, now, businessDate, actor } = context
    if (!context.studio.hasBranch(toBranch)) {
      throw BranchUnknown.create({ tenant: context.tenant, branch: toBranch, known: context.studio.branches })
    }
    const open = await openOrder(context, orderId, { action: 'give it to another branch', revision })
    const { order, lines } = open
    const { customerId, currency, branch: fromBranch } = order
    for (const branch of [fromBranch, toBranch]) context.demand('orders.transferToBranch', branch)
    if (fromBranch === toBranch) {
      throw OrderNotTransferable.create({ number: order.number, rule: 'is in this branch already', value: toBranch })
    }
    await context.raise(orderTransferring, { order, lines, to: { kind: 'branch', branch: toBranch } })
    const { commitment, fromEntryId, toEntryId, owed } = await commitmentToBranch(context, orderId, toBranch)
    const moved = await linesToBranch(context, lines, { toBranch, reason })
    const changed = await store.update(orders, order, { branch: toBranch, revision: order.revision + 1 })
    const [under, over] = [lines.filter(isUnderWay), lines.filter((line) => !isUnderWay(line))]
    const lineIds = under.map(({ id }) => id)
    const transfer = store.insert(ordersTransfers, {
      id: context.newId(),
      orderId,
      kind: 'branch',
      fromBranch,
      toBranch,
      fromCustomerId: customerId,
      toCustomerId: customerId,
      at: now,
      businessDate,
      actor,
      reason,
      currency,
      total: commitment.total,
      paid: commitment.paid,
      outstanding: commitment.outstanding,
      owed: owed.minor,
      fromEntryId,
      toEntryId,
      openLines: lineIds,
      overLines: over.map(({ id }) => id),
    })
    const told = { orderId, customerId, currency, transferId: transfer.id, fromBranch, toBranch }
    context.emit(orderTransferredToBranch, { ...told, lineIds, owed: moneyOf(order, owed.minor).toString() })
    return { ...(await answerOrder(context, changed, moved)), transfer: presentTransfer(transfer) }
  },
})

/**
 * All lines, so that whoever reaches the order sees it whole; what is still to do has nobody to do it yet. Statements: one for each
 * of the two, and what is kept of it.
 */
async function linesToBranch(
  context: CommandContext,
  lines: readonly OrderLineRow[],
  { toBranch, reason }: { readonly toBranch: string; readonly reason: string },
): Promise<OrderLineRow[]> {
  const changed = await writeChanges(
    context,
    lines.filter(isUnderWay).map((line) => ({
      line,
      kind: 'toBranch' as const,
      set: { branch: toBranch, assigneeId: null },
      department: line.department,
      note: reason,
    })),
  )
  const over = lines.filter((line) => !isUnderWay(line))
  const followed = await context.store.updateAll(ordersLines, over, { branch: toBranch })
  const byId = new Map([...changed.values(), ...followed].map((line) => [line.id, line]))
  return lines.map((line) => byId.get(line.id) ?? line)
}
