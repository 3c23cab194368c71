/** Says what an item of the catalogue needs of the stock. */
import { z } from 'zod'
import { ItemUnknown, requireItem } from '../../catalog/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { MovementInvalid, RecipeUnknown, StockItemUnknown, StockLocationUnknown } from '../../inventory/index.ts'
import { FlowUnknown } from '../../stages/index.ts'
import { canonicalJson, type Json } from '../../values/json.ts'
import { NeedInvalid, NeedsChanged, NeedsTooMany } from '../errors.ts'
import { needsSet } from '../events.ts'
import { lockNeeds, mostItems, rewriteBook } from '../needs-book.ts'
import { type ItemNeeds, itemNeedsSchema, presentNeeds } from '../present-needs.ts'
import { needInput, resolveNeeds } from '../resolve-needs.ts'
import { suppliesItemNeeds, suppliesItemNeedVersions } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id of an item of the catalogue. */
  item: z.string().min(1).max(64),
  /** All that one of it needs; none at all takes away what stood. */
  needs: z.array(needInput).max(50),
  /** The version that the change was made for; 0 where nothing stood. */
  expectedVersion: z.int().min(0).optional(),
})

export interface SetNeeds extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SetNeeds> = schema

const errors = [
  ItemUnknown,
  NeedInvalid,
  NeedsChanged,
  NeedsTooMany,
  StockItemUnknown,
  StockLocationUnknown,
  RecipeUnknown,
  MovementInvalid,
  FlowUnknown,
] as const

export const setNeeds: Operation<'command', SetNeeds, ItemNeeds, (typeof errors)[number]> = operation({
  name: 'supplies.setNeeds',
  summary: 'Says what an item of the catalogue needs of the stock; lines that are sold from now on keep it.',
  kind: 'command',
  input,
  output: itemNeedsSchema,
  errors,
  async run(context, { item, needs: wanted, expectedVersion }) {
    const { store } = context
    const sold = await requireItem(context, item)
    if (sold.kind === 'bundle' && wanted.length > 0) {
      const rule = 'must be of an item that becomes a line: set the needs of the components of a bundle'
      throw NeedInvalid.create({ item: sold.code, need: 1, rule, value: 'a bundle' })
    }
    await lockNeeds(context)
    const standing = await store.get(suppliesItemNeeds, sold.id)
    const actual = standing?.needsVersion ?? 0
    if (expectedVersion !== undefined && expectedVersion !== actual) {
      throw NeedsChanged.create({ item: sold.code, expected: expectedVersion, actual })
    }
    const needs = JSON.parse(JSON.stringify(await resolveNeeds(context, sold, wanted))) as Json
    if (standing === undefined ? wanted.length === 0 : canonicalJson(standing.needs) === canonicalJson(needs)) {
      return presentNeeds(sold, standing)
    }
    const needsVersion = actual + 1
    if (standing === undefined) {
      const [known] = await store.aggregate(suppliesItemNeeds, { measures: { count: { of: 'count' } }, limit: 1 })
      if ((known?.count ?? 0) >= mostItems) throw NeedsTooMany.create({ most: mostItems })
      store.insert(suppliesItemNeeds, { soldItemId: sold.id, code: sold.code, needsVersion, needs })
    } else {
      await store.update(suppliesItemNeeds, standing, { code: sold.code, needsVersion, needs })
    }
    store.insert(suppliesItemNeedVersions, { soldItemId: sold.id, needsVersion, at: context.now, needs })
    context.emit(needsSet, { itemId: sold.id, needsVersion })
    await rewriteBook(context)
    return presentNeeds(sold, { needsVersion, needs })
  },
})
