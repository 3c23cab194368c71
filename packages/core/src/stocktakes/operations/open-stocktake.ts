import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  freezeLocations,
  inventoryLocations,
  requireItems,
  requireLocations,
  StockItemUnknown,
  StockLocationUnknown,
} from '../../inventory/index.ts'
import { StocktakeScopeInvalid } from '../errors.ts'
import { stocktakeOpened } from '../events.ts'
import { stocktakeNumbersToken } from '../numbering.ts'
import { presentStocktake, type Stocktake, stocktakeSchema } from '../present.ts'
import { withBins } from '../scope.ts'
import { categoryText, idText, kindName, noteText } from '../shapes.ts'
import { stocktakesStocktakes } from '../tables.ts'

const schema = z.strictObject({
  /** Codes or ids of locations, with all bins of theirs; all of the branch that are in use unless told. */
  locations: z.array(idText).min(1).max(200).optional(),
  kind: kindName.optional(),
  category: categoryText.optional(),
  /** Codes or ids of items; all that fit the kind and category unless told. */
  items: z.array(idText).min(1).max(500).optional(),
  /** Nothing moves at the locations until it ends. Without it goods come and go, and each count is held against its own moment. */
  freeze: z.boolean().default(false),
  /** Counters do not see what the books say. */
  blind: z.boolean().default(true),
  /** Never personal data. */
  note: noteText.optional(),
})

export interface OpenStocktake extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OpenStocktake> = schema

const errors = [StockLocationUnknown, StockItemUnknown, StocktakeScopeInvalid] as const

/** Opens a stocktake. Several may be open at once, also of one location, as long as one alone has frozen it. */
export const open: Operation<'command', OpenStocktake, Stocktake, (typeof errors)[number]> = operation({
  name: 'stocktakes.open',
  summary: 'Opens a stocktake of locations, for all items or some, with or without freezing them.',
  kind: 'command',
  input,
  output: stocktakeSchema,
  errors,
  async run(context, { locations: codes, kind, category, items: only, freeze, blind, note }) {
    const { store, branch, now, actor } = context
    const ofBranch = { where: { branch, active: true }, orderBy: ['id'], limit: 'all' } as const
    // Of two who freeze a location, the second hears of the first.
    const all = await (freeze
      ? store.findForUpdate(inventoryLocations, ofBranch)
      : store.find(inventoryLocations, ofBranch))
    const named = codes === undefined ? all : await requireLocations(context, codes)
    const idle = named.find((row) => !row.active)
    if (idle !== undefined) {
      throw StocktakeScopeInvalid.create({ rule: 'be of locations in use', value: `"${idle.code}" is not` })
    }
    const locations = withBins(named, all)
    if (locations.length === 0) {
      throw StocktakeScopeInvalid.create({ rule: 'be of locations in use', value: `branch "${branch}" has none` })
    }
    const held = freeze ? locations.find((row) => row.frozenBy !== null) : undefined
    if (held !== undefined) {
      const value = `"${held.code}" is frozen by stocktake ${held.frozenAs ?? held.frozenBy}`
      throw StocktakeScopeInvalid.create({ rule: 'freeze what no other has frozen', value })
    }
    const items = only === undefined ? null : await requireItems(store, only)
    const id = context.newId()
    const [numbers] = await context.numbers([{ sequence: context.resolve(stocktakeNumbersToken) }])
    const locationIds = locations.map((row) => row.id)
    const row = store.insert(stocktakesStocktakes, {
      id,
      branch,
      number: numbers?.[0] ?? id,
      status: 'open',
      locations: locationIds,
      kind: kind ?? null,
      category: category ?? null,
      items: items === null ? null : [...new Set(items.map((item) => item.id))],
      blind,
      frozen: freeze,
      note: note ?? null,
      openedAt: now,
      openedBy: actor,
      endedAt: null,
      endedBy: null,
    })
    if (freeze) await freezeLocations(context, locations, row)
    context.emit(stocktakeOpened, { stocktakeId: id, number: row.number, locationIds, frozen: freeze })
    return presentStocktake(row)
  },
})
