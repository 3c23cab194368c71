/** Reads a lead with everything that was done about it. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LeadUnknown } from '../errors.ts'
import { followUpOutput, presentFollowUp } from '../present-follow-up.ts'
import { leadOutput, presentLead } from '../present-lead.ts'
import { invitationOutput, presentInvitation, presentVisit, visitOutput } from '../present-visit.ts'
import { idText } from '../shapes.ts'
import { leads, leadsFollowUps, leadsInvitations, leadsVisits } from '../tables.ts'

const inputSchema = z.strictObject({ leadId: idText })

const outputSchema = z.object({
  lead: leadOutput,
  /** The earliest first, as are the others. */
  invitations: z.array(invitationOutput),
  visits: z.array(visitOutput),
  followUps: z.array(followUpOutput),
})

export interface GetLead extends z.input<typeof inputSchema> {}
/** A lead and its history, which stays when the lead becomes a customer. */
export interface LeadHistory extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetLead> = inputSchema
const output: z.ZodType<LeadHistory> = outputSchema

/** Four statements. */
export const getLead = operation({
  name: 'leads.get',
  summary: 'Reads a lead with its invitations, visits and follow-ups.',
  kind: 'query',
  input,
  output,
  errors: [LeadUnknown],
  async run(context, { leadId }): Promise<LeadHistory> {
    const { store, now } = context
    const lead = await store.get(leads, leadId)
    if (lead === undefined) throw LeadUnknown.create({ leadId })
    const of = { where: { leadId }, orderBy: ['at', 'id'], limit: 'all' } as const
    const invitations = await store.find(leadsInvitations, of)
    const visits = await store.find(leadsVisits, of)
    const followUps = await store.find(leadsFollowUps, { where: { leadId }, orderBy: ['dueAt', 'id'], limit: 'all' })
    return {
      lead: presentLead(context, lead),
      invitations: invitations.map(presentInvitation),
      visits: visits.map(presentVisit),
      followUps: followUps.map((row) => presentFollowUp(row, now)),
    }
  },
})
