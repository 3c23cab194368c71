/** Money tied up in stock, by group. Pure: no I/O. */
import { ratioOf } from './ratio.ts'

/** What some of an item is worth. */
export interface CapitalPart {
  readonly branch: string
  readonly itemId: string
  /** Empty where it does not matter where it lies. */
  readonly locationId: string
  readonly value: bigint
}

export interface CapitalGroup {
  readonly key: string | null
  readonly name: string | null
  readonly items: number
  readonly value: bigint
  /** Of the whole; null where that is zero. */
  readonly share: string | null
}

/** Groups, the most first; their values come to the whole. */
export function capitalBy(
  parts: readonly CapitalPart[],
  groupOf: (part: CapitalPart) => { readonly key: string | null; readonly name: string | null },
): { readonly whole: bigint; readonly groups: readonly CapitalGroup[] } {
  const sums = new Map<string | null, { name: string | null; items: Set<string>; value: bigint }>()
  let whole = 0n
  for (const part of parts) {
    const { key, name } = groupOf(part)
    const sum = sums.get(key) ?? { name, items: new Set<string>(), value: 0n }
    sums.set(key, sum)
    sum.items.add(part.itemId)
    sum.value += part.value
    whole += part.value
  }
  const groups = [...sums].map(([key, { name, items, value }]) => ({
    key,
    name,
    items: items.size,
    value,
    share: ratioOf(value, whole),
  }))
  groups.sort((one, other) =>
    one.value === other.value ? ((one.key ?? '') < (other.key ?? '') ? -1 : 1) : one.value > other.value ? -1 : 1,
  )
  return { whole, groups }
}
