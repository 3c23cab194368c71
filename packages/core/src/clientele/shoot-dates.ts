/** Where the days of shoots come from: a room or plugin that knows them fills the registry. */
import type { CommandContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'

/** Tells on which days orders were photographed. */
export interface ShootDates {
  readonly name: string
  /** The days, `YYYY-MM-DD`, by the id of the order. */
  datesOf(
    context: Pick<CommandContext, 'store'>,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>
}

export const shootDates: Registry<ShootDates> = defineRegistry<ShootDates>('clientele.shootDates', ({ name }) => name)
