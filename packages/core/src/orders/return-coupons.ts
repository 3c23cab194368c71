/** Coupons come back to the customer when no line that used them is left. */
import type { CommandContext } from '../engine/context.ts'
import { giveBackUses } from '../pricing/index.ts'
import { couponsOf } from './price-trace.ts'
import type { OrderLineRow } from './tables.ts'

/** Gives back the coupons of an order that the lines used before a change and use no more after it. Two statements; none without coupons. */
export async function returnCoupons(
  context: CommandContext,
  orderId: string,
  lines: { readonly before: readonly OrderLineRow[]; readonly after: readonly OrderLineRow[] },
): Promise<void> {
  const still = new Set(lines.after.filter(isLeft).flatMap(couponsOf))
  const gone = [...new Set(lines.before.filter(isLeft).flatMap(couponsOf))].filter((code) => !still.has(code))
  await giveBackUses(context, gone, orderId)
}

const isLeft = (line: OrderLineRow): boolean => line.stage !== 'cancelled'
