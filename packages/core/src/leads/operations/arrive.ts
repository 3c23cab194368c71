/** Records that somebody has come. */
import { z } from 'zod'
import { CustomerUnknown } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { LeadStateRefused, LeadUnknown } from '../errors.ts'
import { visitBegun } from '../events.ts'
import { salesPurpose } from '../follow-orders.ts'
import { holdPerson, moveLead } from '../hold-person.ts'
import { presentVisit, type Visit, visitOutput } from '../present-visit.ts'
import { idText, namesOnePerson, onePerson, personMembers, word } from '../shapes.ts'
import { leadsInvitations, leadsVisits } from '../tables.ts'

const inputSchema = z
  .strictObject({
    ...personMembers,
    /** sales, selection, pickup, fitting, shoot or a word of the studio's own. */
    purpose: word.default(salesPurpose),
    /** How many people came. */
    people: z.int().min(1).max(200).default(1),
    /** Who of the staff receives them; whoever writes it down unless told. */
    staffId: idText.nullish(),
  })
  .refine(namesOnePerson, onePerson)

export interface Arrive extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, Arrive> = inputSchema

export const arrive = operation({
  name: 'leads.arrive',
  summary: 'Records that a lead or customer has come, what for, and who receives them.',
  kind: 'command',
  input,
  output: visitOutput,
  errors: [LeadUnknown, LeadStateRefused, CustomerUnknown],
  async run(context, { purpose, people, staffId, ...who }): Promise<Visit> {
    const { store } = context
    const { leadId, customerId, lead } = await holdPerson(context, who)
    if (lead !== undefined) await moveLead(context, lead, 'visit')
    const [invitation] = await store.find(leadsInvitations, {
      where: { ...(leadId === null ? { customerId } : { leadId }), outcome: 'agreed' },
      orderBy: ['-at', '-id'],
      limit: 1,
    })
    const row = store.insert(leadsVisits, {
      id: context.newId(),
      branch: context.branch,
      leadId,
      customerId,
      purpose,
      at: context.now,
      businessDate: context.businessDate,
      people,
      staffId: staffId === undefined ? context.actor : staffId,
      invitationId: invitation?.id ?? null,
    })
    context.emit(visitBegun, { visitId: row.id, leadId, customerId, purpose })
    return presentVisit(row)
  },
})
