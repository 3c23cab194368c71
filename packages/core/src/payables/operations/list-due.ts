import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays } from '../../values/calendar-date.ts'
import { type Aging, aged, owed } from '../aging.ts'
import { dateText, idText } from '../shapes.ts'
import { readOpenSums } from '../read-open-sums.ts'
import { payablesSuppliers } from '../tables.ts'

const schema = z.strictObject({
  branch: idText.optional(),
  supplierId: idText.optional(),
  /** As it stood at the end of this business date; today unless told. */
  asOf: dateText.optional(),
  /** How many days ahead `fallingDue` looks; 7 unless told. */
  within: z.int().min(0).max(366).default(7),
})

export interface ReadDuePayables extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadDuePayables> = schema

const amounts = {
  /** What is open on bills. */
  bills: z.string(),
  /** Of that, what is due later than `asOf` or on it. */
  notDue: z.string(),
  /** 1 to 30 days late. */
  days30: z.string(),
  days60: z.string(),
  days90: z.string(),
  older: z.string(),
  /** What is late: the four together. */
  late: z.string(),
  /** Of what is not late, what falls due within so many days. */
  fallingDue: z.string(),
  credits: z.string(),
  advances: z.string(),
  /** Bills less credit notes and advances. */
  net: z.string(),
}

const outputShape = z.object({
  asOf: z.string(),
  currency: z.string(),
  total: z.object(amounts),
  /** The most owed first. */
  suppliers: z.array(z.object({ supplierId: z.string(), name: z.string(), ...amounts })),
})

export interface DuePayables extends z.output<typeof outputShape> {}

const output: z.ZodType<DuePayables> = outputShape

/** What is owed to whom and how long it has been due: as of any date, from the facts. Two statements. */
export const due: Operation<'query', ReadDuePayables, DuePayables, never> = operation({
  name: 'payables.due',
  summary: 'Tells what is owed to suppliers, by age, and what falls due soon.',
  kind: 'query',
  input,
  output,
  async run({ store, businessDate, studio: { currency } }, { asOf = businessDate, within, branch, supplierId }) {
    const rows = await readOpenSums(store, { asOf, branch, supplierId })
    const ids = [...new Set(rows.map((row) => row.supplierId))]
    const known = await store.find(payablesSuppliers, { where: { id: { in: ids } }, limit: 'all' })
    const names = new Map(known.map((row) => [row.id, row.name]))
    const horizon = addDays(asOf, within)
    const told = (sums: typeof rows) => {
      const soon = sums.filter((sum) => sum.kind === 'bill' && sum.dueOn >= asOf && sum.dueOn <= horizon)
      return { aging: aged(sums, asOf, currency), fallingDue: aged(soon, asOf, currency).notDue }
    }
    const suppliers = ids.map((id) => {
      const { aging, fallingDue } = told(rows.filter((row) => row.supplierId === id))
      return { supplierId: id, name: names.get(id) ?? '', aging, fallingDue, owes: owed(aging).bills }
    })
    suppliers.sort((a, b) => b.owes.compareTo(a.owes) || (a.supplierId < b.supplierId ? -1 : 1))
    const all = told(rows)
    return {
      asOf,
      currency,
      total: { ...shown(all.aging), fallingDue: all.fallingDue.toString() },
      suppliers: suppliers.map(({ supplierId: id, name, aging, fallingDue }) => ({
        supplierId: id,
        name,
        ...shown(aging),
        fallingDue: fallingDue.toString(),
      })),
    }
  },
})

function shown(aging: Aging) {
  const { bills, late, net } = owed(aging)
  return {
    bills: bills.toString(),
    notDue: aging.notDue.toString(),
    days30: aging.days30.toString(),
    days60: aging.days60.toString(),
    days90: aging.days90.toString(),
    older: aging.older.toString(),
    late: late.toString(),
    credits: aging.credits.toString(),
    advances: aging.advances.toString(),
    net: net.toString(),
  }
}
