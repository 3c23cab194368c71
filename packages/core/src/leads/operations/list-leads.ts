/** Lists leads. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { leadStates } from '../lead-state.ts'
import { leadOutput, presentLead } from '../present-lead.ts'
import { idText, line, pageMembers } from '../shapes.ts'
import { leads } from '../tables.ts'

const inputSchema = z.strictObject({
  state: z.enum(leadStates).optional(),
  /** `me` for those of whoever asks; null for those that nobody takes care of. */
  ownerId: idText.nullish(),
  source: line(60).optional(),
  branch: idText.optional(),
  /** The first and the last business date on which they were written down, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(leadOutput), next: z.string().nullable() })

export interface ListLeads extends z.input<typeof inputSchema> {}
/** Leads, those who were written down last first; follow `next` until it is null. */
export interface LeadPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListLeads> = inputSchema
const output: z.ZodType<LeadPage> = outputSchema

export const listLeads = operation({
  name: 'leads.list',
  summary: 'Lists leads by state, owner, source, branch and date, the newest first.',
  kind: 'query',
  input,
  output,
  async run(context, { ownerId, from, to, limit, cursor, ...given }): Promise<LeadPage> {
    const owner = ownerId === 'me' ? context.actor : ownerId
    const page = await context.store.page(leads, {
      where: {
        ...present({ ...given, ownerId: owner }),
        ...(from === undefined && to === undefined ? {} : { createdOn: present({ gte: from, lte: to }) }),
      },
      orderBy: ['-createdOn', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => presentLead(context, row)), next: page.next }
  },
})
