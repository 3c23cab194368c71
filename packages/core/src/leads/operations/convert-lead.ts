/** Makes a customer of a lead; what was done about the lead is the customer's history. */
import { z } from 'zod'
import {
  CustomerUnknown,
  customerOutput,
  DuplicatePhone,
  getCustomer,
  holdCustomer,
  registerCustomer,
} from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { LeadIsCustomer, LeadStateRefused, LeadUnknown } from '../errors.ts'
import { leadConverted } from '../events.ts'
import { holdLead, moveLead } from '../hold-person.ts'
import { leadOutput, presentLead } from '../present-lead.ts'
import { idText } from '../shapes.ts'
import { leadsFollowUps, leadsInvitations, leadsVisits } from '../tables.ts'

const inputSchema = z.strictObject({
  leadId: idText,
  /** The customer that the lead is; a new one is registered unless told. */
  customerId: idText.optional(),
  /** Register although another customer has the same phone. */
  allowDuplicate: z.boolean().default(false),
})

const outputSchema = z.object({ lead: leadOutput, customer: customerOutput })

export interface ConvertLead extends z.input<typeof inputSchema> {}
export interface ConvertedLead extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ConvertLead> = inputSchema
const output: z.ZodType<ConvertedLead> = outputSchema

export const convertLead = operation({
  name: 'leads.convert',
  summary: 'Makes a customer of a lead, new or known, and keeps the history of the lead with the customer.',
  kind: 'command',
  input,
  output,
  errors: [LeadUnknown, LeadStateRefused, LeadIsCustomer, CustomerUnknown, DuplicatePhone],
  async run(context, { leadId, customerId: known, allowDuplicate }): Promise<ConvertedLead> {
    const { store } = context
    // Customers are locked before their leads.
    const held = known === undefined ? undefined : (await holdCustomer(context, known)).id
    const lead = await holdLead(context, leadId)
    const standing = lead.customerId
    if (lead.state === 'won' && standing !== null)
      throw LeadIsCustomer.create({ number: lead.number, customerId: standing })
    const customerId = held ?? standing ?? (await registered()).id
    const won = await moveLead(context, lead, 'win', { customerId })
    for (const table of [leadsInvitations, leadsVisits, leadsFollowUps] as const) {
      await store.updateWhere(table, { leadId }, { customerId })
    }
    context.emit(leadConverted, { leadId, customerId })
    return { lead: presentLead(context, won), customer: await context.run(getCustomer, { customerId }) }

    function registered() {
      const { name, phone, wechat, source, province, city, district } = lead
      return context.run(registerCustomer, {
        name,
        phone,
        wechat,
        source,
        region: { province: province ?? undefined, city: city ?? undefined, district: district ?? undefined },
        allowDuplicate,
      })
    }
  },
})
