/** Lists the birthdays and anniversaries of the days to come. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { lunarCalendar } from '../lunar-calendar.ts'
import { keysOfDays, stretchesOf, yearsKept } from '../occasion-days.ts'
import { birthdayKind } from '../occasions.ts'
import { customersSettings } from '../settings.ts'
import { type CustomerRow, customers, customersHouseholds } from '../tables.ts'
import { readUpcoming } from '../upcoming-occasions.ts'

const inputSchema = z.strictObject({
  /** The first day, YYYY-MM-DD; today unless told. */
  from: z.iso.date().optional(),
  /** How many days, the first included. */
  days: z.int().min(1).max(180).default(30),
  /** `birthday`, and kinds of anniversaries; all unless told. */
  kinds: z.array(z.string().trim().min(1).max(40)).min(1).max(20).optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const personSchema = z.object({ customerId: z.string(), name: z.string(), phone: z.string().nullable() })

const itemSchema = z.object({
  /** The day on which it is kept. */
  on: z.string(),
  /** `birthday`, or the kind of the anniversary. */
  kind: z.string(),
  /** When it first was. */
  date: z.string(),
  calendar: z.enum(['solar', 'lunar']),
  /** How many years after it: the age on a birthday, by the calendar by which it is kept. */
  years: z.int(),
  customer: personSchema,
  /** Whom the studio talks to of the customer's household; null without one, and where that is the customer. */
  contact: personSchema.nullable(),
})

const outputSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface ListUpcoming extends z.input<typeof inputSchema> {}
/** Occasions, the next first; follow `next` until it is null. */
export interface UpcomingOccasions extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListUpcoming> = inputSchema
const output: z.ZodType<UpcomingOccasions> = outputSchema

export const listUpcoming = operation({
  name: 'customers.upcoming',
  summary: 'Lists birthdays and anniversaries, solar and lunar, of the next so many days.',
  kind: 'query',
  input,
  output,
  async run(context, { from = context.businessDate, days, kinds, limit, cursor }): Promise<UpcomingOccasions> {
    const { leapDay } = await context.settings(customersSettings)
    const lunar = await lunarCalendar()
    const stretches = stretchesOf(keysOfDays(from, days, leapDay, lunar))
    const page = await readUpcoming(context, stretches, { kinds, limit, cursor })
    const people = await readPeople(
      context,
      page.items.map(({ row }) => row.customerId),
    )
    const items = page.items.flatMap(({ on, row: { kind, date, dayKey, customerId } }) => {
      const known = people(customerId)
      if (known === undefined) return []
      const calendar = dayKey.startsWith('s') ? ('solar' as const) : ('lunar' as const)
      // Nobody celebrates the day itself of a birth: the first birthday is a year later.
      const years = yearsKept(date, on, calendar, lunar)
      if (date > on || (kind === birthdayKind && years === 0 && date !== on)) return []
      return [{ on, kind, date, calendar, years, ...known }]
    })
    return { items, next: page.next }
  },
})

type Person = z.output<typeof personSchema>

/** The customers and the contacts of their households. At most three statements. */
async function readPeople(context: QueryContext, ids: readonly string[]) {
  const { store } = context
  const found = await findCustomers(context, ids)
  const households = [...found.values()].flatMap(({ householdId }) => (householdId === null ? [] : [householdId]))
  const known =
    households.length === 0
      ? []
      : await store.find(customersHouseholds, { where: { id: { in: [...new Set(households)] } }, limit: 'all' })
  const contactOf = new Map(known.map(({ id, contactId }) => [id, contactId]))
  const missing = [...contactOf.values()].filter((id) => !found.has(id))
  const contacts = new Map([...found, ...(await findCustomers(context, missing))])
  return (id: string): { readonly customer: Person; readonly contact: Person | null } | undefined => {
    const row = found.get(id)
    if (row === undefined) return undefined
    const contact = contacts.get(contactOf.get(row.householdId ?? '') ?? '')
    return {
      customer: presentPerson(row),
      contact: contact === undefined || contact === row ? null : presentPerson(contact),
    }
  }
}

async function findCustomers({ store }: QueryContext, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  if (ids.length === 0) return new Map()
  const rows = await store.find(customers, { where: { id: { in: [...new Set(ids)] } }, limit: 'all' })
  return new Map(rows.map((row) => [row.id, row]))
}

const presentPerson = ({ id, name, phone }: CustomerRow): Person => ({ customerId: id, name, phone })
