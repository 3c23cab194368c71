import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { presentRental, rentalSchema } from '../present-rental.ts'
import { dateText } from '../shapes.ts'
import { rentalsRentals } from '../tables.ts'

const schema = z.strictObject({
  /** A business day; today unless told. */
  date: dateText.optional(),
})

export interface ListDueBack extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListDueBack> = schema

const outputShape = z.object({
  date: z.string(),
  /** What is with customers and due back on the day, by its time. */
  items: z.array(rentalSchema),
})

export interface DueBack extends z.output<typeof outputShape> {}

const output: z.ZodType<DueBack> = outputShape

/** What comes back on a day; rentals.overdue has what should have come before. One statement. */
export const dueBack: Operation<'query', ListDueBack, DueBack, never> = operation({
  name: 'rentals.dueBack',
  summary: 'Lists what is due back on a day.',
  kind: 'query',
  input,
  output,
  async run({ store, studio, branch, businessDate }, { date = businessDate }) {
    const { start, end } = studio.days(branch).intervalOf(date)
    const rows = await store.find(rentalsRentals, {
      where: { branch, state: 'handedOut', endsAt: { gte: start, lt: end } },
      orderBy: ['endsAt', 'id'],
      limit: 'all',
    })
    return { date, items: rows.map(presentRental) }
  },
})
