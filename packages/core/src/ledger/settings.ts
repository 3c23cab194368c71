/** What a studio sets for its counter. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'
import { type CancellationPolicy, defaultCancellationPolicy } from './cancellation-policy.ts'

const percent = z.int().min(0).max(100)
const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 1 or 0.50')
const limit = amount.nullable()

const schema = z.object({
  /** The most that may be waived of one order, in all; null for no limit. */
  waiverLimit: limit.default('1'),
  /** The same for who has the permission ledger.waiveMore. */
  waiverLimitRaised: limit.default(null),
  /** What a cancellation by policy keeps, in percent. */
  cancellation: z
    .strictObject({ earnestKept: percent, earnestCap: percent, otherKept: percent })
    .default({ ...defaultCancellationPolicy }),
  /** The first month of the fiscal year, 1 for January to 12. */
  fiscalYearStart: z.int().min(1).max(12).default(1),
  /** What is given on top of a top-up (充值送): the bonus of the highest `from` that is reached, and nothing below the lowest. */
  topUpBonuses: z
    .array(z.strictObject({ from: amount, bonus: amount }))
    .max(50)
    .default([]),
})

export interface LedgerSettings extends z.output<typeof schema> {
  cancellation: CancellationPolicy
}

export const ledgerSettingsSchema: z.ZodType<LedgerSettings> = schema

/** Names the ledger's settings without the plugin itself, which its operations must not import. */
export const ledgerSettings: SettingsOf<LedgerSettings> = { name: 'ledger', settings: ledgerSettingsSchema }
