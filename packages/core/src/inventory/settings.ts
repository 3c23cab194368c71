/** What a studio decides about its inventory. */
import { z } from 'zod'

const schema = z.object({
  /** Days without a movement out after which an item is a slow mover. */
  slowAfterDays: z.int().min(1).max(3650).default(90),
  /** Days before its end at which a lot is told as expiring. */
  expiringWithinDays: z.int().min(0).max(3650).default(30),
  /** Of what is there, how much may be used in those days and it still is a slow mover, in per cent. */
  slowPercent: z.int().min(0).max(100).default(10),
  /** Days after which a slow mover is to be sold for less. */
  discountAfterDays: z.int().min(1).max(3650).default(180),
  /** Days after which it is to be cleared. */
  clearAfterDays: z.int().min(1).max(3650).default(365),
  /** Without levels an item is low when what is available lasts fewer days, as it was used lately. */
  lowDays: z.int().min(1).max(3650).default(7),
  /** Without levels there is too much of an item when it lasts longer. */
  overDays: z.int().min(1).max(3650).default(365),
  /** Of the cost of all that is used, how many per cent items of class A come to, and those of A and B together. */
  abc: z
    .strictObject({ a: z.int().min(0).max(100), b: z.int().min(0).max(100) })
    .refine(({ a, b }) => a <= b, 'a must not be above b')
    .default({ a: 80, b: 95 }),
})

export interface InventorySettings extends z.output<typeof schema> {}

export const inventorySettings: { readonly name: 'inventory'; readonly settings: z.ZodType<InventorySettings> } = {
  name: 'inventory',
  settings: schema,
}
