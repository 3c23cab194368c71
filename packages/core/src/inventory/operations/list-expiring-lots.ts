import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays, daysBetween } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { readExpiringLots } from '../read-expiring-lots.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { inventorySettings } from '../settings.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  /** How many days ahead; the setting expiringWithinDays unless told. What has expired already is always listed. */
  within: z.int().min(0).max(3650).optional(),
})

export interface ListExpiringLots extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListExpiringLots> = schema

const lotShape = z.object({
  branch: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  lotId: z.string(),
  lot: z.string(),
  /** The last day on which it may be used. */
  expiresOn: z.string(),
  /** Until that day; below zero once it has expired. */
  daysLeft: z.int(),
  expired: z.boolean(),
  quantity: z.int(),
  /** At the mean cost of the item in the branch. */
  value: z.string(),
  locations: z.array(z.object({ locationId: z.string(), quantity: z.int() })),
})

const outputShape = z.object({
  currency: z.string(),
  value: z.string(),
  /** How many of them have expired. */
  expired: z.int(),
  /** What expires first before the rest. */
  lots: z.array(lotShape),
})

export interface ExpiringLots extends z.output<typeof outputShape> {}

const output: z.ZodType<ExpiringLots> = outputShape

/** Lots in stock that expire soon or have expired. Four statements. */
export const expiringLots: Operation<'query', ListExpiringLots, ExpiringLots, typeof StockItemUnknown> = operation({
  name: 'inventory.expiringLots',
  summary: 'Lists lots in stock that expire soon or have expired.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { branch, within, ...filter }) {
    const { currency } = context.studio
    const { businessDate } = context
    const { expiringWithinDays } = await context.settings(inventorySettings)
    const items = await readReportItems(context.store, filter)
    const by = addDays(businessDate, within ?? expiringWithinDays)
    const lots = await readExpiringLots(context, { items, branch, by })
    const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    return {
      currency,
      value: money(lots.reduce((sum, { value }) => sum + value, 0n)),
      expired: lots.filter(({ expiresOn }) => expiresOn < businessDate).length,
      lots: lots.map(({ branch: of, item, lotId, number, expiresOn, quantity, value, locations }) => ({
        branch: of,
        itemId: item.id,
        code: item.code,
        name: item.name,
        unit: item.unit,
        lotId,
        lot: number,
        expiresOn,
        daysLeft: daysBetween(businessDate, expiresOn),
        expired: expiresOn < businessDate,
        quantity,
        value: money(value),
        locations: [...locations],
      })),
    }
  },
})
