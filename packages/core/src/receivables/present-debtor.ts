/** Whom to call: the customer behind a debt. */
import { z } from 'zod'
import { allIdsOf, type CustomerRow, customers } from '../customers/index.ts'
import type { QueryContext } from '../engine/context.ts'

const schema = z.object({
  id: z.string(),
  /** Null where nobody is registered under the id. */
  number: z.string().nullable(),
  /** Null for who may not read customers (permission customers.get), and where the person was erased. */
  name: z.string().nullable(),
  /** As `name`. */
  phone: z.string().nullable(),
})

export interface Debtor extends z.output<typeof schema> {}

export const debtorSchema: z.ZodType<Debtor> = schema

/**
 * Customers by their id, as far as the session may see who they are; and whose the receipts are that still name somebody who
 * was merged into one of them. One statement.
 */
export async function readDebtors(
  context: Pick<QueryContext, 'may'> & { readonly store: QueryContext['store'] },
  ids: readonly string[],
): Promise<{ readonly debtorOf: (customerId: string) => Debtor; readonly payers: ReadonlyMap<string, string> }> {
  const rows = await context.store.find(customers, { where: { id: { in: [...new Set(ids)] } }, limit: 'all' })
  const found = new Map(rows.map((row) => [row.id, row]))
  const seen = context.may('customers.get')
  return {
    debtorOf: (customerId) => presentDebtor(customerId, found.get(customerId), seen),
    payers: new Map(rows.flatMap((row) => allIdsOf(row).map((id) => [id, row.id]))),
  }
}

const presentDebtor = (id: string, row: CustomerRow | undefined, seen: boolean): Debtor => ({
  id,
  number: row?.number ?? null,
  name: seen && row !== undefined && row.name !== '' ? row.name : null,
  phone: seen ? (row?.phone ?? null) : null,
})
