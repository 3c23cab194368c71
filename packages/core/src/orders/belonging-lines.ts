/** Lines that belong to lines that are cancelled: their add-ons, and the other components of their bundles. Pure. */
import type { OrderLineRow } from './tables.ts'

export interface BelongingLine {
  readonly line: OrderLineRow
  /** The number of the line that it belongs to. */
  readonly to: number
  readonly as: 'addOn' | 'bundle' | 'extra'
}

/** Whether a line may still be cancelled: it is not cancelled yet, and was never handed over. */
export function isCancellable(line: Pick<OrderLineRow, 'progress' | 'pickedUpDate'>): boolean {
  return line.progress !== 'cancelled' && line.progress !== 'pickedUp' && line.pickedUpDate === null
}

/** What else would have to be cancelled with the lines `chosen`; what was handed over already stays where it is. */
export function belongingLines(lines: readonly OrderLineRow[], chosen: ReadonlySet<string>): BelongingLine[] {
  const named = new Set(chosen)
  const found: BelongingLine[] = []
  // An add-on may have add-ons of its own.
  for (let more = true; more; ) {
    const next = nextBelonging(lines, named)
    more = next !== undefined
    if (next === undefined) continue
    named.add(next.line.id)
    found.push(next)
  }
  return found
}

function nextBelonging(lines: readonly OrderLineRow[], chosen: ReadonlySet<string>): BelongingLine | undefined {
  const bundleOf = bundlesSold(lines)
  for (const line of lines) {
    if (chosen.has(line.id) || !isCancellable(line)) continue
    const main = lines.find((one) => one.line === line.addOnTo && chosen.has(one.id))
    if (main !== undefined) return { line, to: main.line, as: 'addOn' }
    const bundle = bundleOf.get(line.id)
    const mate = lines.find((one) => bundle !== undefined && bundleOf.get(one.id) === bundle && chosen.has(one.id))
    if (mate !== undefined) return { line, to: mate.line, as: 'bundle' }
  }
  return undefined
}

/** Which lines were sold as one bundle, by the id of the line. A bundle stands on lines that follow each other, each component once. */
function bundlesSold(lines: readonly OrderLineRow[]): ReadonlyMap<string, number> {
  const sold = new Map<string, number>()
  let bundle = ''
  let last = 0
  let count = 0
  let components = new Set<string>()
  for (const line of lines) {
    const { itemId } = (line.bundle ?? { itemId: null }) as { readonly itemId: string | null }
    if (itemId === null) {
      bundle = ''
      continue
    }
    const component = JSON.stringify([line.itemId, line.variant, line.options])
    if (bundle !== itemId || last + 1 !== line.line || components.has(component)) {
      count++
      components = new Set()
    }
    bundle = itemId
    last = line.line
    components.add(component)
    sold.set(line.id, count)
  }
  return sold
}
