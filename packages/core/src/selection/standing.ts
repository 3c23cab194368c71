/** What was used of packages so far. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { Entitlements } from '../catalog/index.ts'
import type { OrderLineRow } from '../orders/index.ts'
import type { Json } from '../values/json.ts'
import { type Counted, type EntitlementKind, type Included, includedIn } from './entitlement.ts'
import { countedOf } from './hold-selection.ts'
import { type SelectionRow, selectionSelections, selectionUses, type UseRow } from './tables.ts'

/** What a line includes. */
export function includedOf(line: Pick<OrderLineRow, 'entitlements' | 'quantity'>): Included[] {
  return includedIn(line.entitlements as unknown as Entitlements | null, line.quantity)
}

export const countedUse = ({ entitlement, code, variant, included, extra }: UseRow): Counted => {
  return { entitlement: entitlement as EntitlementKind, code, variant, included, extra }
}

/**
 * Writes what else was used of a line into its open selection, if it has one. Expects the order to be locked.
 */
export async function keepBefore(
  context: CommandContext,
  selections: readonly SelectionRow[],
  before: readonly Counted[],
): Promise<void> {
  const open = selections.find(({ state }) => state === 'open')
  if (open !== undefined) await context.store.update(selectionSelections, open, { before: before as unknown as Json })
}

/** All that counts against a line: what is confirmed of its selections, and what was used beside them. */
export interface UsedOfLine {
  readonly selections: readonly SelectionRow[]
  readonly counted: readonly Counted[]
}

/** What was used of one line. Two statements; its selections are locked. Expects the order to be locked. */
export async function readUsed(
  context: CommandContext,
  { orderId, lineId }: { readonly orderId: string; readonly lineId: string },
): Promise<UsedOfLine> {
  const wanted = { where: { orderId, lineId }, orderBy: ['number'], limit: 'all' } as const
  const selections = await context.store.findForUpdate(selectionSelections, wanted)
  return { selections, counted: [...selections.flatMap(countedOf), ...(await readUses(context, { orderId, lineId }))] }
}

/** What was used of a line beside its selections. One statement. */
export async function readUses(
  context: QueryContext | CommandContext,
  { orderId, lineId }: { readonly orderId: string; readonly lineId: string },
): Promise<Counted[]> {
  const uses = await context.store.find(selectionUses, { where: { orderId, lineId }, orderBy: ['id'], limit: 'all' })
  return uses.map(countedUse)
}
