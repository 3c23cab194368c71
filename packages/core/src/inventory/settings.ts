/** What a studio decides about its inventory. */
import { z } from 'zod'

const schema = z.object({
  /** Days without a movement out after which an item is a slow mover. */
  slowAfterDays: z.int().min(1).max(3650).default(90),
  /** Days before its end at which a lot is told as expiring. */
  expiringWithinDays: z.int().min(0).max(3650).default(30),
})

export interface InventorySettings extends z.output<typeof schema> {}

export const inventorySettings: { readonly name: 'inventory'; readonly settings: z.ZodType<InventorySettings> } = {
  name: 'inventory',
  settings: schema,
}
