import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { idText, pageMembers } from '../shapes.ts'
import { productionFacts } from '../tables.ts'

const inputSchema = z.strictObject({ ...pageMembers, lineId: idText })

const outputSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** `roundStarted`, `proofApproved`, `pieceReturned` … */
      kind: z.string(),
      /** The round, proof, piece or rush that it happened to. */
      subjectId: z.string(),
      at: z.string(),
      date: z.string(),
      actor: z.string(),
      cause: z.string().nullable(),
      payer: z.string().nullable(),
      quantity: z.int(),
      content: z.json(),
      note: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ReadProductionHistory extends z.input<typeof inputSchema> {}
/** A page of facts; follow `next` until it is null. */
export interface ProductionHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadProductionHistory> = inputSchema
const output: z.ZodType<ProductionHistory> = outputSchema

/** One statement. */
export const readHistory = operation({
  name: 'production.history',
  summary: 'Lists what happened to a line in production, the oldest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { lineId, limit, cursor }) {
    const page = await store.page(productionFacts, { where: { lineId }, orderBy: ['lineId', 'id'], limit, cursor })
    const items = page.items.map(({ branch: _branch, orderId: _order, lineId: _line, ...row }) => {
      const { businessDate: date, ...rest } = row
      return { ...rest, date, content: row.content as z.core.util.JSONType }
    })
    return { items, next: page.next }
  },
})
