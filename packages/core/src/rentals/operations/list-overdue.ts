import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { daysLate, lateFee } from '../late-fee.ts'
import { presentRental, rentalSchema } from '../present-rental.ts'
import { pageMembers } from '../shapes.ts'
import { rentalsRentals } from '../tables.ts'

const schema = z.strictObject(pageMembers)

export interface ListOverdue extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListOverdue> = schema

const itemSchema = z.object({
  rental: rentalSchema,
  /** Days of 24 hours that have begun since it was due; 0 within the grace. */
  daysLate: z.int(),
  /** What the late fee would be now. */
  fee: z.string(),
})

const outputShape = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface Overdue extends z.output<typeof outputShape> {}

const output: z.ZodType<Overdue> = outputShape

/** What should be back and is not, the longest first. One statement. */
export const overdue: Operation<'query', ListOverdue, Overdue, never> = operation({
  name: 'rentals.overdue',
  summary: 'Lists what is overdue, with the fee that a return now would cost.',
  kind: 'query',
  input,
  output,
  async run({ store, branch, now }, { limit, cursor }) {
    const page = await store.page(rentalsRentals, {
      where: { branch, state: 'handedOut', endsAt: { lt: now } },
      orderBy: ['endsAt', 'id'],
      limit,
      cursor,
    })
    const items = page.items.map((row) => {
      const { currency, endsAt, lateGraceMinutes: graceMinutes, lateFeeCap } = row
      const perDay = Money.ofMinor(row.lateFeePerDay, currency)
      const cap = lateFeeCap === null ? null : Money.ofMinor(lateFeeCap, currency)
      const fee = lateFee({ perDay, graceMinutes, cap }, row.quantity, endsAt, now)
      return { rental: presentRental(row), daysLate: daysLate(endsAt, now, graceMinutes), fee: fee.toString() }
    })
    return { items, next: page.next }
  },
})
