/** A customer as callers get it. */
import { z } from 'zod'
import type { QueryContext } from '../engine/context.ts'
import { customValues } from '../engine/custom-field.ts'
import { ageOn } from './age.ts'
import { householdRole } from './customer-fields.ts'
import { listOf } from './search-terms.ts'
import { type CustomerRow, customers } from './tables.ts'

const customerSchema = z.object({
  id: z.string(),
  number: z.string(),
  reference: z.string().nullable(),
  name: z.string(),
  /** Syllables with blanks between; `v` for `ü`. */
  pinyin: z.string(),
  phone: z.string().nullable(),
  morePhones: z.array(z.string()),
  email: z.string().nullable(),
  wechat: z.string().nullable(),
  birthday: z.string().nullable(),
  birthdayCalendar: z.enum(['solar', 'lunar']).nullable(),
  /** In whole years, on the branch's business day. */
  age: z.int().nullable(),
  gender: z.enum(['female', 'male', 'other']).nullable(),
  region: z.object({
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
  }),
  source: z.string().nullable(),
  notes: z.string().nullable(),
  tags: z.array(z.string()),
  household: z.object({ id: z.string(), role: householdRole.nullable() }).nullable(),
  custom: customValues,
  /** The ids of those who were merged into this customer: each still leads here. */
  mergedIds: z.array(z.string()),
  /** The id that was asked for, where that customer was merged into this one; else null. */
  redirectedFrom: z.string().nullable(),
  /** The branch that registered the customer. */
  registeredIn: z.string(),
  registeredAt: z.string(),
  /** Rises with every change; pass it as `expectedVersion`. */
  version: z.int(),
})

/** A customer, as operations answer it. */
export interface Customer extends z.output<typeof customerSchema> {}

export const customerOutput: z.ZodType<Customer> = customerSchema

/** A row as callers get it. */
export function presentCustomer(
  context: Pick<QueryContext, 'businessDate' | 'customFields'>,
  row: CustomerRow,
  askedFor: string = row.id,
): Customer {
  const { province, city, district, householdId, householdRole: role } = row
  return {
    id: row.id,
    number: row.number,
    reference: row.reference,
    name: row.name,
    pinyin: row.pinyin,
    phone: row.phone,
    morePhones: listOf(row.morePhones),
    email: row.email,
    wechat: row.wechat,
    birthday: row.birthday,
    birthdayCalendar: row.birthdayCalendar as Customer['birthdayCalendar'],
    age: row.birthday === null ? null : ageOn(row.birthday, context.businessDate),
    gender: row.gender as Customer['gender'],
    region: { province, city, district },
    source: row.source,
    notes: row.notes,
    tags: listOf(row.tags),
    household: householdId === null ? null : { id: householdId, role: role as z.output<typeof householdRole> | null },
    custom: context.customFields(customers).fromRow(row),
    mergedIds: listOf(row.mergedIds),
    redirectedFrom: askedFor === row.id ? null : askedFor,
    registeredIn: row.registeredIn,
    registeredAt: row.registeredAt,
    version: row.version,
  }
}

/** The customer's region as one text, the widest first: what an order keeps of it. Null where nothing is known. */
export function regionText(customer: Pick<CustomerRow, 'province' | 'city' | 'district'>): string | null {
  const parts = [customer.province, customer.city, customer.district].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join('/')
}
