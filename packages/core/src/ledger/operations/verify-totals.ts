import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, type CalendarDate, earlierDate } from '../../values/calendar-date.ts'
import { idText } from '../shapes.ts'
import { ledgerLines, ledgerPeriods } from '../tables.ts'
import { accountTotalRows, totalRows } from '../totals.ts'
import { ledgerAccountTotals, ledgerTotals } from '../totals-tables.ts'

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
  async run(context, { branch = context.branch }) {
    // Of a branch out of reach nothing is seen, which is not to say that it is intact.
    context.demand('ledger.verifyTotals', branch)
    const { store } = context
    const through = (await store.get(ledgerPeriods, branch))?.totalledThrough ?? null
    const wanted = new Sums()
    const [first] = await store.find(ledgerLines, { where: { branch }, orderBy: ['businessDate'], limit: 1 })
    for (let from = first?.businessDate; from !== undefined && through !== null && from <= through; ) {
      const to: CalendarDate = earlierDate(addDays(from, daysAtOnce - 1), through)
      const amounts = await store.aggregate(ledgerLines, {
        where: { branch, businessDate: { gte: from, lte: to } },
        groupBy: ['branch', 'businessDate', 'account', 'currency', 'method', 'category', 'shootType', 'cash'],
        measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
        limit: 'all',
      })
      for (const row of [...totalRows(amounts), ...accountTotalRows(amounts)]) wanted.add(row)
      from = addDays(to, 1)
    }
    for (const table of [ledgerTotals, ledgerAccountTotals]) {
      for (const row of await store.find(table, { where: { branch }, limit: 'all' })) wanted.take(row)
    }
    const differing = wanted.differing()
    return { branch, through, intact: differing.length === 0, differing: differing.slice(0, mostNamed) }
  },
})

interface TotalRow {
  readonly period: string
  readonly debit: bigint
  readonly credit: bigint
}

/** What is added and not taken, or the other way round, by the key of its row. */
class Sums {
  readonly #left = new Map<string, TotalRow>()

  add(row: TotalRow): void {
    this.#move(row, 1n)
  }

  take(row: TotalRow): void {
    this.#move(row, -1n)
  }

  differing(): string[] {
    const periods = [...this.#left.values()].flatMap(({ period, debit, credit }) =>
      debit === 0n && credit === 0n ? [] : [period],
    )
    return [...new Set(periods)].sort()
  }

  #move({ debit, credit, ...key }: TotalRow, by: bigint): void {
    const columns = Object.entries(key).filter(([name]) => name !== 'tenant' && name !== 'version')
    const text = JSON.stringify(columns.sort(([one], [other]) => (one < other ? -1 : 1)))
    const before = this.#left.get(text) ?? { debit: 0n, credit: 0n }
    this.#left.set(text, {
      period: key.period,
      debit: before.debit + by * debit,
      credit: before.credit + by * credit,
    })
  }
}
