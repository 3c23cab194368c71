/** The titles of busy times, of sources that keep them. */
import type { CommandContext } from '../engine/context.ts'
import { laterOf } from '../claims/index.ts'
import type { BusySpan } from './icalendar/index.ts'
import { calendarsTitles, type SourceRow } from './source-tables.ts'

const longestTitle = 200

/** In the place of those that there were. Statements: none where titles are not kept, else two. */
export async function keepTitles(
  context: CommandContext,
  { id: sourceId, resourceId, keepsTitles }: SourceRow,
  spans: readonly BusySpan[],
): Promise<void> {
  if (!keepsTitles) return
  const { store } = context
  await store.deleteWhere(calendarsTitles, { sourceId })
  for (const { from, to, title } of spans) {
    // As many characters as a column counts: code points.
    const kept =
      title === null ? null : [...title.slice(0, longestTitle * 2)].slice(0, longestTitle).join('').toWellFormed()
    const times = { startsAt: from, endsAt: laterOf(from, to) }
    store.insert(calendarsTitles, { id: context.newId(), sourceId, resourceId, ...times, title: kept })
  }
}
