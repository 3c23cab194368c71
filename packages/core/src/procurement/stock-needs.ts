/** What is needed beside what is promised: a room or plugin that knows of it fills the registry, and suggestions count it. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'

/** Units of an item that will be taken at a location of the branch, and that nobody was promised yet. */
export interface StockNeed {
  readonly itemId: string
  readonly locationId: string
  readonly quantity: number
}

export interface StockNeeds {
  readonly name: string
  /** Of the branch of the context; of these items, or of all. */
  neededOf(
    context: Pick<QueryContext | CommandContext, 'branch' | 'store'>,
    of: { readonly itemIds?: readonly string[] | undefined },
  ): Promise<readonly StockNeed[]>
}

export const stockNeeds: Registry<StockNeeds> = defineRegistry<StockNeeds>('procurement.stockNeeds', ({ name }) => name)
