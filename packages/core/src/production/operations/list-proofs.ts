import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { orders, ordersLines } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { daysBetween } from '../../values/calendar-date.ts'
import { presentProof, proofSchema, proofStates } from '../present-proof.ts'
import { idText, pageMembers } from '../shapes.ts'
import { productionProofs } from '../tables.ts'

const inputSchema = z.strictObject({
  ...pageMembers,
  /** Of one order: all versions of all its lines. */
  orderId: idText.optional(),
  /** Of one line: all versions. */
  lineId: idText.optional(),
  /** `waiting` unless told, or unless those of an order or a line are asked for. */
  state: z.enum(proofStates).optional(),
  /** That of the session unless told, or unless those of an order or a line are asked for. */
  branch: idText.optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      ...proofSchema.shape,
      orderNumber: z.string(),
      line: z.int(),
      /** Whether the line was cancelled since. */
      cancelled: z.boolean(),
      /** Days since it was sent. */
      age: z.int(),
      /** Whether its last day has passed. */
      expired: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListProofs extends z.input<typeof inputSchema> {}
/** A page of proofs; follow `next` until it is null. */
export interface ProofPageOf extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListProofs> = inputSchema
const output: z.ZodType<ProofPageOf> = outputSchema

/** Three statements at any size. */
export const listProofs = operation({
  name: 'production.proofs',
  summary:
    'Lists proofs that wait for the customer with their age, the oldest first; or every version of an order or a line.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, lineId, state, branch, limit, cursor }) {
    const { store, businessDate } = context
    const ofOrder = orderId !== undefined || lineId !== undefined
    const page = await store.page(productionProofs, {
      where: ofOrder
        ? present({ orderId, lineId, state, branch })
        : { branch: branch ?? context.branch, state: state ?? 'waiting' },
      orderBy: ofOrder ? ['lineId', 'proofVersion'] : ['sentAt', 'id'],
      limit,
      cursor,
    })
    const lineIds = [...new Set(page.items.map((proof) => proof.lineId))]
    const orderIds = [...new Set(page.items.map((proof) => proof.orderId))]
    const lines = await store.find(ordersLines, { where: { id: { in: lineIds } }, limit: 'all' })
    const found = await store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
    const lineOf = new Map(lines.map((line) => [line.id, line]))
    const numberOf = new Map(found.map(({ id, number }) => [id, number]))
    const items = page.items.map((row) => {
      const line = lineOf.get(row.lineId)
      const sentOn = context.studio.days(row.branch).dateOf(row.sentAt)
      return {
        ...presentProof(row),
        orderNumber: numberOf.get(row.orderId) ?? '',
        line: line?.line ?? 0,
        cancelled: line?.progress === 'cancelled',
        age: daysBetween(sentOn, businessDate),
        expired: row.expiresOn !== null && row.expiresOn < businessDate,
      }
    })
    return { items, next: page.next }
  },
})
