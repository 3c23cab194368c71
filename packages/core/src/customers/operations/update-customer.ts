/** Changes what is known of a customer. */
import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { type Customer, customerOutput, presentCustomer } from '../customer.ts'
import {
  type CustomerFields,
  customerColumns,
  nameField,
  optionalFields,
  withGregorianBirthday,
} from '../customer-fields.ts'
import {
  BirthdayTwice,
  CustomerChanged,
  CustomerReferenceTaken,
  CustomerUnknown,
  DuplicatePhone,
  LunarDateUnknown,
} from '../errors.ts'
import { customerUpdated } from '../events.ts'
import { givenReading, readName } from '../name-pinyin.ts'
import { distinctDigits } from '../phone.ts'
import { rewriteOccasions } from '../occasions.ts'
import { holdCustomer } from '../read-customers.ts'
import { refuseDuplicates } from '../refuse-duplicates.ts'
import { listOf } from '../search-terms.ts'
import { type CustomerRow, customers } from '../tables.ts'
import { updateSearchTerms } from '../update-search-terms.ts'

const inputSchema = z.strictObject({
  customerId: z.string().min(1).max(64),
  /** The version that the change was made for; without it, the change goes onto whatever stands. */
  expectedVersion: z.int().min(1).optional(),
  name: nameField.optional(),
  ...optionalFields,
  /** Take a phone number that another customer has. */
  allowDuplicate: z.boolean().default(false),
  /** Custom fields to set; null takes a value away, and those not named stay. */
  custom: customValues.optional(),
})

export interface UpdateCustomer extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, UpdateCustomer> = inputSchema

export const updateCustomer = operation({
  name: 'customers.update',
  summary: 'Changes the fields of a customer that are named; null takes a value away.',
  kind: 'command',
  input,
  output: customerOutput,
  errors: [CustomerUnknown, CustomerChanged, DuplicatePhone, CustomerReferenceTaken, LunarDateUnknown, BirthdayTwice],
  async run(context, { customerId, expectedVersion, allowDuplicate, ...given }): Promise<Customer> {
    const row = await holdCustomer(context, customerId)
    if (expectedVersion !== undefined && expectedVersion !== row.version) {
      throw CustomerChanged.create({ customerId, expected: expectedVersion, actual: row.version })
    }
    const digits = allowDuplicate ? [] : newDigits(row, given)
    const reference = given.reference === row.reference ? undefined : given.reference
    await refuseDuplicates(context, { digits, reference }, row)
    const changed = await context.store.update(customers, row, {
      ...customerColumns(context, await withGregorianBirthday<CustomerFields>(given), row),
      ...(await readingColumns(row, given)),
    })
    if (changed.version === row.version) return presentCustomer(context, row, customerId)
    await updateSearchTerms(context, row, changed)
    if (changed.birthday !== row.birthday || changed.birthdayCalendar !== row.birthdayCalendar) {
      await rewriteOccasions(context, changed)
    }
    const custom = Object.keys(given.custom ?? {}).map((name) => `custom.${name}`)
    const named = Object.entries(given).flatMap(([name, value]) =>
      value === undefined || name === 'custom' ? [] : [name],
    )
    context.emit(customerUpdated, { customerId: row.id, fields: [...named, ...custom] })
    return presentCustomer(context, changed, customerId)
  },
})

type Given = Omit<z.output<typeof inputSchema>, 'customerId' | 'expectedVersion' | 'allowDuplicate'>

/** The numbers that the customer did not have before. */
function newDigits(row: CustomerRow, given: Given): string[] {
  const had = new Set(distinctDigits([row.phone, ...listOf(row.morePhones)]))
  return distinctDigits([given.phone, ...(given.morePhones ?? [])]).filter((digits) => !had.has(digits))
}

/** The name's reading, where the name changes or a reading is given; `pinyin: null` goes back to the dictionary's. */
async function readingColumns(row: CustomerRow, given: Given) {
  if (given.pinyin === undefined && (given.name === undefined || given.name === row.name)) return {}
  const reading = given.pinyin ? givenReading(given.pinyin) : await readName(given.name ?? row.name)
  return { pinyin: reading.pinyin, otherPinyin: reading.otherPinyin.length === 0 ? null : reading.otherPinyin }
}
