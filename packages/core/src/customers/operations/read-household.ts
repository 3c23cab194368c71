/** Reads a household with its members. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { HouseholdUnknown } from '../errors.ts'
import { type Household, householdOutput, membersOf, presentHousehold, requireHousehold } from '../household.ts'

const inputSchema = z.strictObject({ id: z.string().min(1).max(64) })

export interface ReadHousehold extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadHousehold> = inputSchema

export const readHousehold = operation({
  name: 'customers.household',
  summary: 'Reads a household with its members and their birthdays.',
  kind: 'query',
  input,
  output: householdOutput,
  errors: [HouseholdUnknown],
  async run(context, { id }): Promise<Household> {
    const household = await requireHousehold(context, id)
    return presentHousehold(context, household, await membersOf(context, id))
  },
})
