/** A household as callers get it. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ageOn } from './age.ts'
import { householdRole } from './customer-fields.ts'
import { HouseholdUnknown } from './errors.ts'
import { type CustomerRow, customers, customersHouseholds, type HouseholdRow } from './tables.ts'

const householdSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  /** The member whom the studio talks to. */
  contactId: z.string(),
  members: z.array(
    z.object({
      customerId: z.string(),
      name: z.string(),
      role: householdRole.nullable(),
      phone: z.string().nullable(),
      birthday: z.string().nullable(),
      birthdayCalendar: z.enum(['solar', 'lunar']).nullable(),
      /** In whole years, on the branch's business day. */
      age: z.int().nullable(),
    }),
  ),
  version: z.int(),
})

/** A family with its members, those who came first before the others. */
export interface Household extends z.output<typeof householdSchema> {}

export const householdOutput: z.ZodType<Household> = householdSchema

export function presentHousehold(
  context: Pick<QueryContext, 'businessDate'>,
  row: HouseholdRow,
  members: readonly CustomerRow[],
): Household {
  const { id, name, address, contactId, version } = row
  return {
    id,
    name,
    address,
    contactId,
    members: members.map((member) => ({
      customerId: member.id,
      name: member.name,
      role: member.householdRole as Household['members'][number]['role'],
      phone: member.phone,
      birthday: member.birthday,
      birthdayCalendar: member.birthdayCalendar as Household['members'][number]['birthdayCalendar'],
      age: member.birthday === null ? null : ageOn(member.birthday, context.businessDate),
    })),
    version,
  }
}

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** @throws HOUSEHOLD_UNKNOWN */
export async function requireHousehold(context: Reading, householdId: string): Promise<HouseholdRow> {
  const row = await context.store.get(customersHouseholds, householdId)
  if (row === undefined) throw HouseholdUnknown.create({ householdId })
  return row
}

/** The members of a household. One statement. */
export function membersOf(context: Reading, householdId: string): Promise<CustomerRow[]> {
  return context.store.find(customers, { where: { householdId }, orderBy: ['id'], limit: 'all' })
}
