/** The customers of imported purchases: those who are known, and those who are made. */
import { type CustomerRow, insertCustomers, type NewCustomer } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Purchase } from './imported-purchase.ts'

export interface ImportedCustomers {
  readonly created: number
  idOf(reference: string): string
}

/** Makes the customers that nobody knows by their reference; their rows leave with the rest of the batch. */
export async function importedCustomers(
  context: CommandContext,
  purchases: readonly Purchase[],
  known: ReadonlyMap<string, CustomerRow>,
): Promise<ImportedCustomers> {
  const missing = new Map<string, NewCustomer>()
  for (const { given } of purchases) {
    const { customerReference: reference, customerName: name = reference } = given
    if (!known.has(reference) && !missing.has(reference)) missing.set(reference, { reference, name })
  }
  const made = await insertCustomers(context, [...missing.values()])
  const ids = new Map([...known].map(([reference, customer]) => [reference, customer.id]))
  for (const customer of made) if (customer.reference !== null) ids.set(customer.reference, customer.id)
  return { created: made.length, idOf: (reference) => ids.get(reference) ?? '' }
}
