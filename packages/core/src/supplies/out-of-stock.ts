/** Says of which lines there is too little in stock. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryItems, inventoryLocations, type StockShort } from '../inventory/index.ts'
import { OutOfStock } from './errors.ts'
import type { NeedOfLine } from './line-needs.ts'

type Short = Exclude<Parameters<(typeof StockShort)['create']>[0], undefined>

/** The refusal of the inventory, told by the lines that want what is short. Two statements: it is refused anyway. */
export async function outOfStock(
  { store }: Pick<CommandContext, 'store'>,
  cause: Error & { readonly details: Short },
  wanted: readonly NeedOfLine[],
): Promise<Error> {
  const { short } = cause.details
  const ids = (of: (one: NeedOfLine) => string) => ({ id: { in: [...new Set(wanted.map(of))] } })
  const items = await store.find(inventoryItems, { where: ids(({ need }) => need.itemId), limit: 'all' })
  const codes = new Map(items.map(({ id, code }) => [id, code]))
  const locations = await store.find(inventoryLocations, { where: ids(({ need }) => need.locationId), limit: 'all' })
  const places = new Map(locations.map(({ id, code }) => [id, code]))
  const lines = short.flatMap(({ item, location, wanted: quantity, available }) => {
    const named = wanted.filter(({ need }) => codes.get(need.itemId) === item)
    const there = named.filter(({ need }) => places.get(need.locationId) === location)
    return (there.length > 0 ? there : named).map(({ line: { line, name } }) => ({
      line,
      name,
      item,
      location,
      wanted: quantity,
      available,
    }))
  })
  return OutOfStock.create({ short: lines }, { cause })
}
