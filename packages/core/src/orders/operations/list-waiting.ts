/**
 * What had entered a stage by a moment and not left it: those that still wait, the longest first, then those that have left since.
 * Flat at any size: each part is read by an index, page by page.
 */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { stageName, turns } from '../../stages/index.ts'
import { isInstant, millisOf } from '../../values/instant.ts'
import { idText } from '../line-input.ts'
import { namesOf } from '../present-task.ts'
import { ordersLines, ordersStageChanges } from '../tables.ts'

const inputSchema = z.strictObject({
  stage: stageName,
  /** The moment; now unless told. */
  at: z.string().refine(isInstant, 'must be an instant such as 2026-11-22T02:00:00.000Z').optional(),
  /** That of the session unless told. */
  branch: idText.optional(),
  /** Lines of one page: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      orderId: z.string(),
      orderNumber: z.string(),
      lineId: z.string(),
      customerId: z.string(),
      customerName: z.string().nullable(),
      enteredAt: z.string(),
      /** When it left the stage after the moment asked for; null where it is still there. */
      leftAt: z.string().nullable(),
      /** Whole days from entering the stage to the moment. */
      ageDays: z.number(),
      /** Who had to act: for the stage that came next, or as the line was held. */
      turn: z.enum(turns).nullable(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListWaiting extends z.input<typeof inputSchema> {}
export interface WaitingPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListWaiting> = inputSchema
const output: z.ZodType<WaitingPage> = outputSchema

/** What has left since is a listing of its own, which begins where the first one ends. */
const leftMark = 'left'
const dayMs = 86_400_000

export const waiting = operation({
  name: 'orders.waiting',
  summary: 'Lists the lines that waited in a stage at a moment, with their age and who had to act.',
  kind: 'query',
  input,
  output,
  async run(context, { stage, at = context.now, branch = context.branch, limit, cursor }) {
    const items: Omit<WaitingPage['items'][number], 'orderNumber' | 'customerName' | 'ageDays'>[] = []
    let next: string | null = null
    const inLeft = cursor?.startsWith(leftMark) === true
    if (!inLeft) {
      const page = await context.store.page(ordersLines, {
        where: { branch, stage, stageChangedAt: { lte: at } },
        orderBy: ['stageChangedAt', 'id'],
        limit,
        cursor,
      })
      for (const { orderId, id: lineId, customerId, stageChangedAt: enteredAt, turn } of page.items) {
        items.push({ orderId, lineId, customerId, enteredAt, leftAt: null, turn: turn as null })
      }
      // What is asked of now has nothing that left since.
      next = page.next ?? (at < context.now ? leftMark : null)
    }
    if ((inLeft || next === leftMark) && items.length < limit) {
      const page = await context.store.page(ordersStageChanges, {
        where: { branch, stage, leftAt: { gt: at }, enteredAt: { lte: at } },
        orderBy: ['leftAt', 'id'],
        limit: limit - items.length,
        cursor: inLeft ? cursor?.slice(leftMark.length) || undefined : undefined,
      })
      for (const { orderId, lineId, customerId, enteredAt, leftAt, turn } of page.items) {
        items.push({ orderId, lineId, customerId, enteredAt, leftAt, turn: turn as null })
      }
      next = page.next === null ? null : leftMark + page.next
    }
    if (items.length === 0) return { items: [], next }
    const named = await namesOf(context, items)
    const moment = millisOf(at)
    return {
      items: items.map((item) => ({
        ...item,
        orderNumber: named.numberOf(item.orderId),
        customerName: named.customerOf(item.customerId),
        ageDays: Math.floor((moment - millisOf(item.enteredAt)) / dayMs),
      })),
      next,
    }
  },
})
