/** Records that somebody was asked to come. */
import { z } from 'zod'
import { CustomerUnknown } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { parseInstant } from '../../values/instant.ts'
import { LeadStateRefused, LeadUnknown } from '../errors.ts'
import { leadInvited } from '../events.ts'
import { holdPerson, moveLead } from '../hold-person.ts'
import {
  contactChannels,
  type Invitation,
  invitationOutcomes,
  invitationOutput,
  presentInvitation,
} from '../present-visit.ts'
import { namesOnePerson, onePerson, personMembers } from '../shapes.ts'
import { leadsInvitations } from '../tables.ts'

const inputSchema = z
  .strictObject({
    ...personMembers,
    channel: z.enum(contactChannels).default('phone'),
    outcome: z.enum(invitationOutcomes),
    /** When the person means to come. */
    invitedFor: z.iso.datetime({ offset: true }).optional(),
    note: z.string().trim().max(500).optional(),
  })
  .refine(namesOnePerson, onePerson)

export interface Invite extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, Invite> = inputSchema

export const invite = operation({
  name: 'leads.invite',
  summary: 'Records that a lead or customer was asked to come, and what they said.',
  kind: 'command',
  input,
  output: invitationOutput,
  errors: [LeadUnknown, LeadStateRefused, CustomerUnknown],
  async run(context, { channel, outcome, invitedFor, note, ...who }): Promise<Invitation> {
    const { leadId, customerId, lead } = await holdPerson(context, who)
    // Who does not pick up was not invited.
    if (lead !== undefined && outcome !== 'noAnswer') await moveLead(context, lead, 'invite')
    const row = context.store.insert(leadsInvitations, {
      id: context.newId(),
      branch: context.branch,
      leadId,
      customerId,
      channel,
      outcome,
      invitedFor: invitedFor === undefined ? null : parseInstant(invitedFor),
      at: context.now,
      actor: context.actor,
      note: note ?? null,
    })
    context.emit(leadInvited, { invitationId: row.id, leadId, customerId, channel, outcome })
    return presentInvitation(row)
  },
})
