/** What may be said of an item, and whether it fits together. */
import { z } from 'zod'
import type { Json } from '../values/json.ts'
import { StockItemInvalid } from './errors.ts'
import { categoryText, nameText, quantityNumber, unitText } from './shapes.ts'

const stockAccount = z
  .string()
  .regex(/^Inventory:[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be an account such as Inventory:Albums')
  .refine((account): boolean => account !== 'Inventory:InTransit', 'must not be the account of goods on their way')

const costAccount = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]*(:[A-Za-z0-9][A-Za-z0-9_-]*){0,4}$/, 'must be an account such as COGS:Albums')
  .max(64)

/** The fields of an item that may be changed, as adding takes them. */
export const itemFields = {
  name: nameText,
  nameEn: nameText.nullish(),
  /** Larger units, and how many of the item's unit each is: `[{ unit: 'box', quantity: 12 }]`. */
  packs: z
    .array(z.strictObject({ unit: unitText, quantity: quantityNumber }))
    .max(20)
    .optional(),
  /** The account that takes its cost when it is sold or used: `COGS:<…>`, or an expense. */
  costAccount: costAccount.optional(),
  category: categoryText.nullish(),
  /** References of pictures in the host's storage. */
  photos: z
    .array(z.strictObject({ reference: z.string().min(1).max(500), caption: z.string().max(200).nullish() }))
    .max(20)
    .optional(),
}

/** Those that are fixed once it is added: what is in stock is counted, tracked and valued by them. */
export const fixedFields = {
  /** consumable: used up by work; product: sold; rentable: goes out and comes back. */
  kind: z.enum(['consumable', 'product', 'rentable']),
  /** What quantities count, the smallest that is ever moved: `sheet`, `ml`; `piece` unless told. */
  unit: unitText.default('piece'),
  /** serial: each unit has a number of its own; lot: goods of one making expire together; none unless told. */
  tracking: z.enum(['none', 'lot', 'serial']).default('none'),
  /** What leaves the stock costs the moving average, or what came first. Of what has serials each unit costs what it cost. */
  valuation: z.enum(['average', 'fifo']).default('average'),
  /** The account of the ledger that holds its value; `Inventory:Consumables`, `Inventory:Products` or `Inventory:Rentables` unless told. */
  stockAccount: stockAccount.optional(),
}

const houseNames = { consumable: 'Consumables', product: 'Products', rentable: 'Rentables' } as const

export const houseStockAccount = (kind: keyof typeof houseNames): string => `Inventory:${houseNames[kind]}`
export const houseCostAccount = (kind: keyof typeof houseNames): string => `COGS:${houseNames[kind]}`

export interface PackInput {
  readonly unit: string
  readonly quantity: number
}

/** @throws STOCK_ITEM_INVALID */
export function packsColumn(item: string, unit: string, packs: readonly PackInput[]): Json {
  const units = [unit, ...packs.map((pack) => pack.unit)]
  const twice = units.find((one, at) => units.indexOf(one) !== at)
  if (twice !== undefined) {
    throw StockItemInvalid.create({ item, field: 'packs', rule: 'must name each unit once', value: twice })
  }
  return packs.map((pack) => ({ ...pack }))
}

export const photosColumn = (photos: readonly { reference: string; caption?: string | null | undefined }[]): Json =>
  photos.map(({ reference, caption }) => ({ reference, caption: caption ?? null }))
