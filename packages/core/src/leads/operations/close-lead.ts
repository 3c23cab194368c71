/** Gives a lead up with a reason, or takes it up again. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LeadStateRefused, LeadUnknown } from '../errors.ts'
import { holdLead, moveLead } from '../hold-person.ts'
import { type Lead, leadOutput, presentLead } from '../present-lead.ts'
import { idText, word } from '../shapes.ts'

const loseSchema = z.strictObject({
  leadId: idText,
  /** price, competitor, noAnswer or a word of the studio's own. */
  reason: word,
})
const reopenSchema = z.strictObject({ leadId: idText })

export interface LoseLead extends z.input<typeof loseSchema> {}
export interface ReopenLead extends z.input<typeof reopenSchema> {}

const loseInput: z.ZodType<z.output<typeof loseSchema>, LoseLead> = loseSchema
const reopenInput: z.ZodType<z.output<typeof reopenSchema>, ReopenLead> = reopenSchema

export const loseLead = operation({
  name: 'leads.lose',
  summary: 'Gives a lead up, with the reason.',
  kind: 'command',
  input: loseInput,
  output: leadOutput,
  errors: [LeadUnknown, LeadStateRefused],
  async run(context, { leadId, reason }): Promise<Lead> {
    const lead = await holdLead(context, leadId)
    return presentLead(context, await moveLead(context, lead, 'lose', { lostReason: reason }))
  },
})

export const reopenLead = operation({
  name: 'leads.reopen',
  summary: 'Takes a lost lead up again.',
  kind: 'command',
  input: reopenInput,
  output: leadOutput,
  errors: [LeadUnknown, LeadStateRefused],
  async run(context, { leadId }): Promise<Lead> {
    const lead = await holdLead(context, leadId)
    return presentLead(context, await moveLead(context, lead, 'reopen', { lostReason: null }))
  },
})
