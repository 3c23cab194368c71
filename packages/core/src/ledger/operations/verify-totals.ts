import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, type CalendarDate, earlierDate } from '../../values/calendar-date.ts'
import { idText } from '../shapes.ts'
import { ledgerLines, ledgerPeriods } from '../tables.ts'
import { totalRows } from '../totals.ts'
import { ledgerTotals } from '../totals-tables.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface VerifyTotals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, VerifyTotals> = schema

const outputShape = z.object({
  branch: z.string(),
  /** The last business date whose entries are in the totals; null where none are. */
  through: z.string().nullable(),
  /** Whether the totals are the sums of the lines, exactly. */
  intact: z.boolean(),
  /** Days, months and years (ISO 8601) whose totals are not; the first hundred. */
  differing: z.array(z.string()),
})

export interface TotalsVerified extends z.output<typeof outputShape> {
  differing: string[]
}

const output: z.ZodType<TotalsVerified> = outputShape

const daysAtOnce = 31
const mostNamed = 100

/** Adds all lines of totalled days up and holds the totals against them. Costs by entries: for audits, not for screens. */
export const verifyTotals: Operation<'query', VerifyTotals, TotalsVerified, never> = operation({
  name: 'ledger.verifyTotals',
  summary: 'Tells whether the totals of a branch are the sums of its entries.',
  kind: 'query',
  input,
  output,
  async run({ store, branch: here }, { branch = here }) {
    const through = (await store.get(ledgerPeriods, branch))?.totalledThrough ?? null
    const wanted = new Map<string, Sums>()
    const add = ({ period, debit, credit, ...key }: TotalRow): void => {
      const sums = wanted.get(keyOf(period, key)) ?? { period, debit: 0n, credit: 0n }
      wanted.set(keyOf(period, key), { period, debit: sums.debit + debit, credit: sums.credit + credit })
    }
    const [first] = await store.find(ledgerLines, { where: { branch }, orderBy: ['businessDate'], limit: 1 })
    for (let from = first?.businessDate; from !== undefined && through !== null && from <= through; ) {
      const to: CalendarDate = earlierDate(addDays(from, daysAtOnce - 1), through)
      const amounts = await store.aggregate(ledgerLines, {
        where: { branch, businessDate: { gte: from, lte: to } },
        groupBy: ['branch', 'businessDate', 'account', 'currency', 'method', 'category', 'shootType', 'cash'],
        measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
        limit: 'all',
      })
      for (const row of totalRows(amounts)) add(row)
      from = addDays(to, 1)
    }
    const differing = new Set<string>()
    for (const { period, debit, credit, version: _, ...key } of await store.find(ledgerTotals, {
      where: { branch },
      limit: 'all',
    })) {
      const sums = wanted.get(keyOf(period, key))
      if (sums?.debit !== debit || sums.credit !== credit) differing.add(period)
      wanted.delete(keyOf(period, key))
    }
    for (const { period } of wanted.values()) differing.add(period)
    return { branch, through, intact: differing.size === 0, differing: [...differing].sort().slice(0, mostNamed) }
  },
})

type TotalRow = ReturnType<typeof totalRows>[number]

interface Sums {
  readonly period: string
  readonly debit: bigint
  readonly credit: bigint
}

const keyOf = (period: string, key: Omit<TotalRow, 'period' | 'debit' | 'credit'>): string =>
  JSON.stringify([period, key.account, key.currency, key.method, key.category, key.shootType, key.cash])
