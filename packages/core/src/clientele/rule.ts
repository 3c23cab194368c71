/** Rules that put customers into classes. Pure. */
import { z } from 'zod'
import { addDays } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { Facet, Summary } from './summarise.ts'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount of zero or more')
const place = z.string().trim().min(1).max(32).optional()
const days = z.int().min(1).max(36_500)

/** Every member that is given must hold. */
export const conditionSchema = z
  .strictObject({
    /** What was ordered in all, cancelled lines left out. */
    amountAtLeast: amount.optional(),
    amountBelow: amount.optional(),
    ordersAtLeast: z.int().min(1).optional(),
    ordersBelow: z.int().min(1).optional(),
    /** Ordered on so many different dates at least. */
    occasionsAtLeast: z.int().min(1).optional(),
    /** The last order is at most so many days ago. */
    boughtWithinDays: days.optional(),
    /** The last order is more than so many days ago. */
    notBoughtForDays: days.optional(),
    /** Bought it at any time. */
    bought: z
      .strictObject({ kind: z.enum(['item', 'category', 'shootType']), value: z.string().min(1).max(60) })
      .optional(),
    region: z.strictObject({ province: place, city: place, district: place }).optional(),
    /** Whether something was not picked up yet. */
    waiting: z.boolean().optional(),
  })
  .refine((condition) => Object.keys(condition).length > 0, 'must hold a condition')

export interface Condition extends z.output<typeof conditionSchema> {}

/** What a rule is held against. */
export interface Facts {
  readonly summary: Summary
  readonly facets: readonly Pick<Facet, 'kind' | 'value'>[]
  readonly province: string | null
  readonly city: string | null
  readonly district: string | null
  readonly today: string
  readonly currency: string
}

/** The names of the conditions that put a customer into a class; undefined where none of the lists holds whole. */
export function reasonsOf(when: readonly Condition[], facts: Facts): readonly string[] | undefined {
  const held = when.find((condition) => holds(condition, facts))
  return held === undefined ? undefined : Object.keys(held)
}

function holds(condition: Condition, { summary, facets, today, currency, ...home }: Facts): boolean {
  const minor = (text: string): bigint => Money.of(text, currency).minor
  const { amountAtLeast, amountBelow, ordersAtLeast, ordersBelow, occasionsAtLeast, bought, region, waiting } =
    condition
  const { boughtWithinDays, notBoughtForDays } = condition
  return (
    (amountAtLeast === undefined || summary.amount >= minor(amountAtLeast)) &&
    (amountBelow === undefined || summary.amount < minor(amountBelow)) &&
    (ordersAtLeast === undefined || summary.orders >= ordersAtLeast) &&
    (ordersBelow === undefined || summary.orders < ordersBelow) &&
    (occasionsAtLeast === undefined || summary.occasions >= occasionsAtLeast) &&
    (boughtWithinDays === undefined || summary.lastOn >= addDays(today, -boughtWithinDays)) &&
    (notBoughtForDays === undefined || summary.lastOn < addDays(today, -notBoughtForDays)) &&
    (waiting === undefined || summary.waiting === waiting) &&
    (bought === undefined || facets.some(({ kind, value }) => kind === bought.kind && value === bought.value)) &&
    (region === undefined ||
      (['province', 'city', 'district'] as const).every(
        (part) => region[part] === undefined || region[part] === home[part],
      ))
  )
}
