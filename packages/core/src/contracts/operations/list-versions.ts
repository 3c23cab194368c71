/** Lists every contract of an order, one after the other. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { contentOf } from '../contract-content.ts'
import { contractIntact } from '../intact.ts'
import { contractHeadSchema, presentHead } from '../present-contract.ts'
import { differenceSchema, idText } from '../shapes.ts'
import { contractsContracts, contractsVoids } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText })

const outputSchema = z.object({
  items: z.array(
    contractHeadSchema.extend({
      /** Whether its content is that of its hash. */
      intact: z.boolean(),
      /** Whether it names the hash of the one before: so the chain has no gap. */
      linked: z.boolean(),
      /** What differs from the one before. */
      changes: z.array(differenceSchema),
      void: z.object({ reason: z.string(), actor: z.string(), at: z.string() }).nullable(),
    }),
  ),
})

export interface ListContractVersions extends z.input<typeof inputSchema> {}
export interface ContractVersions extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListContractVersions> = inputSchema
const output: z.ZodType<ContractVersions> = outputSchema

export const listVersions = operation({
  name: 'contracts.versions',
  summary: 'Lists every contract of an order from the first to the last, with what each changed.',
  kind: 'query',
  input,
  output,
  async run({ store }, { orderId }) {
    const rows = await store.find(contractsContracts, {
      where: { orderId },
      orderBy: ['orderId', 'contractVersion'],
      limit: 'all',
    })
    const where = { contractId: { in: rows.map(({ id }) => id) } }
    const voids = rows.length === 0 ? [] : await store.find(contractsVoids, { where, limit: 'all' })
    const voidOf = new Map(voids.map((one) => [one.contractId, one]))
    return {
      items: rows.map((row, at) => {
        const { supersedes, changes } = contentOf(row)
        const gone = voidOf.get(row.id)
        return {
          ...presentHead(row),
          intact: contractIntact(row),
          linked: (supersedes?.hash ?? null) === (rows[at - 1]?.hash ?? null),
          changes: [...changes],
          void: gone === undefined ? null : { reason: gone.reason, actor: gone.actor, at: gone.voidedAt },
        }
      }),
    }
  },
})
