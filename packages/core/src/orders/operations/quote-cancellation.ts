/** Says what a cancellation would keep by policy, and writes nothing. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { forfeitableOf, ledgerCommitments, wouldGoBack } from '../../ledger/index.ts'
import { FlowVersionUnknown } from '../../stages/index.ts'
import { Money } from '../../values/money.ts'
import { belongingLines, isCancellable } from '../belonging-lines.ts'
import { ruleSources } from '../cancellation-rules.ts'
import { refuseMerged } from '../closed-order.ts'
import { LineNotChangeable, LineUnknown, OrderClosed, OrderUnknown } from '../errors.ts'
import { leastKept } from '../kept-by-rules.ts'
import { idText, mostLines } from '../line-input.ts'
import { cancelledLineSchema } from '../present-cancellation.ts'
import { chargedLines } from '../settle-cancellation.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Ids of lines; the whole order unless told. */
  lines: z.array(idText).min(1).max(mostLines).optional(),
})

const outputSchema = z.object({
  lines: z.array(cancelledLineSchema),
  /** The numbers of lines that go along: add-ons, and the rest of bundles. */
  along: z.array(z.int()),
  currency: z.string(),
  /** What the lines cost, those that go along left out. */
  amount: z.string(),
  /** The charges for work that was done. */
  charged: z.string(),
  /** Whose rules those are: of the contract that the customer signed, of the day on which the order was placed, or of today. */
  rulesOf: z.enum(ruleSources),
  /** What the policy keeps. */
  byPolicy: z.string(),
  /** What would go back. */
  back: z.string(),
})

export interface QuoteCancellation extends z.input<typeof inputSchema> {}
export interface CancellationQuote extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, QuoteCancellation> = inputSchema
const output: z.ZodType<CancellationQuote> = outputSchema

export const quoteCancellation = operation({
  name: 'orders.quoteCancellation',
  summary: 'Says what cancelling an order, or lines of it, would keep by the policy and give back; writes nothing.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, LineUnknown, LineNotChangeable, FlowVersionUnknown],
  async run(context, { orderId, lines: named }): Promise<CancellationQuote> {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    await refuseMerged(context, order, 'cancel it')
    const { number, currency } = order
    const all = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const chosen = new Set(named ?? all.filter(({ progress }) => progress !== 'cancelled').map(({ id }) => id))
    const lines = all.filter((line) => chosen.has(line.id))
    const missing = [...chosen].filter((id) => !lines.some((line) => line.id === id))
    if (missing.length > 0) throw LineUnknown.create({ number, lineIds: missing })
    const gone = lines.find((line) => !isCancellable(line))
    if (gone !== undefined) {
      throw LineNotChangeable.create({ number, line: gone.line, stage: gone.stage, action: 'cancel' })
    }
    const { by, charges } = await chargedLines(context, order, lines)
    const [{ amount }] = charges
    const commitment = await context.store.get(ledgerCommitments, orderId)
    const part = named === undefined ? undefined : amount
    const zero = Money.zero(currency)
    const nothing = { deposits: zero, by: () => zero }
    const worked = leastKept(
      charges,
      commitment === undefined ? nothing : await forfeitableOf(context, commitment, part),
    )
    return {
      lines: [...worked.lines],
      along: belongingLines(all, chosen).map(({ line }) => line.line),
      ...{ currency, amount: amount.toString(), charged: worked.charged.toString(), rulesOf: by },
      byPolicy: worked.kept.toString(),
      back: (commitment === undefined ? zero : wouldGoBack(commitment, part, worked.kept)).toString(),
    }
  },
})
