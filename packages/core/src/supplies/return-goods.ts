/** A pickup is taken back: its goods are in stock again at the cost at which they left, and promised to their lines. */
import type { CommandContext } from '../engine/context.ts'
import type { LinesReturned } from '../orders/index.ts'
import { bringBack } from './bring-back.ts'
import { countNeed, needsOfLines, reopenNeeds, withNeighbours } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { settlePromises } from './promises.ts'

/** What stages used up stays used; what they were passed over for is open again. @throws what `postMovement` throws */
export async function returnGoods(context: CommandContext, { lines, reason }: LinesReturned): Promise<void> {
  if (!(await context.settings(needsBook)).used) return
  const needs = await needsOfLines(context, lines)
  if (needs.length === 0) return
  await reopenNeeds(
    context,
    needs.map(({ need }) => need),
  )
  const backs = needs.map((of) => ({ ...of, kind: 'delivery', quantity: of.need.taken }))
  const open = (await bringBack(context, backs, reason)).map(({ need, line, quantity }) => {
    const outstanding = Math.max(need.wanted - (need.taken - quantity), 0) - need.outstanding
    return { line, need: countNeed(context, need, { taken: -quantity, outstanding }) }
  })
  await settlePromises(context, withNeighbours(needs, open), { partly: () => true })
}
