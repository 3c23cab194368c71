/** Takes a customer out of their household. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CustomerNotInHousehold, CustomerUnknown } from '../errors.ts'
import { householdLeft } from '../events.ts'
import { type Household, householdOutput, membersOf, presentHousehold, requireHousehold } from '../household.ts'
import { holdCustomer } from '../read-customers.ts'
import { customers, customersHouseholds } from '../tables.ts'

const inputSchema = z.strictObject({ customerId: z.string().min(1).max(64) })

export interface LeaveHousehold extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, LeaveHousehold> = inputSchema

export const leaveHousehold = operation({
  name: 'customers.leaveHousehold',
  summary: 'Takes a customer out of their household.',
  kind: 'command',
  input,
  output: householdOutput,
  errors: [CustomerUnknown, CustomerNotInHousehold],
  async run(context, { customerId: given }): Promise<Household> {
    const row = await holdCustomer(context, given)
    const customerId = row.id
    if (row.householdId === null) throw CustomerNotInHousehold.create({ customerId })
    await context.store.update(customers, row, { householdId: null, householdRole: null })
    context.emit(householdLeft, { householdId: row.householdId, customerId })
    const household = await requireHousehold(context, row.householdId)
    const members = await membersOf(context, household.id)
    const [next] = members
    // Where nobody is left the contact stays: with them goes the address, should they ever be erased.
    if (household.contactId !== customerId || next === undefined) return presentHousehold(context, household, members)
    // A household that was only named after who leaves is named after who stays.
    const name = household.name === row.name ? next.name : household.name
    const changed = await context.store.update(customersHouseholds, household, { contactId: next.id, name })
    return presentHousehold(context, changed, members)
  },
})
