/** Reads a household with its members. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { HouseholdUnknown } from '../errors.ts'
import { type Household, householdOutput, membersOf, presentHousehold, requireHousehold } from '../household.ts'

const inputSchema = z.strictObject({ householdId: z.string().min(1).max(64) })

export interface ReadHousehold extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadHousehold> = inputSchema

export const readHousehold = operation({
  name: 'customers.household',
  summary: 'Reads a household with its members and their birthdays.',
  kind: 'query',
  input,
  output: householdOutput,
  errors: [HouseholdUnknown],
  async run(context, { householdId }): Promise<Household> {
    const household = await requireHousehold(context, householdId)
    return presentHousehold(context, household, await membersOf(context, householdId))
  },
})
