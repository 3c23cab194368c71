/** The calendars of others by which resources are busy. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { resourceBook } from '../../resources/index.ts'
import { type CalendarSource, presentSource, sourceOutput } from '../present-source.ts'
import { idText } from '../shapes.ts'
import { calendarsImports, calendarsSources } from '../source-tables.ts'

const schema = z.strictObject({
  /** The id or code of a resource; all of them unless told. */
  resource: idText.optional(),
  /** Also those that were ended. */
  ended: z.boolean().default(false),
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListSources extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListSources> = schema

export interface SourcePage {
  items: CalendarSource[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<SourcePage> = z.object({ items: z.array(sourceOutput), next: z.string().nullable() })

/** Those of resources of the branches in which the actor may list them, the oldest first. Statements: those of the book of resources, and two. */
export const sources: Operation<'query', ListSources, SourcePage> = operation({
  name: 'calendars.sources',
  summary:
    'The calendars of others by which resources are busy, what to ask their servers with, and what was left out of them.',
  kind: 'query',
  input,
  output,
  async run(context, { resource: named, ended, limit, cursor }) {
    const { store, now } = context
    const book = await resourceBook(context)
    const branches = context.branchesWith('calendars.sources')
    const ofBranches = book.resources.filter(({ branch }) => branches === 'all' || branches.includes(branch))
    const meant =
      named === undefined
        ? ofBranches
        : ofBranches.filter(({ id, code }) => id === named || (code === named && !book.byId.has(named)))
    const page = await store.page(calendarsSources, {
      where: {
        ...(ended ? {} : { endedAt: null }),
        ...(named === undefined && branches === 'all' ? {} : { resourceId: { in: meant.map(({ id }) => id) } }),
      },
      orderBy: ['id'],
      limit,
      cursor,
    })
    const ids = page.items.map(({ id }) => id)
    const kept =
      ids.length === 0 ? [] : await store.find(calendarsImports, { where: { sourceId: { in: ids } }, limit: 'all' })
    const byId = new Map(kept.map((row) => [row.sourceId, row]))
    const zoneOf = (resourceId: string): string => book.byId.get(resourceId)?.timeZone ?? context.studio.timeZone
    return {
      items: page.items.map((row) => presentSource(row, byId.get(row.id), zoneOf(row.resourceId), now)),
      next: page.next,
    }
  },
})
