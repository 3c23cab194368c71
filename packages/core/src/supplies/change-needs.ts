/** Lines are changed or cancelled: what they need follows, and so does what is promised. */
import type { CommandContext } from '../engine/context.ts'
import type { CancelledLines, LinesChanged } from '../orders/index.ts'
import { unitsFor } from './item-needs.ts'
import { closeNeeds, countNeed, endNeeds, type NeedOfLine, needsOfLines } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { settlePromises } from './promises.ts'
import { keepNeeds } from './sell-needs.ts'

/** @throws OUT_OF_STOCK where more is wanted than is there */
export async function changeNeeds(context: CommandContext, { changes }: LinesChanged): Promise<void> {
  for (const change of changes) if (isAnother(change)) await renewNeeds(context, change)
  const counted = changes.filter((change) => !isAnother(change))
  if (counted.length > 0) await countNeedsAgain(context, counted)
}

type Change = LinesChanged['changes'][number]

const isAnother = ({ before, after }: Change): boolean =>
  before.itemId !== after.itemId ||
  before.variant !== after.variant ||
  JSON.stringify(before.options) !== JSON.stringify(after.options)

/** What the line was needs nothing more; what it is needs what its item needs today. */
async function renewNeeds(context: CommandContext, { before, after }: Change): Promise<void> {
  const needs = (await context.settings(needsBook)).used ? await needsOfLines(context, [before]) : []
  await freePromises(context, needs, await endNeeds(context, needs.map(needOf)))
  await keepNeeds(context, { order: { id: after.orderId, branch: after.branch }, lines: [after] })
}

async function countNeedsAgain(context: CommandContext, changes: readonly Change[]): Promise<void> {
  if (!(await context.settings(needsBook)).used) return
  const needs = await needsOfLines(
    context,
    changes.map(({ after }) => after),
  )
  const changed = needs
    .filter(({ need }) => !need.closed)
    .map(({ need, line }) => {
      const wanted = unitsFor(need.perSold, line.quantity) - need.wanted
      const outstanding = Math.max(need.wanted + wanted - need.taken, 0) - need.outstanding
      return { line, more: wanted > 0, need: countNeed(context, need, { wanted, outstanding }) }
    })
  if (changed.length === 0) return
  const more = new Set(changed.flatMap((of) => (of.more ? [of.need.id] : [])))
  // Whoever wants no more than before is not refused for what was promised and is no longer there.
  await settlePromises(context, changed, { partly: ({ need }) => !more.has(need.id) })
}

/** What was used of lines that are cancelled stays their cost; nothing more is taken for them. */
export async function closeNeedsOfLines(context: CommandContext, { lines }: CancelledLines): Promise<void> {
  if (!(await context.settings(needsBook)).used) return
  const needs = await needsOfLines(context, lines)
  await freePromises(context, needs, await closeNeeds(context, needs.map(needOf)))
}

const needOf = ({ need }: NeedOfLine): NeedOfLine['need'] => need

async function freePromises(
  context: CommandContext,
  of: readonly NeedOfLine[],
  closed: readonly NeedOfLine['need'][],
): Promise<void> {
  const lineOf = new Map(of.map(({ line }) => [line.id, line]))
  const released = closed.flatMap((need) => {
    const line = lineOf.get(need.lineId)
    return line === undefined ? [] : [{ need, line }]
  })
  await settlePromises(context, released)
}
