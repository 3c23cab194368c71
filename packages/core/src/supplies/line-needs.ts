/** What lines need: read, and counted on. Whoever changes it holds the order of the line. */
import type { CommandContext } from '../engine/context.ts'
import type { OrderLineRow } from '../orders/index.ts'
import { type LineNeedRow, suppliesLineNeeds } from './tables.ts'

/** A need with the line that has it. */
export interface NeedOfLine {
  readonly need: LineNeedRow
  readonly line: OrderLineRow
}

const counters = ['wanted', 'taken', 'outstanding', 'redone', 'again'] as const

export type NeedCount = (typeof counters)[number]

/** What lines need, those of one line in the order in which they are set. One statement. */
export async function needsOfLines(
  { store }: Pick<CommandContext, 'store'>,
  lines: readonly OrderLineRow[],
): Promise<readonly NeedOfLine[]> {
  if (lines.length === 0) return []
  const byId = new Map(lines.map((line) => [line.id, line]))
  const where = { lineId: { in: [...byId.keys()] } }
  const rows = await store.find(suppliesLineNeeds, { where, orderBy: ['lineId', 'id'], limit: 'all' })
  return rows.flatMap((need) => {
    const line = byId.get(need.lineId)
    return line === undefined ? [] : [{ need, line }]
  })
}

/** Of all these needs, those of the same lines and things as some that have changed; what has changed as it now is. Pure. */
export function withNeighbours(all: readonly NeedOfLine[], changed: readonly NeedOfLine[]): readonly NeedOfLine[] {
  const keyOf = ({ need }: NeedOfLine): string => `${need.lineId} ${need.itemId} ${need.locationId}`
  const keys = new Set(changed.map(keyOf))
  const now = new Map(changed.map((of) => [of.need.id, of]))
  return all.filter((of) => keys.has(keyOf(of))).map((of) => now.get(of.need.id) ?? of)
}

/** Adds to what is counted of a need, late; answers it as it then stands. */
export function countNeed(
  { store }: Pick<CommandContext, 'store'>,
  need: LineNeedRow,
  by: Partial<Readonly<Record<NeedCount, number>>>,
): LineNeedRow {
  const nothing = { wanted: 0, taken: 0, outstanding: 0, redone: 0, again: 0 }
  store.accumulateLate(suppliesLineNeeds, [{ ...need, ...nothing, ...by }], counters)
  const after = { ...need }
  for (const count of counters) after[count] += by[count] ?? 0
  return after
}

/** Nothing is taken for these any more. One statement. */
export async function closeNeeds(
  { store }: Pick<CommandContext, 'store'>,
  needs: readonly LineNeedRow[],
): Promise<readonly LineNeedRow[]> {
  const open = needs.filter(({ closed }) => !closed)
  if (open.length === 0) return []
  return store.updateAll(suppliesLineNeeds, open, { outstanding: 0, closed: true })
}

/** Nothing is needed for these any more: what was taken was all. One statement. */
export async function endNeeds(
  context: Pick<CommandContext, 'store'>,
  needs: readonly LineNeedRow[],
): Promise<readonly LineNeedRow[]> {
  const closed = await closeNeeds(context, needs)
  return closed.map((need) => countNeed(context, need, { wanted: need.taken - need.wanted }))
}

/** What was closed is to be taken again, as far as it was not. One statement where anything was. */
export async function reopenNeeds(
  context: Pick<CommandContext, 'store'>,
  needs: readonly LineNeedRow[],
): Promise<void> {
  const closed = needs.filter((need) => need.closed && need.wanted > need.taken)
  if (closed.length === 0) return
  for (const need of await context.store.updateAll(suppliesLineNeeds, closed, { closed: false })) {
    countNeed(context, need, { outstanding: Math.max(need.wanted - need.taken, 0) })
  }
}
