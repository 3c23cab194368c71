/** Lines by their orders. Pure. */
import type { HeldLine } from './hold-lines.ts'
import type { OrderRow } from './tables.ts'

export function byOrder(lines: readonly HeldLine[]): { readonly order: OrderRow; readonly lineIds: string[] }[] {
  const together = new Map<string, { order: OrderRow; lineIds: string[] }>()
  for (const { order, line } of lines) {
    const known = together.get(order.id)
    if (known === undefined) together.set(order.id, { order, lineIds: [line.id] })
    else known.lineIds.push(line.id)
  }
  return [...together.values()]
}
