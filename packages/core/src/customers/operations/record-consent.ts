/** Records that a customer agrees to be contacted, or no longer does. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { consentChannels } from '../consent.ts'
import { CustomerUnknown } from '../errors.ts'
import { consentGiven } from '../events.ts'
import { type ConsentRecord, consentOutput, presentConsent } from '../present-consent.ts'
import { holdCustomer } from '../read-customers.ts'
import { customersConsents } from '../tables.ts'

const word = z.string().trim().normalize('NFC').min(1).max(40)

const inputSchema = z
  .strictObject({
    customerId: z.string().min(1).max(64),
    channel: z.enum(consentChannels),
    /** `service`, `marketing`, `pictures` or a word of the studio's own. */
    purpose: word,
    /** False takes a consent back. */
    given: z.boolean(),
    /** The words that the customer agreed to. */
    wording: z.string().trim().min(1).max(2000).optional(),
    /** How the customer said so: `counter`, `form`, `online` or a word of the studio's own. */
    means: word.default('counter'),
  })
  .refine(({ given, wording }) => !given || wording !== undefined, {
    message: 'must say what the customer agreed to',
    path: ['wording'],
  })

export interface RecordConsent extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RecordConsent> = inputSchema

export const recordConsent = operation({
  name: 'customers.recordConsent',
  summary: 'Records that a customer agrees to be contacted on a channel for a purpose, or takes that back.',
  kind: 'command',
  input,
  output: consentOutput,
  errors: [CustomerUnknown],
  async run(context, { customerId: given, wording, ...said }): Promise<ConsentRecord> {
    const { id: customerId } = await holdCustomer(context, given)
    const row = context.store.insert(customersConsents, {
      ...said,
      id: context.newId(),
      customerId,
      branch: context.branch,
      wording: wording ?? null,
      at: context.now,
      actor: context.actor,
    })
    context.emit(consentGiven, {
      consentId: row.id,
      customerId,
      channel: said.channel,
      purpose: said.purpose,
      given: said.given,
    })
    return presentConsent(row)
  },
})
