/** A contact about a debt, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { ContactRow } from './tables.ts'

const schema = z.object({
  id: z.string(),
  branch: z.string(),
  customerId: z.string(),
  orderId: z.string().nullable(),
  at: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  /** phone, wechat, message, email, letter or visit. */
  channel: z.string(),
  /** noAnswer, reached, promised, refused or disputed. */
  outcome: z.string(),
  currency: z.string(),
  promise: z
    .object({
      amount: z.string(),
      by: z.string(),
      /** open, kept, broken, or replaced by a later promise. */
      state: z.string(),
    })
    .nullable(),
  nextCallOn: z.string().nullable(),
  note: z.string().nullable(),
})

export interface Contact extends z.output<typeof schema> {}

export const contactSchema: z.ZodType<Contact> = schema

export const presentContact = (
  row: ContactRow,
  also: { readonly note: string | null; readonly state: string | null },
): Contact => ({
  id: row.id,
  branch: row.branch,
  customerId: row.customerId,
  orderId: row.orderId,
  at: row.at,
  businessDate: row.businessDate,
  actor: row.actor,
  channel: row.channel,
  outcome: row.outcome,
  currency: row.currency,
  promise:
    row.promised === null || row.promisedBy === null || also.state === null
      ? null
      : { amount: Money.ofMinor(row.promised, row.currency).toString(), by: row.promisedBy, state: also.state },
  nextCallOn: row.nextCallOn,
  note: also.note,
})
