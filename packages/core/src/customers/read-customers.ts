/** Reads of customers that other rooms and imports share: one statement each, for any number of customers. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { CustomerUnknown } from './errors.ts'
import { listOf } from './search-terms.ts'
import { type CustomerRow, customers } from './tables.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** All ids of a customer: their own, and those of who was merged into them, which facts still bear. */
export const allIdsOf = ({ id, mergedIds }: Pick<CustomerRow, 'id' | 'mergedIds'>): readonly string[] => [
  id,
  ...listOf(mergedIds),
]

/**
 * Customers by their reference; a reference that nobody has is not in the answer, and that of a merged customer leads to
 * whom it was merged into. One statement, two where somebody was merged.
 */
export async function customersByReference(
  context: Reading,
  references: readonly string[],
): Promise<Map<string, CustomerRow>> {
  const wanted = [...new Set(references)]
  if (wanted.length === 0) return new Map()
  const rows = await context.store.find(customers, { where: { reference: { in: wanted } }, limit: 'all' })
  return byOwnReference(context, rows)
}

/**
 * The same, locked until the command ends: for an import, which writes something of each.
 */
export async function holdCustomersByReference(
  context: Pick<CommandContext, 'store'>,
  references: readonly string[],
): Promise<Map<string, CustomerRow>> {
  const wanted = [...new Set(references)]
  if (wanted.length === 0) return new Map()
  const where = { reference: { in: wanted } }
  return byOwnReference(context, await context.store.findForUpdate(customers, { where, orderBy: ['id'], limit: 'all' }))
}

async function byOwnReference(context: Reading, rows: readonly CustomerRow[]): Promise<Map<string, CustomerRow>> {
  const followed = await followMerged(context, rows)
  return new Map(rows.flatMap((row, at) => (row.reference === null ? [] : [[row.reference, followed[at] ?? row]])))
}

/**
 * Customers by the id that was asked for; that of a merged customer leads to whom it was merged into. One statement, two
 * where somebody was merged.
 *
 * @throws CUSTOMER_UNKNOWN naming the first id that is no customer of this studio
 */
export async function customersById(context: Reading, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await context.store.find(customers, { where: { id: { in: wanted } }, limit: 'all' })
  const followed = await followMerged(context, rows)
  const found = new Map(rows.map((row, at) => [row.id, followed[at] ?? row]))
  for (const customerId of wanted) if (!found.has(customerId)) throw CustomerUnknown.create({ customerId })
  return found
}

/**
 * The customer with this id, or whom that one was merged into. One statement, two where it was.
 *
 * @throws CUSTOMER_UNKNOWN
 */
export async function requireCustomer(context: Reading, customerId: string): Promise<CustomerRow> {
  const row = await context.store.get(customers, customerId)
  if (row === undefined) throw CustomerUnknown.create({ customerId })
  if (row.mergedIntoId === null) return row
  return (await context.store.get(customers, row.mergedIntoId)) ?? row
}

/**
 * The same, locked until the command ends: for commands that write something of the customer, so that a merge at the same
 * moment either takes it over or is seen here.
 *
 * @throws CUSTOMER_UNKNOWN
 */
export async function holdCustomer(context: Pick<CommandContext, 'store'>, customerId: string): Promise<CustomerRow> {
  const row = await findAndHoldCustomer(context, customerId)
  if (row === undefined) throw CustomerUnknown.create({ customerId })
  return row
}

/** As {@link holdCustomer}; undefined where there is no such customer, for a room that refuses in words of its own. */
export async function findAndHoldCustomer(
  { store }: Pick<CommandContext, 'store'>,
  customerId: string,
): Promise<CustomerRow | undefined> {
  const row = await store.getForUpdate(customers, customerId)
  if (row === undefined || row.mergedIntoId === null) return row
  return store.getForUpdate(customers, row.mergedIntoId)
}

/** All ids of the customer who has this one; the id itself where nobody has it. For lists of facts. One statement, two where it was merged. */
export async function customerIdsOf(context: Reading, customerId: string): Promise<readonly string[]> {
  const row = await context.store.get(customers, customerId)
  if (row === undefined) return [customerId]
  if (row.mergedIntoId === null) return allIdsOf(row)
  const survivor = await context.store.get(customers, row.mergedIntoId)
  return survivor === undefined ? [customerId] : allIdsOf(survivor)
}

/** The rows, each merged one replaced by whom it was merged into. No statement where nobody was. */
async function followMerged(context: Reading, rows: readonly CustomerRow[]): Promise<readonly CustomerRow[]> {
  const targets = [...new Set(rows.flatMap(({ mergedIntoId }) => mergedIntoId ?? []))]
  if (targets.length === 0) return rows
  const found = await context.store.find(customers, { where: { id: { in: targets } }, limit: 'all' })
  const byId = new Map(found.map((row) => [row.id, row]))
  return rows.map((row) => byId.get(row.mergedIntoId ?? '') ?? row)
}
