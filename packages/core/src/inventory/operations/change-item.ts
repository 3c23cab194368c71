import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockAccountRefused, StockItemChanged, StockItemInvalid, StockItemUnknown } from '../errors.ts'
import { itemFields, packsColumn, photosColumn } from '../item-fields.ts'
import { itemSchema, presentItem, type StockItem } from '../present.ts'
import { requireItems } from '../read-items.ts'
import { idText } from '../shapes.ts'
import { requireCostAccount } from '../stock-counterparts.ts'
import { inventoryItems } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id. */
  item: idText,
  ...z.strictObject(itemFields).partial().shape,
  /** False: it is no longer bought or made, and leaves the stock as it is used up. */
  active: z.boolean().optional(),
  custom: customValues.optional(),
  /** Refused where somebody changed it since. */
  expectedVersion: z.int().optional(),
})

export interface ChangeStockItem extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeStockItem> = schema

const errors = [StockItemUnknown, StockItemInvalid, StockItemChanged, StockAccountRefused] as const

/** Changes what an item is called and where its cost goes. What it is counted, tracked and valued by stays. */
export const changeItem: Operation<'command', ChangeStockItem, StockItem, (typeof errors)[number]> = operation({
  name: 'inventory.changeItem',
  summary: 'Changes an item of the inventory.',
  kind: 'command',
  input,
  output: itemSchema,
  errors,
  async run(context, { item, expectedVersion, custom, packs, photos, ...given }) {
    const { store } = context
    const [row] = await requireItems(store, [item])
    if (row === undefined) throw StockItemUnknown.create({ item, similar: [] })
    if (expectedVersion !== undefined && row.version !== expectedVersion) {
      throw StockItemChanged.create({ item, expected: expectedVersion, actual: row.version })
    }
    if (given.costAccount !== undefined) await requireCostAccount(context, given.costAccount)
    const fields = context.customFields(inventoryItems)
    const kept = await store.update(inventoryItems, row, {
      ...(custom === undefined ? {} : fields.toColumns(custom)),
      name: given.name ?? row.name,
      nameEn: given.nameEn === undefined ? row.nameEn : given.nameEn,
      packs: packs === undefined ? row.packs : packsColumn(row.code, row.unit, packs),
      costAccount: given.costAccount ?? row.costAccount,
      category: given.category === undefined ? row.category : given.category,
      photos: photos === undefined ? row.photos : photosColumn(photos),
      active: given.active ?? row.active,
    })
    return presentItem(kept, fields.fromRow(kept))
  },
})
