/** Lists what is to be done about people. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { followUpOutput, followUpStates, presentFollowUp } from '../present-follow-up.ts'
import { idText, pageMembers, personMembers, word } from '../shapes.ts'
import { leadsFollowUps } from '../tables.ts'

const inputSchema = z.strictObject({
  ...personMembers,
  orderId: idText.optional(),
  state: z.enum(followUpStates).default('open'),
  /** `overdue`: the time has passed. `today`: overdue, or due by the end of the business day. */
  due: z.enum(['overdue', 'today']).optional(),
  /** `me` for those of whoever asks; null for those that are anybody's. */
  ownerId: idText.nullish(),
  kind: word.optional(),
  branch: idText.optional(),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(followUpOutput), next: z.string().nullable() })

export interface ListFollowUps extends z.input<typeof inputSchema> {}
/** Follow-ups, the first due first; follow `next` until it is null. */
export interface FollowUpPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListFollowUps> = inputSchema
const output: z.ZodType<FollowUpPage> = outputSchema

export const listFollowUps = operation({
  name: 'leads.followUps',
  summary: 'Lists follow-ups: mine, due or overdue, of a person or an order, the first due first.',
  kind: 'query',
  input,
  output,
  async run(context, { customerId, due, ownerId, limit, cursor, ...given }): Promise<FollowUpPage> {
    const { store, studio, now, branch, businessDate } = context
    const owner = ownerId === 'me' ? context.actor : ownerId
    const before = due === 'today' ? studio.days(branch).startOf(addDays(businessDate, 1)) : now
    const page = await store.page(leadsFollowUps, {
      where: {
        ...present({ ...given, ownerId: owner }),
        ...(customerId === undefined ? {} : { customerId: { in: await customerIdsOf(context, customerId) } }),
        ...(due === undefined ? {} : { dueAt: { lt: before } }),
      },
      orderBy: ['dueAt', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => presentFollowUp(row, now)), next: page.next }
  },
})
