/** Lists the last contracts of orders. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { contractStates } from '../contract-state.ts'
import { presentStanding, standingSchema } from '../present-contract.ts'
import { idText, pageMembers } from '../shapes.ts'
import { contractsStandings } from '../tables.ts'

const inputSchema = z.strictObject({
  state: z.enum(contractStates).optional(),
  /** Those from which the order differs by now, or those it does not. */
  outdated: z.boolean().optional(),
  orderId: idText.optional(),
  branch: z.string().min(1).max(40).optional(),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(standingSchema), next: z.string().nullable() })

export interface ListContracts extends z.input<typeof inputSchema> {}
export interface ContractPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListContracts> = inputSchema
const output: z.ZodType<ContractPage> = outputSchema

export const listContracts = operation({
  name: 'contracts.list',
  summary:
    'Lists the last contract of each order, those longest in their state first: unsigned, outdated, signed or void.',
  kind: 'query',
  input,
  output,
  async run({ store }, { state, outdated, orderId, branch, limit, cursor }) {
    const page = await store.page(contractsStandings, {
      where: present({ state, outdated, orderId, branch }),
      orderBy:
        state !== undefined ? ['state', 'stateAt'] : outdated !== undefined ? ['outdated', 'stateAt'] : ['stateAt'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentStanding), next: page.next }
  },
})
