/** Where ids of customers stand, and what becomes of them when two customers are merged. */
import type { Declarations } from '../engine/load-plugins.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { Table } from '../storage/table.ts'

/** A column that holds ids of customers. */
export interface CustomerReference {
  readonly table: Table
  readonly column: string
  /**
   * `moves`: the rows are given the survivor's id. `stays`: they keep the id, and who reads them asks for all ids of a customer
   * (`customerIdsOf`).
   */
  readonly onMerge: 'moves' | 'stays'
}

/**
 * Columns of customers' ids that no table names as its `subject`, and what differs from the rule: rows of a table with the
 * subject `customer` move, and facts stay.
 */
export const customerReferences: Registry<CustomerReference> = defineRegistry<CustomerReference>(
  'customers.references',
  ({ table, column }) => `${table.name}.${column}`,
)

/** A reference with the plugin whose table it is. */
export interface PlacedReference extends CustomerReference {
  readonly plugin: string
}

/** All columns of customers' ids of an engine: of every room, and of every plugin. Pure. In the order in which their plugins load. */
export function referencesOf(
  { owners }: Pick<Declarations, 'owners'>,
  given: readonly CustomerReference[],
): readonly PlacedReference[] {
  const said = new Map(given.map((one) => [customerReferences.keyOf(one), one]))
  const found: PlacedReference[] = []
  for (const [table, plugin] of owners) {
    for (const { kind, column } of table.subjects) {
      if (kind !== 'customer') continue
      const key = `${table.name}.${column}`
      const standing = said.get(key)
      said.delete(key)
      found.push({ ...(standing ?? { table, column, onMerge: table.appendOnly ? 'stays' : 'moves' }), plugin })
    }
    for (const [key, one] of said) {
      if (one.table !== table) continue
      said.delete(key)
      found.push({ ...one, plugin })
    }
  }
  return found
}
