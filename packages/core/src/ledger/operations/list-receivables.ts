import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { type OrderBalance, orderBalanceSchema, presentBalance } from '../present-balance.ts'
import { lateOn, readArrears } from '../read-arrears.ts'
import { idText, pageMembers } from '../shapes.ts'
import { ledgerCommitments } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  customerId: idText.optional(),
  /** Only arrears (欠款): what was due before today. */
  overdue: z.boolean().optional(),
})

export interface ListReceivables extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListReceivables> = schema

const outputShape = z.object({
  items: z.array(orderBalanceSchema),
  next: z.string().nullable(),
  currency: z.string(),
  /** Of all pages of this listing together. */
  count: z.int(),
  outstanding: z.string(),
  /** The overdue part of `outstanding`: of orders in instalments, the instalments that are overdue. */
  arrears: z.string(),
})

/** Orders with something outstanding, the earliest due first; those without a due date come before all. */
export interface Receivables extends z.output<typeof outputShape> {
  items: OrderBalance[]
}

const output: z.ZodType<Receivables> = outputShape

/** Who owes how much, since when, order by order. Three statements; one more where a customer is named, and one more where orders in instalments are late. */
export const receivables: Operation<'query', ListReceivables, Receivables, never> = operation({
  name: 'ledger.receivables',
  summary: 'Lists the orders that are not fully paid, with what is overdue.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, branch, customerId: debtor, overdue }) {
    const { store, businessDate, studio } = context
    const [customerId] = debtor === undefined ? [] : await customerIdsOf(context, debtor)
    const where = { owing: true, ...present({ branch, customerId }) }
    const shown = overdue === true ? { ...where, ...lateOn(businessDate) } : where
    const page = await store.page(ledgerCommitments, { where: shown, orderBy: ['dueDate'], limit, cursor })
    const measures = { count: { of: 'count' }, outstanding: { of: 'sum', column: 'outstanding' } } as const
    const [all] = await store.aggregate(ledgerCommitments, { where: shown, measures, limit: 1 })
    const arrears = await readArrears(store, { where, today: businessDate, currency: studio.currency })
    return {
      items: page.items.map((commitment) => presentBalance(commitment, businessDate)),
      next: page.next,
      currency: studio.currency,
      count: all?.count ?? 0,
      outstanding: Money.ofMinor(all?.outstanding ?? 0n, studio.currency).toString(),
      arrears: arrears.amount.toString(),
    }
  },
})
