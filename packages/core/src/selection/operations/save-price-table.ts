/** Saves a table of prices for what is beyond a package. */
import { z } from 'zod'
import { ItemRetired, ItemUnknown, itemsByCode } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { canonicalJson, type Json } from '../../values/json.ts'
import { Money } from '../../values/money.ts'
import { PriceTableAmbiguous, PriceTableChanged, PriceTableInvalid } from '../errors.ts'
import { contentOf, keepPriceTable, lockPriceTables } from '../price-book.ts'
import { isAmbiguous, type PriceTable, priceTableSchema, tableFault } from '../price-table.ts'
import { presentTable, type SavedPriceTable, savedTableSchema } from '../present-table.ts'
import { selectionPriceTables } from '../tables.ts'

/** The most tables in force at once. */
const mostTables = 500

const inputSchema = priceTableSchema.extend({
  /** The version that the change was made for; 0 for a new table. */
  expectedVersion: z.int().min(0).optional(),
})

export interface SavePriceTable extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SavePriceTable> = inputSchema
const output: z.ZodType<SavedPriceTable> = savedTableSchema

export const savePriceTable = operation({
  name: 'selection.savePriceTable',
  summary:
    'Saves under its code what is sold beyond a package, and at which prices by tiers, for packages and branches.',
  kind: 'command',
  input,
  output,
  errors: [PriceTableInvalid, PriceTableAmbiguous, PriceTableChanged, ItemUnknown, ItemRetired],
  async run(context, { expectedVersion, ...table }) {
    requireSound(table, context.studio.currency)
    await itemsByCode(context, [table.item])
    await lockPriceTables(context)
    const standing = await context.store.get(selectionPriceTables, table.code)
    const version = standing?.tableVersion ?? 0
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw PriceTableChanged.create({ table: table.code, expected: expectedVersion, actual: version })
    }
    const content = JSON.parse(JSON.stringify(table)) as Json
    if (standing?.active === true && canonicalJson(standing.content) === canonicalJson(content)) {
      return presentTable(standing)
    }
    const others = await context.store.find(selectionPriceTables, {
      where: { active: true, code: { ne: table.code } },
      orderBy: ['code'],
      limit: 'all',
    })
    const other = others.find((one) => isAmbiguous(table, contentOf(one)))
    if (other !== undefined) throw PriceTableAmbiguous.create({ table: table.code, other: other.code })
    if (others.length >= mostTables) {
      throw PriceTableInvalid.create({ table: table.code, rule: `would be more than ${mostTables} in force` })
    }
    const next = { code: table.code, tableVersion: version + 1, content, active: true }
    const row =
      standing === undefined
        ? context.store.insert(selectionPriceTables, next)
        : await context.store.update(selectionPriceTables, standing, next)
    await keepPriceTable(context, row)
    return presentTable(row)
  },
})

/** @throws PRICE_TABLE_INVALID; MONEY_MALFORMED, MONEY_TOO_PRECISE of a price */
function requireSound(table: PriceTable, currency: string): void {
  const rule = tableFault(table)
  if (rule !== undefined) throw PriceTableInvalid.create({ table: table.code, rule })
  const negative = table.tiers.find(({ price }) => Money.of(price, currency, 'price of a tier').isNegative())
  if (negative !== undefined) {
    throw PriceTableInvalid.create({
      table: table.code,
      rule: `must have no price below zero, but has ${negative.price}`,
    })
  }
}
