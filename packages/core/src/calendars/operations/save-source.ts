/** Says which calendar of somebody else makes a resource busy, and on what terms. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { ResourceRetired, ResourceUnknown, type resources } from '../../resources/index.ts'
import type { RowOf } from '../../storage/table.ts'
import { CalendarSourceRefused, CalendarSourceUnknown } from '../errors.ts'
import { calendarSourceChanged } from '../events.ts'
import { findResource } from '../find-resource.ts'
import { type HeldSource, holdSource, requireInUse, zoneOfResource } from '../hold-source.ts'
import { type CalendarSource, presentSource, sourceOutput } from '../present-source.ts'
import { idText, line, zoneText } from '../shapes.ts'
import { calendarsImports, calendarsSources, calendarsTitles, type SourceRow } from '../source-tables.ts'

const schema = z
  .strictObject({
    /** Of one that is there, to change it; a new one unless told. */
    sourceId: idText.optional(),
    /** The id or code of the resource that it makes busy. That of one that is there stays. */
    resource: idText.optional(),
    /** What the studio calls it. */
    name: line(100),
    /** Where the host fetches it. It is kept as information: nothing is fetched here. */
    address: line(2000).nullish(),
    /** For whole days and times without a zone, where the calendar does not say its own; that of the resource unless told. */
    timeZone: zoneText.nullish(),
    /** How many days ahead are read at least: 1 to 1500, 400 unless told. */
    daysAhead: z.int().min(1).max(1500).default(400),
    /** Whether what is only tentative makes busy; true unless told. */
    tentative: z.boolean().default(true),
    /** Whether what is of whole days makes busy; true unless told. */
    wholeDays: z.boolean().default(true),
    /** Whether the titles of events are kept, but of private ones. They are personal data; false unless told. */
    keepsTitles: z.boolean().default(false),
  })
  .refine(({ sourceId, resource }) => (sourceId === undefined) !== (resource === undefined), {
    message: 'must be given for a new calendar, or sourceId in its place, and not both',
    path: ['resource'],
  })

export interface SaveSource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SaveSource> = schema

/** Calendars that one resource may be busy by. */
const mostSources = 20

const errors = [ResourceUnknown, ResourceRetired, CalendarSourceUnknown, CalendarSourceRefused] as const

/** Terms that are changed hold from the next file on: it is `due`. */
export const saveSource: Operation<'command', SaveSource, CalendarSource, (typeof errors)[number]> = operation({
  name: 'calendars.saveSource',
  summary: 'Says which calendar of somebody else makes a resource busy, and on what terms.',
  kind: 'command',
  input,
  output: sourceOutput,
  errors,
  async run(context, { sourceId, resource: named = '', address = null, timeZone = null, ...terms }) {
    const { store, now } = context
    const permission = 'calendars.saveSource'
    const held = sourceId === undefined ? undefined : await holdSource(context, sourceId, permission)
    const resource = held?.resource ?? (await findResource(context, named))
    context.demand(permission, resource.branch)
    requireInUse(context, resource)
    await checkName(context, resource, terms.name, sourceId)
    const set = { ...terms, address, timeZone, savedAt: now }
    const row =
      held === undefined
        ? store.insert(calendarsSources, { id: context.newId(), resourceId: resource.id, ...set, endedAt: null })
        : await changed(context, held, set)
    context.emit(calendarSourceChanged, { sourceId: row.id, resourceId: resource.id, kind: 'saved' })
    const kept = held === undefined ? undefined : await store.get(calendarsImports, row.id)
    return presentSource(row, kept, zoneOfResource(context, resource), now)
  },
})

async function changed(context: CommandContext, { source }: HeldSource, set: Partial<SourceRow>): Promise<SourceRow> {
  const { store } = context
  const row = await store.update(calendarsSources, source, set)
  const isSame = (['timeZone', 'daysAhead', 'tentative', 'wholeDays', 'keepsTitles'] as const).every(
    (term) => row[term] === source[term],
  )
  if (isSame) return row
  await store.updateWhere(calendarsImports, { sourceId: row.id }, { contentHash: null })
  if (!row.keepsTitles) await store.deleteWhere(calendarsTitles, { sourceId: row.id })
  return row
}

/** One after the other for a resource. @throws CALENDAR_SOURCE_REFUSED */
async function checkName(
  { store }: CommandContext,
  { id: resourceId, code: resource }: RowOf<typeof resources>,
  name: string,
  sourceId: string | undefined,
): Promise<void> {
  await store.lock([`calendars.sources ${resourceId}`])
  const all = await store.find(calendarsSources, { where: { resourceId, endedAt: null }, limit: 'all' })
  const others = all.filter(({ id }) => id !== sourceId)
  if (others.some((other) => other.name === name)) {
    throw CalendarSourceRefused.create({
      resource,
      field: 'name',
      rule: 'differ from those of the others',
      value: name,
    })
  }
  if (others.length < mostSources) return
  const value = `one more than ${others.length}`
  throw CalendarSourceRefused.create({ resource, field: 'the number', rule: `be at most ${mostSources}`, value })
}
