import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../errors.ts'
import { readAlerts } from '../read-alerts.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { inventorySettings } from '../settings.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  alert: z.enum(['out', 'low', 'over']).optional(),
  /** How many days of use are looked at for items without levels; 90 unless told. */
  days: z.int().min(1).max(3650).default(90),
})

export interface ListStockAlerts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListStockAlerts> = schema

const alertShape = z.object({
  branch: z.string(),
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  /** out: nothing is available; low: too little is; over: more is on hand than the branch wants. */
  alert: z.enum(['out', 'low', 'over']),
  /** Whether a level says so, or how much is used. */
  by: z.enum(['level', 'use']),
  onHand: z.int(),
  reserved: z.int(),
  /** On hand and promised to nobody. */
  available: z.int(),
  low: z.int().nullable(),
  high: z.int().nullable(),
  /** In the days looked at. */
  used: z.int(),
  /** How long what is available lasts at that rate; null where nothing is used. */
  daysLeft: z.string().nullable(),
})

const outputShape = z.object({
  out: z.int(),
  low: z.int(),
  over: z.int(),
  /** What is out first, then low, then over; by branch and code. */
  items: z.array(alertShape),
})

export interface StockAlerts extends z.output<typeof outputShape> {}

const output: z.ZodType<StockAlerts> = outputShape

/**
 * What is out, low or too much. Levels are those of `inventory.setLevels`; an item without them is judged by how long it lasts
 * (settings lowDays and overDays). Items that are not active are left out. At most five statements.
 */
export const alerts: Operation<'query', ListStockAlerts, StockAlerts, typeof StockItemUnknown> = operation({
  name: 'inventory.alerts',
  summary: 'Lists what is out of stock, low, or more than is wanted.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { branch, alert, days, ...filter }) {
    const items = await readReportItems(context.store, filter)
    const rules = await context.settings(inventorySettings)
    const all = await readAlerts(context, { items, branch, days, rules })
    const count = (kind: string) => all.filter((one) => one.alert === kind).length
    const rows = all.filter((one) => alert === undefined || one.alert === alert)
    return { out: count('out'), low: count('low'), over: count('over'), items: rows }
  },
})
