/** Plans what is to be done about a person. */
import { z } from 'zod'
import { CustomerUnknown } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { parseInstant } from '../../values/instant.ts'
import { FollowUpPast, LeadUnknown } from '../errors.ts'
import { holdPerson } from '../hold-person.ts'
import { planFollowUp } from '../plan-follow-up.ts'
import { type FollowUp, followUpOutput, presentFollowUp } from '../present-follow-up.ts'
import { idText, namesOnePerson, onePerson, personMembers, word } from '../shapes.ts'

const time = z.iso.datetime({ offset: true })

const inputSchema = z
  .strictObject({
    ...personMembers,
    /** The order that it is about. */
    orderId: idText.optional(),
    kind: word.default('sales'),
    /** What is to be done. */
    task: z.string().trim().min(1).max(500).optional(),
    /** Whose it is; of whoever plans it unless told, null for anybody's. */
    ownerId: idText.nullish(),
    dueAt: time,
    /** When its owner is reminded: as the setting `remindMinutesBefore` says unless told, null for never. */
    remindAt: time.nullish(),
  })
  .refine(namesOnePerson, onePerson)

export interface PlanFollowUp extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, PlanFollowUp> = inputSchema

export const planFollowUpOperation = operation({
  name: 'leads.planFollowUp',
  summary: 'Plans what is to be done about a lead or customer by a time, with a reminder.',
  kind: 'command',
  input,
  output: followUpOutput,
  errors: [LeadUnknown, CustomerUnknown, FollowUpPast],
  async run(context, { leadId, customerId, ownerId, dueAt, remindAt, ...given }): Promise<FollowUp> {
    const due = parseInstant(dueAt)
    if (due < context.now) throw FollowUpPast.create({ dueAt: due, now: context.now })
    const person = await holdPerson(context, { leadId, customerId })
    const row = await planFollowUp(context, {
      ...given,
      leadId: person.leadId,
      customerId: person.customerId,
      ownerId: ownerId === undefined ? context.actor : ownerId,
      dueAt: due,
      remindAt: remindAt == null ? remindAt : parseInstant(remindAt),
    })
    return presentFollowUp(row, context.now)
  },
})
