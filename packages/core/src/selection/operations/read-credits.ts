/** Says who sold how much after the order, shared out where several sold together. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { type OrderLineRow, ordersLines } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { type CreditShare, creditShares } from '../credit-shares.ts'
import { dateText, idText } from '../shapes.ts'
import { selectionCredits } from '../tables.ts'

const inputSchema = z.strictObject({
  /** The first and the last business date on which it was sold, both included. */
  from: dateText,
  to: dateText,
  branch: z.string().min(1).max(40).optional(),
  staffId: idText.optional(),
})

const outputSchema = z.object({
  currency: z.string(),
  /** By staff and place, the most first. Nobody's sales have null. */
  items: z.array(
    z.object({
      staffId: z.string().nullable(),
      /** Where it was sold; null where that is not known. */
      place: z.string().nullable(),
      /** Lines in which the person has a part. */
      lines: z.int(),
      amount: z.string(),
    }),
  ),
})

export interface AskSalesCredits extends z.input<typeof inputSchema> {}
export interface SalesCredits extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AskSalesCredits> = inputSchema
const output: z.ZodType<SalesCredits> = outputSchema

export const readCredits = operation({
  name: 'selection.credits',
  summary:
    'Sums the second sale of a period by who sold it and where; what several sold is shared out by their weights.',
  kind: 'query',
  input,
  output,
  async run(context, { from, to, branch, staffId }): Promise<SalesCredits> {
    const { currency } = context.studio
    const sums = new Map<string, { staffId: string | null; place: string | null; lines: number; minor: bigint }>()
    for await (const lines of soldLines(context, { from, to, branch })) {
      for (const { staffId: who, place, minor } of await sharesOf(context, lines)) {
        const key = JSON.stringify([who, place])
        const sum = sums.get(key) ?? { staffId: who, place, lines: 0, minor: 0n }
        sums.set(key, { ...sum, lines: sum.lines + 1, minor: sum.minor + minor })
      }
    }
    const items = [...sums.values()]
      .filter((sum) => staffId === undefined || sum.staffId === staffId)
      .sort((one, other) => (one.minor === other.minor ? 0 : one.minor > other.minor ? -1 : 1))
      .map(({ minor, ...sum }) => ({ ...sum, amount: Money.ofMinor(minor, currency).toString() }))
    return { currency, items }
  },
})

/** Lines of second sale in parts of bounded size. */
async function* soldLines(
  context: QueryContext,
  { from, to, branch }: { readonly from: string; readonly to: string; readonly branch: string | undefined },
): AsyncGenerator<OrderLineRow[]> {
  let part: OrderLineRow[] = []
  const where = {
    soldDate: { gte: from, lte: to },
    origin: 'secondSale',
    progress: { ne: 'cancelled' },
    ...present({ branch }),
  }
  for await (const line of context.store.stream(ordersLines, { where, orderBy: ['soldDate', 'id'] })) {
    part.push(line)
    if (part.length < 500) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

async function sharesOf(context: QueryContext, lines: readonly OrderLineRow[]): Promise<CreditShare[]> {
  const credits = await context.store.find(selectionCredits, {
    where: { lineId: { in: lines.map(({ id }) => id) } },
    orderBy: ['lineId', 'staffId'],
    limit: 'all',
  })
  return lines.flatMap((line) =>
    creditShares(
      line,
      credits.filter(({ lineId }) => lineId === line.id),
    ),
  )
}
