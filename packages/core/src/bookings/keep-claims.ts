/** Lets what is held stand for longer, or for good. */
import { claims, heldClaims, touchResources } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Instant } from '../values/instant.ts'

/**
 * Whether all claims of the reference still stand: then they do so until `until`, for good where that is null. Nobody else took any of it: what is held is
 * as taken as what is booked; and who takes it at the moment when it ends raises the versions that are raised here. Three statements.
 */
export async function keepClaims(context: CommandContext, reference: string, until: Instant | null): Promise<boolean> {
  const { store, now } = context
  const before = await store.find(claims, { where: { reference }, limit: 'all' })
  if (before.length === 0) return false
  await touchResources(
    context,
    before.map(({ resource }) => resource),
  )
  // Whoever waited for the versions looks again: the hold may have been given to somebody else meanwhile.
  const standing = await heldClaims(store, { where: { reference, expiresAt: { gt: now } }, limit: 'all' })
  if (standing.length < before.length) return false
  const names = new Set(before.map(({ resource }) => resource))
  if (standing.some(({ resource }) => !names.has(resource))) {
    // It goes under the name of a unit by now, or under its own again: begun anew, that version is raised.
    throw VersionConflict.create({ table: claims.name, key: reference, expected: 0 })
  }
  const kind = until === null ? 'booking' : 'hold'
  await store.updateWhere(claims, { reference }, { expiresAt: until, kind })
  return true
}
