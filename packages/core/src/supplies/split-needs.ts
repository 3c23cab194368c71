/** Pieces of a line become a line of their own: what it needs is shared out between the two. */
import type { CommandContext } from '../engine/context.ts'
import type { LineSplit } from '../orders/index.ts'
import { unitsFor } from './item-needs.ts'
import { countNeed, needsOfLines } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { settlePromises } from './promises.ts'
import { suppliesLineNeeds } from './tables.ts'

/** What was taken already is of the rest first. Nothing new is wanted, so nothing is refused. */
export async function splitNeeds(context: CommandContext, { rest, part }: LineSplit): Promise<void> {
  if (!(await context.settings(needsBook)).used) return
  const needs = await needsOfLines(context, [rest])
  const shared = needs.flatMap(({ need, line }) => {
    const kept = Math.min(unitsFor(need.perSold, line.quantity), need.wanted)
    const keptTaken = Math.min(need.taken, kept)
    const keptOpen = need.closed ? 0 : kept - keptTaken
    const after = countNeed(context, need, {
      wanted: kept - need.wanted,
      taken: keptTaken - need.taken,
      outstanding: keptOpen - need.outstanding,
    })
    const wanted = need.wanted - kept
    const taken = need.taken - keptTaken
    const apart = context.store.insert(suppliesLineNeeds, {
      ...need,
      id: context.newId(),
      lineId: part.id,
      wanted,
      taken,
      outstanding: need.closed ? 0 : Math.max(wanted - taken, 0),
      redone: 0,
      again: 0,
    })
    return [
      { need: after, line },
      { need: apart, line: part },
    ]
  })
  await settlePromises(context, shared, { partly: () => true })
}
