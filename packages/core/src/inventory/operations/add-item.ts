import { z } from 'zod'
import { customValues } from '../../engine/custom-field.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockAccountRefused, StockItemInvalid, StockItemTaken } from '../errors.ts'
import { stockItemAdded } from '../events.ts'
import {
  fixedFields,
  houseCostAccount,
  houseStockAccount,
  itemFields,
  packsColumn,
  photosColumn,
} from '../item-fields.ts'
import { itemSchema, presentItem, type StockItem } from '../present.ts'
import { codeText } from '../shapes.ts'
import { requireCostAccount } from '../stock-counterparts.ts'
import { inventoryItems } from '../tables.ts'

const schema = z.strictObject({ code: codeText, ...fixedFields, ...itemFields, custom: customValues.optional() })

export interface AddStockItem extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddStockItem> = schema

const errors = [StockItemInvalid, StockItemTaken, StockAccountRefused] as const

/** Adds what is kept in stock: in all branches, with the unit and the valuation that it keeps. */
export const addItem: Operation<'command', AddStockItem, StockItem, (typeof errors)[number]> = operation({
  name: 'inventory.addItem',
  summary: 'Adds an item of the inventory.',
  kind: 'command',
  input,
  output: itemSchema,
  errors,
  async run(context, { code, custom, packs = [], photos = [], ...given }) {
    const { store } = context
    const { kind, unit, tracking, valuation } = given
    if (tracking === 'serial' && packs.length > 0) {
      const rule = 'must be empty where each unit has a serial'
      throw StockItemInvalid.create({ item: code, field: 'packs', rule, value: packs[0]?.unit ?? '' })
    }
    if (given.costAccount !== undefined) await requireCostAccount(context, given.costAccount)
    await store.lock([`inventory.item:${code}`])
    const [standing] = await store.find(inventoryItems, { where: { code }, orderBy: ['id'], limit: 1 })
    if (standing !== undefined) throw StockItemTaken.create({ code, itemId: standing.id })
    const fields = context.customFields(inventoryItems)
    const row = store.insert(inventoryItems, {
      ...fields.toColumns(custom),
      id: context.newId(),
      code,
      kind,
      unit,
      tracking,
      valuation: tracking === 'serial' ? 'specific' : valuation,
      name: given.name,
      nameEn: given.nameEn ?? null,
      packs: packsColumn(code, unit, packs),
      stockAccount: given.stockAccount ?? houseStockAccount(kind),
      costAccount: given.costAccount ?? houseCostAccount(kind),
      category: given.category ?? null,
      photos: photosColumn(photos),
      active: true,
    })
    context.emit(stockItemAdded, { itemId: row.id, code, kind })
    return presentItem(row, fields.fromRow(row))
  },
})
