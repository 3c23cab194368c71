/** What keeps a booking from a start, at the place that comes nearest. Pure. */
import type { ResourceBook } from '../resources/index.ts'
import type { Shortage } from './errors.ts'
import { explain, type SlotExplanation } from './search/explain.ts'
import type { SlotQuery } from './search/query.ts'
import { tellWhy } from './tell-why.ts'

const shortIn = ({ requirements }: SlotExplanation): number => requirements.filter(({ enough }) => !enough).length

/** The explanation of the place with the fewest requirements that are short. */
export function nearestExplanation(queries: readonly SlotQuery[], start: number): SlotExplanation | null {
  let nearest: SlotExplanation | null = null
  for (const query of queries) {
    const told = explain(query, start)
    if (nearest === null || shortIn(told) < shortIn(nearest)) nearest = told
  }
  return nearest
}

export function shortagesAt(
  queries: readonly SlotQuery[],
  start: number,
  book: ResourceBook,
  timeZone: string,
): readonly Shortage[] {
  const told = nearestExplanation(queries, start)
  if (told === null) return []
  return told.requirements
    .filter(({ enough }) => !enough)
    .map(({ name, count, free, members }) => ({
      requirement: name,
      needed: count,
      free,
      why: members
        .filter((member) => !member.free)
        .map(
          ({ resource, reasons }) =>
            `${book.byId.get(resource)?.code ?? resource} ${reasons.map((why) => tellWhy(why, timeZone)).join(', ')}`,
        ),
    }))
}
