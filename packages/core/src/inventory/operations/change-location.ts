import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockLocationInvalid, StockLocationUnknown } from '../errors.ts'
import { locationSchema, presentLocation, type StockLocation } from '../present.ts'
import { requireLocation } from '../read-items.ts'
import { idText, nameText } from '../shapes.ts'
import { inventoryItems, inventoryLocations, inventoryStock } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id. */
  location: idText,
  name: nameText.max(100).optional(),
  sellable: z.boolean().optional(),
  allowsNegative: z.boolean().optional(),
  /** False: nothing comes in any more. Refused while something lies there. */
  active: z.boolean().optional(),
})

export interface ChangeStockLocation extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeStockLocation> = schema

const errors = [StockLocationUnknown, StockLocationInvalid] as const

/** Changes a location of the branch. */
export const changeLocation: Operation<'command', ChangeStockLocation, StockLocation, (typeof errors)[number]> =
  operation({
    name: 'inventory.changeLocation',
    summary: 'Changes a location of the branch.',
    kind: 'command',
    input,
    output: locationSchema,
    errors,
    async run(context, { location, name, sellable, allowsNegative, active }) {
      const { store } = context
      const { id } = await requireLocation(context, location)
      // Locked before its stock is looked at: what takes more than is there holds it until it stands.
      const row = await store.getForUpdate(inventoryLocations, id)
      if (row === undefined) throw StockLocationUnknown.create({ location, branch: context.branch, known: [] })
      if (active === false || allowsNegative === false) {
        const where = { locationId: row.id, ...(active === false ? { onHand: { ne: 0 } } : { onHand: { lt: 0 } }) }
        const [left] = await store.find(inventoryStock, { where, orderBy: ['itemId'], limit: 1 })
        if (left !== undefined) {
          const item = await store.get(inventoryItems, left.itemId)
          const rule = `still has ${left.onHand} of "${item?.code ?? left.itemId}"`
          throw StockLocationInvalid.create({ location: row.code, rule })
        }
      }
      const kept = await store.update(inventoryLocations, row, {
        name: name ?? row.name,
        sellable: sellable ?? row.sellable,
        allowsNegative: allowsNegative ?? row.allowsNegative,
        active: active ?? row.active,
      })
      return presentLocation(kept)
    },
  })
