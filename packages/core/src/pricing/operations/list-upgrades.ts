/** Lists what an item may be upgraded to, and what that costs today. */
import { z } from 'zod'
import {
  catalogItems,
  type Entitlements,
  entitlementsSchema,
  ItemUnknown,
  ItemVersionUnknown,
  itemVersions,
  partsOf,
  requireItem,
} from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { listedPrice } from '../listed-price.ts'
import { ruleBook } from '../rule-book.ts'

const inputSchema = z.strictObject({
  /** Code or id of the item that is upgraded. */
  item: z.string().min(1).max(64),
  /** The version that was sold: its upgrades and their prices are meant. Today's unless told. */
  itemVersion: z.int().min(1).optional(),
  /** What was paid for one of it; its price of the day unless told. */
  paid: z.string().min(1).max(30).optional(),
  /** The day that it is for; the business day unless told. */
  forDate: z.iso.date().optional(),
})

export interface ListUpgrades extends z.input<typeof inputSchema> {}
export interface Upgrade {
  to: string
  name: string
  nameEn: string | null
  /** What it costs by itself. */
  price: string
  /** What is to be paid for the upgrade; negative where it is cheaper. */
  difference: string
  entitlements: Entitlements
}
export interface Upgrades {
  item: string
  currency: string
  upgrades: Upgrade[]
}

const input: z.ZodType<z.output<typeof inputSchema>, ListUpgrades> = inputSchema
const output: z.ZodType<Upgrades> = z.object({
  item: z.string(),
  currency: z.string(),
  upgrades: z.array(
    z.object({
      to: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      price: z.string(),
      difference: z.string(),
      entitlements: entitlementsSchema,
    }),
  ),
})

export const listUpgrades = operation({
  name: 'pricing.upgrades',
  summary: 'Lists what an item may be upgraded to, with the difference in price; items that are retired are left out.',
  kind: 'query',
  input,
  output,
  errors: [ItemUnknown, ItemVersionUnknown],
  async run(context, { item, itemVersion, paid, forDate }): Promise<Upgrades> {
    const row = await requireItem(context, item)
    const versions = itemVersion === undefined ? [] : await itemVersions(context, [{ itemId: row.id, itemVersion }])
    if (itemVersion !== undefined && versions.length === 0) throw ItemVersionUnknown.create({ item, itemVersion })
    const offered = versions[0]?.item.upgrades ?? partsOf(row).upgrades
    const codes = offered.map(({ to }) => to)
    const targets = await context.store.find(catalogItems, {
      where: { code: { in: codes }, active: true },
      limit: 'all',
    })
    const { priceLists: lists } = await context.settings(ruleBook)
    const of = { lists, branch: context.branch, date: forDate ?? context.businessDate, addOn: null }
    const { currency } = context.studio
    const from = paid === undefined ? listedPrice(row, null, of).price : Money.of(paid, currency)
    const upgrades = offered.flatMap(({ to, price }) => {
      const target = targets.find((one) => one.code === to)
      if (target === undefined) return []
      const listed = listedPrice(target, null, of).price
      const difference = price === undefined ? listed.minus(from) : Money.of(price, currency)
      return [
        {
          to,
          name: target.name,
          nameEn: target.nameEn,
          price: listed.toString(),
          difference: difference.toString(),
          entitlements: target.entitlements as Entitlements,
        },
      ]
    })
    return { item: row.code, currency, upgrades }
  },
})
