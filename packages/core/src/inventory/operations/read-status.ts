import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { addDays } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { capitalBy } from '../capital.ts'
import { readAlerts } from '../read-alerts.ts'
import { readExpiringLots } from '../read-expiring-lots.ts'
import { readPromises, readTransit } from '../read-promises.ts'
import { readSlowStock } from '../read-slow-stock.ts'
import { readStock } from '../read-stock.ts'
import { readUse } from '../read-use.ts'
import { readReportItems } from '../report-items.ts'
import { inventorySettings } from '../settings.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface ReadStockStatus extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockStatus> = schema

const outputShape = z.object({
  at: z.string(),
  businessDate: z.string(),
  currency: z.string(),
  /** Of all that is in stock. */
  value: z.string(),
  kinds: z.array(
    z.object({
      /** consumable, product or rentable. */
      kind: z.string(),
      /** How many items there is something of. */
      items: z.int(),
      value: z.string(),
      /** Of the whole; null where that is zero. */
      share: z.string().nullable(),
    }),
  ),
  alerts: z.object({ out: z.int(), low: z.int(), over: z.int() }),
  /** On its way from this branch or to it; between any where no branch is named. At cost. */
  inTransit: z.object({ transfers: z.int(), value: z.string() }),
  /** Promised to customers: how many reservations are open, and of how many items. */
  reserved: z.object({ reservations: z.int(), items: z.int() }),
  slow: z.object({ items: z.int(), value: z.string() }),
  /** Lots that expire soon, those included that have expired. */
  expiring: z.object({ lots: z.int(), expired: z.int(), value: z.string() }),
})

export interface StockStatus extends z.output<typeof outputShape> {}

const output: z.ZodType<StockStatus> = outputShape

/** How the stock stands now, on one page. At most fourteen statements. */
export const statusReport: Operation<'query', ReadStockStatus, StockStatus, never> = operation({
  name: 'inventory.statusReport',
  summary: 'Tells how the stock stands: value, alerts, what is promised, on its way, slow or about to expire.',
  kind: 'query',
  input,
  output,
  async run(context, { branch }) {
    const { businessDate, studio, now } = context
    const { currency } = studio
    const settings = await context.settings(inventorySettings)
    const items = await readReportItems(context.store, {})
    const stock = await readStock(context, { branch })
    const parts = stock.map(({ branch: of, itemId, value }) => ({ branch: of, itemId, locationId: '', value }))
    const { whole, groups } = capitalBy(parts, ({ itemId }) => {
      const kind = items.byId.get(itemId)?.kind ?? ''
      return { key: kind, name: kind }
    })
    const days = settings.slowAfterDays
    const use = await readUse(context, { from: addDays(businessDate, 1 - days), to: businessDate, branch })
    const alerts = await readAlerts(context, { items, branch, days, rules: settings, use })
    const slow = await readSlowStock(context, { items, branch, days, percent: settings.slowPercent, stock, use })
    const by = addDays(businessDate, settings.expiringWithinDays)
    const lots = await readExpiringLots(context, { items, branch, by })
    const transit = await readTransit(context.store, branch)
    const reserved = await readPromises(context.store, branch)
    const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    const sum = (rows: readonly { readonly value: bigint }[]) => money(rows.reduce((all, { value }) => all + value, 0n))
    const count = (kind: string) => alerts.filter((one) => one.alert === kind).length
    return {
      at: now,
      businessDate,
      currency,
      value: money(whole),
      kinds: groups.map(({ key, items: of, value, share }) => ({
        kind: key ?? '',
        items: of,
        value: money(value),
        share,
      })),
      alerts: { out: count('out'), low: count('low'), over: count('over') },
      inTransit: { transfers: transit.length, value: sum(transit) },
      reserved,
      slow: { items: slow.length, value: sum(slow) },
      expiring: {
        lots: lots.length,
        expired: lots.filter(({ expiresOn }) => expiresOn < businessDate).length,
        value: sum(lots),
      },
    }
  },
})
