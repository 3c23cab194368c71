/** What becomes of selections when lines of orders are cancelled, exchanged or changed. */
import type { Entitlements } from '../catalog/index.ts'
import { type Hook, on } from '../engine/hook.ts'
import { lineExchanging, linesCancelled, linesCancelling } from '../orders/index.ts'
import { includedIn, keyOf, sumCounted } from './entitlement.ts'
import { EntitlementsUsed } from './errors.ts'
import { soldLinesOf } from './hold-selection.ts'
import { readUsed } from './standing.ts'
import { selectionSelections } from './tables.ts'

/** An open selection of a cancelled line is closed, whoever cancels it. */
export const closeWithLines: Hook = on(linesCancelled, async ({ store, now }, { lines }) => {
  const open = await store.findForUpdate(selectionSelections, {
    where: { lineId: { in: lines.map(({ id }) => id) }, state: 'open' },
    orderBy: ['id'],
    limit: 'all',
  })
  if (open.length === 0) return
  await store.updateAll(selectionSelections, open, { state: 'closed', stateAt: now }, { revision: 1 })
})

/** What was sold with a confirmed selection cannot stay without its line. */
export const goWithLines: Hook = on(linesCancelling, async (context, { order, lines, whole, belongs }) => {
  if (whole) return
  const selections = await context.store.find(selectionSelections, {
    where: { orderId: order.id, lineId: { in: lines.map(({ id }) => id) } },
    orderBy: ['id'],
    limit: 'all',
  })
  for (const selection of selections) {
    for (const lineId of soldLinesOf(selection)) belongs(lineId, selection.lineId)
  }
})

/** A line may become what still includes all that was used of it: what is left is never below nothing. */
export const keepUsed: Hook = on(lineExchanging, async (context, { order, line, after }) => {
  const { counted } = await readUsed(context, { orderId: order.id, lineId: line.id })
  const included = includedIn(after.entitlements as unknown as Entitlements | null, after.quantity)
  const holds = new Map(included.map((one) => [keyOf(one), one.quantity]))
  for (const used of sumCounted(counted).values()) {
    const most = holds.get(keyOf(used)) ?? 0
    if (most === 'all' || used.included <= most) continue
    const { entitlement, code } = used
    throw EntitlementsUsed.create({
      ...{ number: order.number, line: line.line, item: after.itemCode },
      ...{ entitlement, code, used: used.included, included: most },
    })
  }
})
