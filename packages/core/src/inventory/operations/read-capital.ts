import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { StockItemUnknown } from '../errors.ts'
import { capitalBy } from '../capital.ts'
import { readCapital } from '../read-capital.ts'
import { itemFilterMembers, readReportItems } from '../report-items.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  ...itemFilterMembers,
  branch: idText.optional(),
  by: z.enum(['category', 'kind', 'location', 'branch', 'item']).default('category'),
})

export interface ReadStockCapital extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStockCapital> = schema

const outputShape = z.object({
  currency: z.string(),
  value: z.string(),
  groups: z.array(
    z.object({
      /** The category, kind, branch, or the id of the location or item; null for items without a category. */
      key: z.string().nullable(),
      /** How people call it: the name of the location or item; otherwise the key. */
      name: z.string().nullable(),
      items: z.int(),
      value: z.string(),
      /** Of the whole; null where that is zero. */
      share: z.string().nullable(),
    }),
  ),
})

export interface StockCapital extends z.output<typeof outputShape> {}

const output: z.ZodType<StockCapital> = outputShape

/**
 * The money that is tied up in stock now, the most first. Where an item lies in several locations its value is shared out by
 * quantity; single units are worth what each cost. Three statements, five by location.
 */
export const capital: Operation<'query', ReadStockCapital, StockCapital, typeof StockItemUnknown> = operation({
  name: 'inventory.capital',
  summary: 'Tells how much money is tied up in stock, by category, kind, location, branch or item.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { branch, by, ...filter }) {
    const { currency } = context.studio
    const { byId, ids } = await readReportItems(context.store, filter)
    const { parts, locationNames } = await readCapital(context, {
      byId,
      branch,
      itemIds: ids,
      byLocation: by === 'location',
    })
    const { whole, groups } = capitalBy(parts, (part) => {
      const item = byId.get(part.itemId)
      if (by === 'branch') return { key: part.branch, name: part.branch }
      if (by === 'location')
        return { key: part.locationId, name: locationNames.get(part.locationId) ?? part.locationId }
      if (by === 'item') return { key: part.itemId, name: item?.name ?? part.itemId }
      const key = by === 'kind' ? (item?.kind ?? null) : (item?.category ?? null)
      return { key, name: key }
    })
    const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
    return { currency, value: money(whole), groups: groups.map((group) => ({ ...group, value: money(group.value) })) }
  },
})
