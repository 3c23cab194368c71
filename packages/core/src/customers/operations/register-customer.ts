/** Registers a customer at the counter. */
import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { type Customer, customerOutput, presentCustomer } from '../customer.ts'
import { householdRole, nameField, optionalFields } from '../customer-fields.ts'
import { BirthdayTwice, CustomerReferenceTaken, DuplicatePhone, HouseholdUnknown, LunarDateUnknown } from '../errors.ts'
import { requireHousehold } from '../household.ts'
import { insertCustomer } from '../insert-customers.ts'
import { distinctDigits } from '../phone.ts'
import { refuseDuplicates } from '../refuse-duplicates.ts'

const inputSchema = z.strictObject({
  name: nameField,
  ...optionalFields,
  /** The household to join, and as what. */
  household: z.strictObject({ id: z.string().min(1).max(64), role: householdRole }).optional(),
  /** Register although another customer has the same phone: a mother and her daughter. */
  allowDuplicate: z.boolean().default(false),
  custom: customValues.optional(),
})

export interface RegisterCustomer extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RegisterCustomer> = inputSchema

export const registerCustomer = operation({
  name: 'customers.register',
  summary: 'Registers a customer.',
  kind: 'command',
  input,
  output: customerOutput,
  errors: [DuplicatePhone, CustomerReferenceTaken, HouseholdUnknown, LunarDateUnknown, BirthdayTwice],
  async run(context, { allowDuplicate, ...given }): Promise<Customer> {
    const digits = allowDuplicate ? [] : distinctDigits([given.phone, ...(given.morePhones ?? [])])
    await refuseDuplicates(context, { digits, reference: given.reference })
    if (given.household !== undefined) await requireHousehold(context, given.household.id)
    return presentCustomer(context, await insertCustomer(context, given))
  },
})
