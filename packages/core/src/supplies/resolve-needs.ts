/** What a studio says that an item needs, as it is kept: codes to ids, packs to units, recipes to what they take. */
import { z } from 'zod'
import { type ItemRow, partsOf } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import {
  inventoryItems,
  recipeLines,
  requireItems,
  requireLocations,
  requireRecipe,
  type StockItemRow,
  unitsOf,
} from '../inventory/index.ts'
import { openFlowBook, stageName } from '../stages/index.ts'
import { NeedInvalid } from './errors.ts'
import type { ItemNeed } from './item-needs.ts'

const idText = z.string().min(1).max(64)

export const needInput = z
  .strictObject({
    /** The code or id of an item of the inventory. */
    item: idText.optional(),
    /** Or the code or id of a recipe: all that it takes, as it says today. */
    recipe: idText.optional(),
    /** For one that is sold; 1 unless told. Of a recipe: how many times. */
    quantity: z.int().min(1).max(1_000_000).default(1),
    /** A larger unit of the item, such as `box`. */
    unit: z.string().min(1).max(20).optional(),
    /** Only for this variant. */
    variant: z.string().min(1).max(60).optional(),
    /** Only where this is chosen. */
    option: z.strictObject({ group: z.string().min(1).max(60), choice: z.string().min(1).max(60) }).optional(),
    /** The code of the location that gives it, in each branch that has one of this code; `main` elsewhere, and unless told. */
    location: z.string().min(1).max(40).optional(),
    /** The stage that uses it, when a line reaches it. Unless told it leaves the stock when the line is handed over. */
    stage: stageName.optional(),
    /** Whether it is promised to a line when that is sold: products are, and consumables are not, unless told. */
    reserve: z.boolean().optional(),
    /** Whether it may be sold where less is there: `refuse` unless told; `allow` promises what is there, and the rest when it comes. */
    beyondStock: z.enum(['refuse', 'allow']).default('refuse'),
  })
  .refine(({ item, recipe }) => (item === undefined) !== (recipe === undefined), {
    message: 'must name an item or a recipe',
  })
  .refine(({ recipe, unit }) => recipe === undefined || unit === undefined, {
    message: 'must name no unit with a recipe',
    path: ['unit'],
  })

type Wanted = z.output<typeof needInput>

interface Asked {
  readonly number: number
  readonly wanted: Wanted
  readonly item: StockItemRow
  readonly units: number
}

/**
 * @throws NEED_INVALID, STOCK_ITEM_UNKNOWN, RECIPE_UNKNOWN, STOCK_LOCATION_UNKNOWN, MOVEMENT_INVALID for an unknown unit
 */
export async function resolveNeeds(
  context: CommandContext,
  sold: ItemRow,
  wanted: readonly Wanted[],
): Promise<readonly ItemNeed[]> {
  const locations = wanted.flatMap(({ location }) => location ?? [])
  await requireLocations(context, locations)
  const asked = await itemsOf(context, wanted)
  const book = await openFlowBook(context)
  const flow = book.ofItem({ ...sold, category: sold.categoryCode })
  const { variants, options } = partsOf(sold)
  const seen = new Set<string>()
  return asked.map(({ number, wanted: one, item, units }) => {
    const refuse = (rule: string, value: string) => NeedInvalid.create({ item: sold.code, need: number, rule, value })
    const { variant, option, location, stage } = one
    if (item.kind === 'rentable')
      throw refuse('must be used up or handed over: what is lent is for the rentals', item.code)
    if (stage !== undefined) {
      if (!flow.has(stage)) {
        const stages = flow.stages.map(({ name }) => name).join(', ')
        throw refuse(`must be used at a stage of flow "${flow.name}" (${stages})`, stage)
      }
      if (flow.delivering.name === stage) throw refuse('must name no stage for what is handed over', stage)
      if (item.tracking === 'serial') {
        throw refuse('must be handed over, since its units have serials that are named then', item.code)
      }
    }
    if (variant !== undefined && !variants.some(({ code }) => code === variant)) {
      throw refuse(
        `must be of a variant of the item (${variants.map(({ code }) => code).join(', ') || 'it has none'})`,
        variant,
      )
    }
    if (option !== undefined) {
      const choices = options.find(({ code }) => code === option.group)?.choices ?? []
      if (!choices.some(({ code }) => code === option.choice)) {
        throw refuse('must be of a choice among its options', `${option.group}/${option.choice}`)
      }
    }
    const key = JSON.stringify([item.id, variant, option?.group, option?.choice, location, stage])
    if (seen.has(key)) throw refuse('must be named once for the same variant, option, location and stage', item.code)
    seen.add(key)
    return {
      itemId: item.id,
      item: item.code,
      quantity: units,
      ...(variant === undefined ? {} : { variant }),
      ...(option === undefined ? {} : { option }),
      ...(location === undefined ? {} : { location }),
      ...(stage === undefined ? {} : { stage }),
      reserve: one.reserve ?? item.kind === 'product',
      beyondStock: one.beyondStock === 'allow',
    }
  })
}

async function itemsOf(context: CommandContext, wanted: readonly Wanted[]): Promise<readonly Asked[]> {
  const { store } = context
  const codes = wanted.flatMap(({ item }) => item ?? [])
  const items = await requireItems(store, codes)
  const named = new Map(codes.map((code, at) => [code, items[at]]))
  const asked: Asked[] = []
  for (const [at, one] of wanted.entries()) {
    const number = at + 1
    if (one.recipe === undefined) {
      const item = named.get(one.item ?? '')
      if (item === undefined) continue
      asked.push({ number, wanted: one, item, units: one.quantity * unitsOf(item, one.unit, number) })
      continue
    }
    const lines = recipeLines(await requireRecipe(store, one.recipe))
    const where = { id: { in: lines.map(({ itemId }) => itemId) } }
    const rows = new Map((await store.find(inventoryItems, { where, limit: 'all' })).map((row) => [row.id, row]))
    for (const { itemId, quantity } of lines) {
      const item = rows.get(itemId)
      if (item !== undefined) asked.push({ number, wanted: one, item, units: quantity * one.quantity })
    }
  }
  return asked
}
