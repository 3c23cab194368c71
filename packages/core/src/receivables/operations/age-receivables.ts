import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { ledgerCommitments, ledgerEntries, overdueOf } from '../../ledger/index.ts'
import { CursorInvalid, decodeCursor, encodeCursor } from '../../storage/cursor.ts'
import type { QueryContext } from '../../engine/context.ts'
import type { OrderBy } from '../../storage/port.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { ageBands, daysLate } from '../age-bands.ts'
import {
  type Ageing,
  compareTo,
  type Debt,
  type DebtOrder,
  debtOrders,
  debtsOf,
  rankOf,
  sortDebts,
  totalDebts,
} from '../debts.ts'
import { debtorSchema, readDebtors } from '../present-debtor.ts'
import { receivablesSettings } from '../settings.ts'
import { idText, pageMembers } from '../shapes.ts'
import { receivablesCases } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  /** `age`: the longest overdue first; else the highest amount first. */
  sort: z.enum(debtOrders).default('overdue'),
  /** Whether to list customers too of whom nothing is overdue. */
  notDue: z.boolean().default(false),
})

export interface AgeReceivables extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AgeReceivables> = schema

const orderShape = z.object({
  orderId: z.string(),
  branch: z.string(),
  balanceDue: z.string(),
  overdue: z.string(),
  dueDate: z.string().nullable(),
})

const itemShape = z.object({
  /** Null for an order without a customer. */
  customer: debtorSchema.nullable(),
  outstanding: z.string(),
  overdue: z.string(),
  /** One amount for each of `bands`. */
  ages: z.array(z.string()),
  /** The earliest due date that has passed. */
  since: z.string().nullable(),
  daysOverdue: z.int(),
  orders: z.array(orderShape),
  /** The last business date on which money came for an order of the customer; voided receipts do not count. */
  lastPayment: z.string().nullable(),
  lastContact: z.object({ at: z.string(), outcome: z.string(), nextCallOn: z.string().nullable() }).nullable(),
})

const outputShape = z.object({
  items: z.array(itemShape),
  next: z.string().nullable(),
  currency: z.string(),
  /** Days overdue of each age; the first is what is not due, the last has no end. */
  bands: z.array(z.object({ from: z.int(), to: z.int().nullable() })),
  /** Of all pages of this listing together. */
  count: z.int(),
  outstanding: z.string(),
  overdue: z.string(),
  ages: z.array(z.string()),
})

/** What customers owe by its age, and whom to call. Amounts are decimal strings in `currency`. */
export interface AgedReceivables extends z.output<typeof outputShape> {}

const output: z.ZodType<AgedReceivables> = outputShape

/**
 * Four statements, whatever was sold: open orders, and of the customers of the page who they are, their last payments and
 * their last contacts. It reads every open order and no settled one, because the order of customers is that of their sums.
 */
export const aging: Operation<'query', AgeReceivables, AgedReceivables, never> = operation({
  name: 'receivables.aging',
  summary: 'Lists who owes how much since when, by age, with whom to call.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, branch, sort, notDue }) {
    const { store, studio, businessDate: today } = context
    const { currency } = studio
    const ageing = { bands: ageBands((await context.settings(receivablesSettings)).agingDays), today, currency }
    const open = await store.find(ledgerCommitments, { where: { owing: true, ...present({ branch }) }, limit: 'all' })
    const all = debtsOf(open, ageing)
    const listed = sortDebts(notDue ? all : all.filter((debt) => debt.overdue.isPositive()), sort)
    const rest = cursor === undefined ? listed : listed.slice(placeAfter(listed, sort, cursor))
    const page = rest.slice(0, limit)
    const end = page.at(-1)
    const totals = totalDebts(listed, ageing)
    return {
      items: await presentDebts(context, page, ageing),
      next: rest.length > limit && end !== undefined ? encodeCursor(orderOf(sort), [rankOf(end, sort), end.key]) : null,
      currency,
      bands: ageing.bands.map(({ from, to }) => ({ from, to })),
      count: listed.length,
      outstanding: totals.outstanding.toString(),
      overdue: totals.overdue.toString(),
      ages: totals.ages.map(String),
    }
  },
})

const orderOf = (sort: DebtOrder): readonly OrderBy[] => [
  { column: sort, direction: sort === 'age' ? 'asc' : 'desc' },
  { column: 'key', direction: 'asc' },
]

/** Where the page after a cursor begins, also where the debt that it names was paid in the meantime. */
function placeAfter(listed: readonly Debt[], sort: DebtOrder, cursor: string): number {
  const [rank, key] = decodeCursor(orderOf(sort), cursor)
  const fits = typeof rank === (sort === 'age' ? 'string' : 'bigint')
  if ((typeof rank !== 'bigint' && typeof rank !== 'string') || typeof key !== 'string' || !fits) {
    throw CursorInvalid.create({ reason: 'it does not fit this listing' })
  }
  const place = listed.findIndex((debt) => compareTo(debt, { rank, key }, sort) > 0)
  return place < 0 ? listed.length : place
}

async function presentDebts(
  context: QueryContext,
  page: readonly Debt[],
  { today, currency }: Ageing,
): Promise<AgedReceivables['items']> {
  const { store } = context
  const ids = page.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))
  const { debtorOf, payers } = await readDebtors(context, ids)
  const paid = await lastPayments(context, payers)
  const cases = await store.find(receivablesCases, { where: { customerId: { in: ids } }, limit: 'all' })
  const contacted = new Map(cases.map((one) => [one.customerId, one]))
  return page.map(({ customerId, commitments, ages, ...debt }) => {
    const contact = contacted.get(customerId ?? '')
    return {
      customer: customerId === null ? null : debtorOf(customerId),
      outstanding: debt.outstanding.toString(),
      overdue: debt.overdue.toString(),
      ages: ages.map(String),
      since: debt.since,
      daysOverdue: daysLate(debt.since, today),
      orders: commitments.map((commitment) => ({
        orderId: commitment.orderId,
        branch: commitment.branch,
        balanceDue: Money.ofMinor(commitment.outstanding, currency).toString(),
        overdue: overdueOf(commitment, today).toString(),
        dueDate: commitment.dueDate ?? commitment.owedSince,
      })),
      lastPayment: paid.get(customerId ?? '') ?? null,
      lastContact:
        contact === undefined
          ? null
          : { at: contact.lastContactAt, outcome: contact.lastOutcome, nextCallOn: contact.nextCallOn },
    }
  })
}

/** A receipt is voided on its own day, whole; so a day on which more came than was voided is a day on which something was paid. */
async function lastPayments(context: QueryContext, payers: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const rows = await context.store.aggregate(ledgerEntries, {
    where: { customerId: { in: [...payers.keys()] }, kind: { in: ['receipt', 'void'] }, not: { orderId: null } },
    groupBy: ['customerId', 'businessDate', 'kind'],
    measures: { amount: { of: 'sum', column: 'amount' } },
    orderBy: ['businessDate'],
    limit: 'all',
  })
  const days = new Map<string, { readonly customerId: string; readonly businessDate: string; net: bigint }>()
  for (const { customerId: payer, businessDate, kind, amount } of rows) {
    const customerId = payers.get(payer ?? '')
    if (customerId === undefined) continue
    const key = `${businessDate} ${customerId}`
    const day = days.get(key) ?? { customerId, businessDate, net: 0n }
    day.net += kind === 'receipt' ? amount : -amount
    days.set(key, day)
  }
  const last = new Map<string, string>()
  for (const { customerId, businessDate, net } of days.values()) if (net > 0n) last.set(customerId, businessDate)
  return last
}
