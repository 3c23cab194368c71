/** Reads of customers that other rooms and imports share: one statement each, for any number of customers. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { CustomerUnknown } from './errors.ts'
import { type CustomerRow, customers } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** Customers by their reference; a reference that nobody has is not in the answer. One statement. */
export async function customersByReference(
  context: Reading,
  references: readonly string[],
): Promise<Map<string, CustomerRow>> {
  const wanted = [...new Set(references)]
  if (wanted.length === 0) return new Map()
  const rows = await context.store.find(customers, { where: { reference: { in: wanted } }, limit: 'all' })
  return new Map(rows.flatMap((row) => (row.reference === null ? [] : [[row.reference, row]])))
}

/**
 * Customers by their id. One statement.
 *
 * @throws CUSTOMER_UNKNOWN naming the first id that is no customer of this studio
 */
export async function customersById(context: Reading, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await context.store.find(customers, { where: { id: { in: wanted } }, limit: 'all' })
  const found = new Map(rows.map((row) => [row.id, row]))
  for (const customerId of wanted) if (!found.has(customerId)) throw CustomerUnknown.create({ customerId })
  return found
}

/** @throws CUSTOMER_UNKNOWN */
export async function requireCustomer(context: Reading, customerId: string): Promise<CustomerRow> {
  const row = await context.store.get(customers, customerId)
  if (row === undefined) throw CustomerUnknown.create({ customerId })
  return row
}
