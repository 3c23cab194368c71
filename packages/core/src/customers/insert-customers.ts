/** Writes new customers: what registering and importing share. */
import type { CommandContext } from '../engine/context.ts'
import type { NewRowOf } from '../storage/table.ts'
import { defineNumberSequence } from '../values/number-sequence.ts'
import { type CustomerFields, customerColumns } from './customer-fields.ts'
import { customerRegistered } from './events.ts'
import { givenReading, readName } from './name-pinyin.ts'
import { searchTermsOf } from './search-terms.ts'
import { type CustomerRow, customers, customersSearchTerms } from './tables.ts'

/** The numbers of customers: `C000001`, counted over all branches of a studio. */
export const customerNumbers = defineNumberSequence({ name: 'customers', pattern: 'C{n:6}', resets: 'never' })

/** A customer to insert, as `newCustomerSchema` answers it. */
export interface NewCustomer extends CustomerFields {
  readonly name: string
  readonly household?: { readonly id: string; readonly role: string } | undefined
}

/**
 * Inserts customers, with their numbers, search terms and events; answers their rows in the order given. One statement
 * for all numbers, at once; the rows leave with the commit, one statement a table. It looks for no duplicates, and does
 * not check the household: that is the caller's business.
 */
export async function insertCustomers(
  context: CommandContext,
  given: readonly NewCustomer[],
): Promise<readonly CustomerRow[]> {
  if (given.length === 0) return []
  const readings = await Promise.all(given.map(({ name, pinyin }) => (pinyin ? givenReading(pinyin) : readName(name))))
  const [numbers = []] = await context.numbers([{ sequence: customerNumbers, count: given.length }])
  return given.map(({ household, ...fields }, at) => {
    const reading = readings[at]
    const row: NewRowOf<typeof customers> = {
      ...customerColumns(context, fields),
      id: context.newId(),
      number: numbers[at] ?? '',
      name: fields.name,
      pinyin: reading?.pinyin ?? '',
      otherPinyin: reading === undefined || reading.otherPinyin.length === 0 ? null : reading.otherPinyin,
      householdId: household?.id ?? null,
      householdRole: household?.role ?? null,
      registeredIn: context.branch,
      registeredAt: context.now,
    }
    const inserted = context.store.insert(customers, row)
    for (const one of searchTermsOf(inserted)) {
      context.store.insert(customersSearchTerms, { ...one, customerId: inserted.id })
    }
    context.emit(customerRegistered, { customerId: inserted.id })
    return inserted
  })
}

/** Inserts one customer; see {@link insertCustomers}. */
export async function insertCustomer(context: CommandContext, given: NewCustomer): Promise<CustomerRow> {
  const [row] = await insertCustomers(context, [given])
  return row as CustomerRow
}
