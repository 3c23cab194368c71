/** Takes a customer into a household. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { householdRole } from '../customer-fields.ts'
import { CustomerInHousehold, CustomerUnknown, HouseholdUnknown } from '../errors.ts'
import { householdJoined } from '../events.ts'
import { type Household, householdOutput, membersOf, presentHousehold, requireHousehold } from '../household.ts'
import { holdCustomer } from '../read-customers.ts'
import { customers } from '../tables.ts'

const inputSchema = z.strictObject({
  householdId: z.string().min(1).max(64),
  customerId: z.string().min(1).max(64),
  role: householdRole,
})

export interface JoinHousehold extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, JoinHousehold> = inputSchema

export const joinHousehold = operation({
  name: 'customers.joinHousehold',
  summary: 'Takes a customer into a household, or changes the role of a member.',
  kind: 'command',
  input,
  output: householdOutput,
  errors: [CustomerUnknown, HouseholdUnknown, CustomerInHousehold],
  async run(context, { householdId, customerId: given, role }): Promise<Household> {
    const household = await requireHousehold(context, householdId)
    const row = await holdCustomer(context, given)
    const customerId = row.id
    if (row.householdId !== null && row.householdId !== householdId) {
      throw CustomerInHousehold.create({ customerId, householdId: row.householdId })
    }
    await context.store.update(customers, row, { householdId, householdRole: role })
    if (row.householdId === null) context.emit(householdJoined, { householdId, customerId })
    return presentHousehold(context, household, await membersOf(context, householdId))
  },
})
