import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockLocationInvalid, StockLocationTaken, StockLocationUnknown } from '../errors.ts'
import { locationSchema, presentLocation, type StockLocation } from '../present.ts'
import { requireLocation } from '../read-items.ts'
import { idText, locationCode, nameText } from '../shapes.ts'
import { inventoryLocations } from '../tables.ts'

const schema = z.strictObject({
  code: locationCode,
  name: nameText.max(100),
  /** The code or id of the location that this is a bin of. */
  within: idText.optional(),
  /** Whether what lies here may be promised to customers; true unless told. */
  sellable: z.boolean().default(true),
  /** Whether more may be taken out than is known to be there; false unless told. */
  allowsNegative: z.boolean().default(false),
})

export interface AddStockLocation extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddStockLocation> = schema

const errors = [StockLocationTaken, StockLocationUnknown, StockLocationInvalid] as const

/** Adds a room, shelf or bin of the branch. The location `main` is there from the beginning. */
export const addLocation: Operation<'command', AddStockLocation, StockLocation, (typeof errors)[number]> = operation({
  name: 'inventory.addLocation',
  summary: 'Adds a location of the branch where stock lies.',
  kind: 'command',
  input,
  output: locationSchema,
  errors,
  async run(context, { code, name, within, sellable, allowsNegative }) {
    const { store, branch } = context
    const parent = within === undefined ? undefined : await requireLocation(context, within)
    if (parent !== undefined && parent.parentId !== null) {
      throw StockLocationInvalid.create({ location: parent.code, rule: 'is a bin itself, and has no bins' })
    }
    await store.lock([`inventory.location:${branch}:${code}`])
    const [standing] = await store.find(inventoryLocations, { where: { branch, code }, orderBy: ['id'], limit: 1 })
    if (standing !== undefined || code === 'main') throw StockLocationTaken.create({ code, branch })
    const row = store.insert(inventoryLocations, {
      id: context.newId(),
      branch,
      code,
      name,
      parentId: parent?.id ?? null,
      sellable,
      allowsNegative,
      frozenBy: null,
      frozenAs: null,
      active: true,
    })
    return presentLocation(row)
  },
})
