/** A consent as callers get it. */
import { z } from 'zod'
import { consentChannels } from './consent.ts'
import type { ConsentRow } from './tables.ts'

const consentSchema = z.object({
  id: z.string(),
  channel: z.enum(consentChannels),
  purpose: z.string(),
  given: z.boolean(),
  wording: z.string().nullable(),
  means: z.string(),
  at: z.string(),
  /** Who wrote it down. */
  actor: z.string(),
})

/** That a customer agreed to something, or took it back. */
export interface ConsentRecord extends z.output<typeof consentSchema> {}

export const consentOutput: z.ZodType<ConsentRecord> = consentSchema

export const presentConsent = (row: ConsentRow): ConsentRecord => ({
  id: row.id,
  channel: row.channel as ConsentRecord['channel'],
  purpose: row.purpose,
  given: row.given,
  wording: row.wording,
  means: row.means,
  at: row.at,
  actor: row.actor,
})
