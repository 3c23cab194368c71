/** Writes down, changes or takes away a day that a customer celebrates every year. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { isCalendarDate } from '../../values/calendar-date.ts'
import { CustomerUnknown } from '../errors.ts'
import { anniversarySet } from '../events.ts'
import { birthdayKind, rewriteOccasions } from '../occasions.ts'
import { holdCustomer } from '../read-customers.ts'
import { customersAnniversaries } from '../tables.ts'

const inputSchema = z.strictObject({
  customerId: z.string().min(1).max(64),
  /** `wedding`, `engagement` or a word of the studio's own. */
  kind: z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(40)
    .refine((kind) => kind !== birthdayKind, 'must not be "birthday", which customers.update sets'),
  /** The Gregorian day on which it first was; null takes the anniversary away. */
  date: z.string().refine(isCalendarDate, 'must be a date YYYY-MM-DD').nullable(),
  /** The calendar by which it is kept. */
  calendar: z.enum(['solar', 'lunar']).default('solar'),
  note: z.string().trim().max(500).nullish(),
})

const outputSchema = z.object({
  customerId: z.string(),
  anniversaries: z.array(
    z.object({
      kind: z.string(),
      date: z.string().nullable(),
      calendar: z.enum(['solar', 'lunar']),
      note: z.string().nullable(),
    }),
  ),
})

export interface SetAnniversary extends z.input<typeof inputSchema> {}
/** All anniversaries of the customer. */
export interface Anniversaries extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SetAnniversary> = inputSchema
const output: z.ZodType<Anniversaries> = outputSchema

export const setAnniversary = operation({
  name: 'customers.setAnniversary',
  summary: 'Sets the day of a wedding or another anniversary of a customer; a date of null takes it away.',
  kind: 'command',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId: given, kind, date, calendar, note }): Promise<Anniversaries> {
    const { store } = context
    const customer = await holdCustomer(context, given)
    const customerId = customer.id
    const standing = await store.find(customersAnniversaries, { where: { customerId, kind }, limit: 'all' })
    for (const row of standing) await store.delete(customersAnniversaries, row)
    if (date !== null) {
      store.insert(customersAnniversaries, {
        id: context.newId(),
        customerId,
        kind,
        date,
        calendar,
        note: note ?? null,
      })
    }
    await rewriteOccasions(context, customer)
    context.emit(anniversarySet, { customerId, kind, taken: date === null })
    const rows = await store.find(customersAnniversaries, {
      where: { customerId },
      orderBy: ['kind', 'id'],
      limit: 'all',
    })
    return {
      customerId,
      anniversaries: rows.map((row) => ({
        kind: row.kind,
        date: row.date,
        calendar: row.calendar as 'solar' | 'lunar',
        note: row.note,
      })),
    }
  },
})
