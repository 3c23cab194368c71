/** What lines need is the business of the branch that has their order. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryLocations } from '../inventory/index.ts'
import type { OrderTransferring } from '../orders/index.ts'
import { needsOfLines } from './line-needs.ts'
import { needsBook } from './needs-book.ts'
import { locationsOf } from './sell-needs.ts'
import { suppliesLineNeeds } from './tables.ts'

/**
 * What was promised to them by the former branch is given back by the stock; the other one promises its own, from the location of the
 * same code: `supplies.cover`.
 */
export async function moveNeeds(context: CommandContext, { lines, to }: OrderTransferring): Promise<void> {
  if (to.kind !== 'branch' || lines.length === 0) return
  if (!(await context.settings(needsBook)).used) return
  const { store } = context
  const needs = (await needsOfLines(context, lines)).map(({ need }) => need).filter(({ closed }) => !closed)
  if (needs.length === 0) return
  const where = { id: { in: [...new Set(needs.map(({ locationId }) => locationId))] } }
  const former = await store.find(inventoryLocations, { where, limit: 'all' })
  const codeOf = new Map(former.map(({ id, code }) => [id, code]))
  const locationOf = await locationsOf(context, to.branch, [...codeOf.values()])
  for (const { locationId } of new Map(needs.map((need) => [need.locationId, need])).values()) {
    const own = needs.filter((need) => need.locationId === locationId)
    const { id } = locationOf(codeOf.get(locationId))
    await store.updateAll(suppliesLineNeeds, own, { branch: to.branch, locationId: id })
  }
}
