import { overlaps } from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RentalPeriodInvalid } from '../errors.ts'
import { expectedReady, readAway } from '../overruns.ts'
import { windowOf } from '../period.ts'
import { daysBetween } from '../../values/calendar-date.ts'
import { idText, instantText } from '../shapes.ts'
import { rentalsBlocks, rentalsRentals } from '../tables.ts'

const schema = z.strictObject({
  from: instantText,
  /** At most 92 days later. */
  to: instantText,
  itemId: idText.optional(),
  serialId: idText.optional(),
})

export interface ReadRentalCalendar extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadRentalCalendar> = schema

const entrySchema = z.object({
  /** rental or block. */
  kind: z.string(),
  id: z.string(),
  itemId: z.string(),
  item: z.string(),
  serialId: z.string().nullable(),
  serial: z.string().nullable(),
  quantity: z.int(),
  /** Of a block: blocked. */
  state: z.string(),
  from: z.string(),
  to: z.string(),
  /** With preparation and cleaning; of what is late as far as one can tell now. */
  busyFrom: z.string(),
  busyTo: z.string(),
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  /** Of a block: why. */
  reason: z.string().nullable(),
})

const outputShape = z.object({ items: z.array(entrySchema) })

export interface RentalCalendar extends z.output<typeof outputShape> {}

const output: z.ZodType<RentalCalendar> = outputShape

const longestDays = 92

const errors = [RentalPeriodInvalid] as const

/** What is in use when, by item, unit and time; also what is past. Three statements. */
export const calendar: Operation<'query', ReadRentalCalendar, RentalCalendar, (typeof errors)[number]> = operation({
  name: 'rentals.calendar',
  summary: 'Shows which units are rented, prepared, cleaned or blocked in a time.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { itemId, serialId, ...given }) {
    const { store, branch, now } = context
    const window = windowOf(given)
    if (daysBetween(window.from.slice(0, 10), window.to.slice(0, 10)) > longestDays) {
      const rule = `be at most ${longestDays} days after from, ${window.from}`
      throw RentalPeriodInvalid.create({ field: 'to', rule, value: window.to })
    }
    const of = { ...(itemId === undefined ? {} : { itemId }), ...(serialId === undefined ? {} : { serialId }) }
    const standing = await store.find(rentalsRentals, {
      where: {
        branch,
        ...of,
        busyTo: { gt: window.from },
        busyFrom: { lt: window.to },
        not: { state: { in: ['cancelled', 'noShow'] } },
      },
      orderBy: ['id'],
      limit: 'all',
    })
    const away = await readAway(store, { branch, ...(itemId === undefined ? {} : { itemIds: [itemId] }) })
    const blocks = await store.find(rentalsBlocks, {
      where: { branch, ...of, endsAt: { gt: window.from }, startsAt: { lt: window.to } },
      orderBy: ['id'],
      limit: 'all',
    })
    const known = new Set(standing.map(({ id }) => id))
    const late = away.filter((one) => !known.has(one.id) && (serialId === undefined || one.serialId === serialId))
    const rentals = [...standing, ...late].map((row) => ({
      kind: 'rental',
      id: row.id,
      itemId: row.itemId,
      item: row.itemCode,
      serialId: row.serialId,
      serial: row.serial,
      quantity: row.quantity,
      state: row.state,
      from: row.startsAt,
      to: row.endsAt,
      busyFrom: row.busyFrom,
      busyTo: expectedReady(row, now),
      customerId: row.customerId,
      orderId: row.orderId,
      reason: null,
    }))
    const blocked = blocks.map((row) => ({
      kind: 'block',
      id: row.id,
      itemId: row.itemId,
      item: row.itemCode,
      serialId: row.serialId,
      serial: row.serial,
      quantity: row.quantity,
      state: 'blocked',
      from: row.startsAt,
      to: row.endsAt,
      busyFrom: row.startsAt,
      busyTo: row.endsAt,
      customerId: null,
      orderId: null,
      reason: row.reason,
    }))
    const entries = [...rentals, ...blocked].filter(
      ({ busyFrom, busyTo }) => busyFrom < busyTo && overlaps({ from: busyFrom, to: busyTo }, window),
    )
    const placeOf = (one: z.output<typeof entrySchema>) => [one.item, one.serial ?? '', one.busyFrom, one.id]
    return { items: entries.sort((a, b) => compare(placeOf(a), placeOf(b))) }
  },
})

function compare(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((part, at) => part !== b[at])
  return place < 0 ? 0 : (a[place] ?? '') < (b[place] ?? '') ? -1 : 1
}
