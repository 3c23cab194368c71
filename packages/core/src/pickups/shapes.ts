/** Members of inputs and answers that several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)

export const missingSchema = z.object({
  code: z.string(),
  lineId: z.string().nullable(),
  blocks: z.boolean(),
  words: z.object({ zh: z.string(), en: z.string() }),
})

export const waitingSchema = z.object({
  orderId: z.string(),
  branch: z.string(),
  customerId: z.string(),
  open: z.boolean(),
  readyOn: z.string().nullable(),
  notifiedOn: z.string().nullable(),
  lastNoticeOn: z.string().nullable(),
  notices: z.int(),
  agreedOn: z.string().nullable(),
  answer: z.string().nullable(),
  place: z.string().nullable(),
  parcels: z.int().nullable(),
  storedAt: z.string().nullable(),
  storedBy: z.string().nullable(),
  /** Days since the customer was first told; null before. */
  ageDays: z.int().nullable(),
  /** What is proposed for keeping it; nobody is charged by it. */
  storageFee: z.string().nullable(),
})

/** How an order waits for its customer. */
export interface Waiting extends z.output<typeof waitingSchema> {}
