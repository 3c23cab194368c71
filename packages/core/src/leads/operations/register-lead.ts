/** Writes a lead down, and says who of the customers it may be. */
import { z } from 'zod'
import {
  CustomerUnknown,
  customersLike,
  type DuplicateReason,
  duplicateReasons,
  holdCustomer,
  phoneDigits,
} from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { customValues } from '../../engine/custom-field.ts'
import { operation } from '../../engine/operation.ts'
import { defineNumberSequence } from '../../values/number-sequence.ts'
import { LeadDuplicate } from '../errors.ts'
import { leadAssigned, leadRegistered } from '../events.ts'
import { leadOutput, presentLead } from '../present-lead.ts'
import { isOpen, type LeadState } from '../lead-state.ts'
import { idText, leadMembers, line } from '../shapes.ts'
import { leads } from '../tables.ts'

/** The numbers of leads: `L000001`, counted over all branches of a studio. */
export const leadNumbers = defineNumberSequence({ name: 'leads', pattern: 'L{n:6}', resets: 'never' })

const inputSchema = z.strictObject({
  name: line(100),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^\+?[\d\s().\-–]{5,}$/, 'must be a phone number: digits, with +, blanks, - and brackets')
    .optional(),
  ...leadMembers,
  /** Where the lead comes from: a word of the studio's own, such as `douyin` or `friend`. */
  source: line(60),
  /** Who of the staff takes care of the lead; whoever writes it down unless told. */
  ownerId: idText.nullish(),
  /** The customer that the lead is, where that is known. */
  customerId: idText.optional(),
  /** Write it down although an open lead has the same phone. */
  allowDuplicate: z.boolean().default(false),
  custom: customValues.optional(),
})

const reasons = Object.keys(duplicateReasons) as [DuplicateReason, ...DuplicateReason[]]

const outputSchema = z.object({
  lead: leadOutput,
  /** Customers who may be this lead, the likeliest first: pass one of them to leads.convert in place of a new one. */
  known: z.array(
    z.object({
      customerId: z.string(),
      number: z.string(),
      name: z.string(),
      score: z.int(),
      reasons: z.array(z.enum(reasons)),
    }),
  ),
})

export interface RegisterLead extends z.input<typeof inputSchema> {}
export interface RegisteredLead extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RegisterLead> = inputSchema
const output: z.ZodType<RegisteredLead> = outputSchema

export const registerLead = operation({
  name: 'leads.register',
  summary: 'Writes down a lead with where it comes from and whose it is, and tells which customers it may be.',
  kind: 'command',
  input,
  output,
  errors: [LeadDuplicate, CustomerUnknown],
  async run(context, given): Promise<RegisteredLead> {
    const { name, phone, wechat, region, interests, note, source, ownerId, allowDuplicate, custom } = given
    const customerId = given.customerId === undefined ? null : (await holdCustomer(context, given.customerId)).id
    const digits = phone === undefined ? null : phoneDigits(phone)
    if (digits !== null) await refuseDuplicate(context, digits, allowDuplicate)
    const known = await customersLike(context, { name, phone: phone ?? null, wechat: wechat ?? null })
    const [[number = ''] = []] = await context.numbers([{ sequence: leadNumbers }])
    const row = context.store.insert(leads, {
      ...context.customFields(leads).toColumns(custom),
      id: context.newId(),
      branch: context.branch,
      number,
      name,
      phone: phone ?? null,
      phoneDigits: digits,
      wechat: wechat ?? null,
      province: region?.province ?? null,
      city: region?.city ?? null,
      district: region?.district ?? null,
      source,
      interests: interests == null || interests.length === 0 ? null : [...new Set(interests)],
      note: note ?? null,
      ownerId: ownerId === undefined ? context.actor : ownerId,
      state: 'new',
      stateChangedAt: context.now,
      lostReason: null,
      customerId,
      createdAt: context.now,
      createdOn: context.businessDate,
    })
    context.emit(leadRegistered, { leadId: row.id, customerId, source })
    context.emit(leadAssigned, { leadId: row.id, customerId, ownerId: row.ownerId })
    return {
      lead: presentLead(context, row),
      known: known.map(({ customer, score, reasons: why }) => ({
        customerId: customer.id,
        number: customer.number,
        name: customer.name,
        score,
        reasons: [...why],
      })),
    }
  },
})

/** Of two who write the same number down at once, the second sees the first. @throws LEAD_DUPLICATE */
async function refuseDuplicate(context: CommandContext, digits: string, allowed: boolean): Promise<void> {
  if (allowed) return
  await context.store.lock([`leads.phone:${digits}`])
  const same = await context.store.find(leads, { where: { phoneDigits: digits }, orderBy: ['id'], limit: 'all' })
  const open = same.find(({ state }) => isOpen(state as LeadState))
  if (open !== undefined) {
    throw LeadDuplicate.create({ leadId: open.id, number: open.number, endsIn: digits.slice(-4) })
  }
}
