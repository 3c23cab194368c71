/** What one that is sold needs of the stock. Pure. */
import { z } from 'zod'
import type { OrderLineRow } from '../orders/index.ts'
import { Quantity } from '../values/quantity.ts'

/** What an item of the catalogue needs, as it is kept. */
export const itemNeedSchema = z.object({
  /** The id of an item of the inventory, and its code as it was then. */
  itemId: z.string(),
  item: z.string(),
  /** In its unit, for one that is sold. */
  quantity: z.int().min(1),
  /** Only of this variant. */
  variant: z.string().optional(),
  /** Only where this was chosen. */
  option: z.object({ group: z.string(), choice: z.string() }).optional(),
  /** The code of a location, in each branch that has it; the one that every branch has unless told. */
  location: z.string().optional(),
  /** The stage that takes it; what is handed over has none. */
  stage: z.string().optional(),
  reserve: z.boolean(),
  beyondStock: z.boolean(),
})

export interface ItemNeed extends z.output<typeof itemNeedSchema> {}

/** What a line needs that was sold of it. */
export function needsOfLine(needs: readonly ItemNeed[], line: Pick<OrderLineRow, 'variant' | 'options'>): ItemNeed[] {
  const chosen = (line.options ?? []) as unknown as readonly { readonly group: string; readonly choice: string }[]
  return needs.filter(({ variant, option }) => {
    if (variant !== undefined && variant !== line.variant) return false
    if (option === undefined) return true
    return chosen.some(({ group, choice }) => group === option.group && choice === option.choice)
  })
}

/** Whole units for a quantity that is sold: what is begun is taken. */
export function unitsFor(perSold: number, sold: string): number {
  const { numerator, denominator } = Quantity.of(sold).times(Quantity.of(perSold)).toRatio()
  return Number((numerator + denominator - 1n) / denominator)
}
