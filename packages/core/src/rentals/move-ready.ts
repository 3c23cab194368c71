/** Moves the time at which units are ready again, and tells of whom they run over. */
import { prolongClaim } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { rentalConflictFound } from './events.ts'
import { resourceOf } from './overruns.ts'
import { readCounts } from './rentable-items.ts'
import type { RentalRow } from './tables.ts'

/**
 * The claim of the rental ends then, or where the next one begins: nothing of that one is moved. Statements: the lock of the
 * name, the claim and its update; one more to a later time, and two for units that are only counted.
 */
export async function moveReady(context: CommandContext, rental: RentalRow, to: Instant): Promise<void> {
  const { id: reference, serialId, itemId } = rental
  const counts = serialId === null ? await readCounts(context, [itemId]) : undefined
  const capacity = counts === undefined ? 1 : (counts.get(itemId) ?? 0)
  const claim = { reference, resource: resourceOf(rental), capacity }
  const { standing } = await prolongClaim(context, claim, to)
  if (standing.length === 0) return
  const others = [...new Set(standing.map((taken) => taken.reference))].sort()
  context.emit(rentalConflictFound, { rentalId: reference, readyAt: to, with: others })
}
