import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { presentRental, rentalSchema } from '../present-rental.ts'
import { dateText } from '../shapes.ts'
import { rentalsRentals } from '../tables.ts'

const schema = z.strictObject({
  /** A business day; today unless told. */
  date: dateText.optional(),
})

export interface ListDueOut extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListDueOut> = schema

const outputShape = z.object({
  date: z.string(),
  /** What goes out on the day and has not yet, by its time. */
  items: z.array(rentalSchema),
  /** What should have gone out before: hand it out, change it, or record a no-show. */
  missed: z.array(rentalSchema),
})

export interface DueOut extends z.output<typeof outputShape> {}

const output: z.ZodType<DueOut> = outputShape

/** What goes out on a day. One statement. */
export const dueOut: Operation<'query', ListDueOut, DueOut, never> = operation({
  name: 'rentals.dueOut',
  summary: 'Lists what goes out on a day, and what should have gone out before.',
  kind: 'query',
  input,
  output,
  async run({ store, studio, branch, businessDate }, { date = businessDate }) {
    const day = studio.days(branch).intervalOf(date)
    const rows = await store.find(rentalsRentals, {
      where: { branch, state: 'reserved', startsAt: { lt: day.end } },
      orderBy: ['startsAt', 'id'],
      limit: 'all',
    })
    const items = rows.filter(({ startsAt }) => startsAt >= day.start)
    const missed = rows.filter(({ startsAt }) => startsAt < day.start)
    return { date, items: items.map(presentRental), missed: missed.map(presentRental) }
  },
})
