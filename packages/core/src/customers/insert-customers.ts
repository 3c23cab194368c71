/** Writes new customers: what registering and importing share. */
import type { CommandContext } from '../engine/context.ts'
import type { NewRowOf } from '../storage/table.ts'
import { defineNumberSequence } from '../values/number-sequence.ts'
import { type CustomerFields, customerColumns, withGregorianBirthday } from './customer-fields.ts'
import { customerRegistered } from './events.ts'
import { givenReading, readName } from './name-pinyin.ts'
import { occasionsOf } from './occasions.ts'
import { searchTermsOf } from './search-terms.ts'
import { type CustomerRow, customers, customersOccasions, customersSearchTerms } from './tables.ts'

/** The numbers of customers: `C000001`, counted over all branches of a studio. */
export const customerNumbers = defineNumberSequence({ name: 'customers', pattern: 'C{n:6}', resets: 'never' })

/** A customer to insert, as `newCustomerSchema` answers it. */
export interface NewCustomer extends CustomerFields {
  readonly name: string
  readonly household?: { readonly id: string; readonly role: string } | undefined
}

/**
 * Inserts customers, with their numbers, search terms, birthdays and events; answers their rows in the order given. One statement
 * for all numbers, at once; the rows leave with the commit, one statement a table. It looks for no duplicates, and does
 * not check the household: that is the caller's business.
 */
export async function insertCustomers(
  context: CommandContext,
  given: readonly NewCustomer[],
): Promise<readonly CustomerRow[]> {
  if (given.length === 0) return []
  const readings = await Promise.all(given.map(({ name, pinyin }) => (pinyin ? givenReading(pinyin) : readName(name))))
  const columns = await Promise.all(
    given.map(async ({ household: _joined, ...fields }) =>
      customerColumns(context, await withGregorianBirthday<CustomerFields>(fields)),
    ),
  )
  const [numbers = []] = await context.numbers([{ sequence: customerNumbers, count: given.length }])
  const inserted = given.map(({ household, name }, at) => {
    const reading = readings[at]
    const row: NewRowOf<typeof customers> = {
      ...columns[at],
      id: context.newId(),
      number: numbers[at] ?? '',
      name,
      pinyin: reading?.pinyin ?? '',
      otherPinyin: reading === undefined || reading.otherPinyin.length === 0 ? null : reading.otherPinyin,
      householdId: household?.id ?? null,
      householdRole: household?.role ?? null,
      registeredIn: context.branch,
      registeredAt: context.now,
    }
    const customer = context.store.insert(customers, row)
    for (const one of searchTermsOf(customer)) {
      context.store.insert(customersSearchTerms, { ...one, customerId: customer.id })
    }
    context.emit(customerRegistered, { customerId: customer.id })
    return customer
  })
  for (const customer of inserted) context.store.insertAll(customersOccasions, await occasionsOf(customer))
  return inserted
}

/** Inserts one customer; see {@link insertCustomers}. */
export async function insertCustomer(context: CommandContext, given: NewCustomer): Promise<CustomerRow> {
  const [row] = await insertCustomers(context, [given])
  return row as CustomerRow
}
