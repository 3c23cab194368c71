import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { payablesSuppliers } from '../../payables/index.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { labFigures as figuresOf } from '../lab-figures.ts'
import { dateText, idText } from '../shapes.ts'
import { procurementLabEvents } from '../tables.ts'

const schema = z.strictObject({
  from: dateText,
  /** Included. */
  to: dateText,
  branch: idText.optional(),
  supplierId: idText.optional(),
})

export interface ReadLabFigures extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadLabFigures> = schema

const outputShape = z.object({
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  labs: z.array(
    z.object({
      supplierId: z.string(),
      name: z.string(),
      /** Jobs that were sent in the time, rework included. */
      sent: z.int(),
      /** Jobs that came back in the time, rework included. */
      returned: z.int(),
      /** Mean days from sending to return, with one decimal; null where nothing came back. */
      turnaroundDays: z.string().nullable(),
      /** Of what came back, the share in time, in per cent with one decimal; null where nothing did. */
      onTimeRate: z.string().nullable(),
      /** Units that were accepted and rejected. */
      accepted: z.int(),
      rejected: z.int(),
      /** Of what was inspected, the share that was rejected, in per cent with one decimal; null where nothing was. */
      rejectRate: z.string().nullable(),
      /** Billed less credited, by the day on which it was recorded. */
      cost: z.string(),
    }),
  ),
})

export interface LabFiguresRead extends z.output<typeof outputShape> {}

const output: z.ZodType<LabFiguresRead> = outputShape

/** How fast and how well outside labs worked, from what happened in the time. Two statements. */
export const labFigures: Operation<'query', ReadLabFigures, LabFiguresRead, never> = operation({
  name: 'procurement.labFigures',
  summary: 'Tells how fast and how well outside labs worked.',
  kind: 'query',
  input,
  output,
  async run({ store, studio: { currency } }, { from, to, ...rest }) {
    const where = { ...present(rest), businessDate: { gte: from, lte: to } }
    const sums = await store.aggregate(procurementLabEvents, {
      where,
      groupBy: ['supplierId', 'kind'],
      measures: {
        count: { of: 'count' },
        quantity: { of: 'sum', column: 'quantity' },
        days: { of: 'sum', column: 'days' },
        late: { of: 'sum', column: 'late' },
        amount: { of: 'sum', column: 'amount' },
      },
      limit: 'all',
    })
    const ids = [...new Set(sums.map((sum) => sum.supplierId))].sort()
    const known = await store.find(payablesSuppliers, { where: { id: { in: ids } }, limit: 'all' })
    const names = new Map(known.map((row) => [row.id, row.name]))
    const labs = ids.map((supplierId) => {
      const of = (kind: string) => sums.find((sum) => sum.supplierId === supplierId && sum.kind === kind)
      const back = of('returned')
      const returned = back?.count ?? 0
      const accepted = of('accepted')?.quantity ?? 0
      const rejected = of('rejected')?.quantity ?? 0
      const cost = ['billed', 'credited', 'voided'].map((kind) => of(kind)?.amount ?? 0n)
      const [billed = 0n, credited = 0n, voided = 0n] = cost
      return {
        supplierId,
        name: names.get(supplierId) ?? '',
        sent: (of('sent')?.count ?? 0) + (of('reworked')?.count ?? 0),
        returned,
        ...figuresOf({ returned, days: back?.days ?? 0, late: back?.late ?? 0, accepted, rejected }),
        accepted,
        rejected,
        cost: Money.ofMinor(billed - credited - voided, currency).toString(),
      }
    })
    return { from, to, currency, labs }
  },
})
