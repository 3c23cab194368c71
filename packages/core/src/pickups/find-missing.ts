/** Asks every check what is missing of an order. */
import type { OrderLineRow, OrderRow } from '../orders/index.ts'
import { type CheckContext, type MissingPart, pickupChecks } from './checks.ts'

/** In the order of the checks. Costs what they cost: those of the house one statement. */
export async function findMissing(
  context: CheckContext,
  of: { readonly order: OrderRow; readonly lines: readonly OrderLineRow[] },
): Promise<readonly MissingPart[]> {
  const found: MissingPart[] = []
  for (const { check } of context.entries(pickupChecks)) found.push(...(await check(context, of)))
  return found
}
