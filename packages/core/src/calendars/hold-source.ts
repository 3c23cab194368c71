/** Finds calendars of others, with the resources that they make busy. */
import { releaseClaims } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ResourceRetired, ResourceUnknown, resources } from '../resources/index.ts'
import type { RowOf } from '../storage/table.ts'
import { CalendarSourceUnknown } from './errors.ts'
import { calendarSourceChanged } from './events.ts'
import { calendarsImports, calendarsSources, calendarsTitles, type SourceRow } from './source-tables.ts'

type ResourceRow = RowOf<typeof resources>

export interface HeldSource {
  readonly source: SourceRow
  readonly resource: ResourceRow
}

/**
 * Locked until the command ends; in a branch in which the actor may do this. Two statements.
 *
 * @throws CALENDAR_SOURCE_UNKNOWN, PERMISSION_MISSING
 */
export async function holdSource(context: CommandContext, sourceId: string, permission: string): Promise<HeldSource> {
  const source = await context.store.getForUpdate(calendarsSources, sourceId)
  if (source === undefined || source.endedAt !== null) throw CalendarSourceUnknown.create({ sourceId })
  const resource = await context.store.get(resources, source.resourceId)
  if (resource === undefined) throw ResourceUnknown.create({ resourceId: source.resourceId })
  context.demand(permission, resource.branch)
  return { source, resource }
}

/** @throws RESOURCE_RETIRED for one that is out of use by today: nobody books it */
export function requireInUse({ businessDate }: CommandContext, { code, retiredFrom }: ResourceRow): void {
  if (retiredFrom !== null && retiredFrom <= businessDate) {
    throw ResourceRetired.create({ resource: code, from: retiredFrom })
  }
}

/** The zone of a resource: its own, or that of its branch. */
export const zoneOfResource = (
  { studio }: Pick<QueryContext | CommandContext, 'studio'>,
  { timeZone, branch }: Pick<ResourceRow, 'timeZone' | 'branch'>,
): string => timeZone ?? studio.branch(branch).timeZone ?? studio.timeZone

/** Nobody is busy by it any more. Statements: those of letting go of claims, and three. */
export async function endSourceFor(context: CommandContext, source: SourceRow): Promise<SourceRow> {
  const { store, now } = context
  await releaseClaims(context, [source.id])
  await store.deleteWhere(calendarsImports, { sourceId: source.id })
  await store.deleteWhere(calendarsTitles, { sourceId: source.id })
  const ended = await store.update(calendarsSources, source, { endedAt: now, address: null })
  context.emit(calendarSourceChanged, { sourceId: source.id, resourceId: source.resourceId, kind: 'ended' })
  return ended
}
