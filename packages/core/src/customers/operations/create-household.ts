/** Puts customers together as a household. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { householdRole } from '../customer-fields.ts'
import { CustomerInHousehold, CustomerMerged, CustomerUnknown } from '../errors.ts'
import { householdCreated, householdJoined } from '../events.ts'
import { type Household, householdOutput, presentHousehold } from '../household.ts'
import { type CustomerRow, customers, customersHouseholds } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Such as 王家; the name of the first member unless told. */
  name: z.string().trim().normalize('NFC').min(1).max(100).optional(),
  address: z.string().trim().normalize('NFC').min(1).max(300).optional(),
  /** The first is the one whom the studio talks to. */
  members: z
    .array(z.strictObject({ customerId: z.string().min(1).max(64), role: householdRole }))
    .min(1)
    .max(30)
    .refine(
      (members) => new Set(members.map((one) => one.customerId)).size === members.length,
      'must name each customer once',
    ),
})

export interface CreateHousehold extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CreateHousehold> = inputSchema

export const createHousehold = operation({
  name: 'customers.createHousehold',
  summary: 'Creates a household of customers.',
  kind: 'command',
  input,
  output: householdOutput,
  errors: [CustomerUnknown, CustomerInHousehold, CustomerMerged],
  async run(context, { name, address, members }): Promise<Household> {
    const [first] = members
    const ids = members.map((one) => one.customerId)
    const rows = await context.store.findForUpdate(customers, {
      where: { id: { in: ids } },
      orderBy: ['id'],
      limit: 'all',
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    const found = members.map(({ customerId, role }) => {
      const row = byId.get(customerId)
      if (row === undefined) throw CustomerUnknown.create({ customerId })
      if (row.mergedIntoId !== null) throw CustomerMerged.create({ customerId, survivorId: row.mergedIntoId })
      if (row.householdId !== null) throw CustomerInHousehold.create({ customerId, householdId: row.householdId })
      return { row, role }
    })
    const household = context.store.insert(customersHouseholds, {
      id: context.newId(),
      name: name ?? found[0]?.row.name ?? '',
      address: address ?? null,
      contactId: first?.customerId ?? '',
    })
    context.emit(householdCreated, { householdId: household.id })
    const joined: CustomerRow[] = []
    for (const { row, role } of found) {
      joined.push(await context.store.update(customers, row, { householdId: household.id, householdRole: role }))
      context.emit(householdJoined, { householdId: household.id, customerId: row.id })
    }
    return presentHousehold(context, household, joined)
  },
})
