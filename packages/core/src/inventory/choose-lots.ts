/** Which lots are taken where nobody named one: what expires first, and has not expired. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { LineInPlace } from './check-lines.ts'
import { StockShort } from './errors.ts'
import { takesExpired } from './movement-accounts.ts'
import type { MovementKind } from './movement-draft.ts'
import { inventoryLots, inventoryLotStock } from './tables.ts'

const never = '9999-12-31'

/**
 * The lines with a lot each: what goes out of an item with lots, and names none, is taken from those that expire first, as many
 * as it needs. What has expired by `date` is not taken for work or for customers; what is thrown away or put right takes it first.
 * Two statements where there is such a line. Under the locks of the pools.
 *
 * @throws STOCK_SHORT
 */
export async function chooseLots(
  context: CommandContext,
  { kind, date }: { readonly kind: MovementKind; readonly date: CalendarDate },
  lines: readonly LineInPlace[],
): Promise<readonly LineInPlace[]> {
  const { store } = context
  const open = lines.filter((line) => line.item.tracking === 'lot' && line.quantity < 0 && line.lotId === undefined)
  if (open.length === 0) return lines
  const itemIds = [...new Set(open.map((line) => line.itemId))]
  const stock = await store.find(inventoryLotStock, {
    where: { itemId: { in: itemIds }, branch: context.branch, onHand: { gt: 0 } },
    limit: 'all',
  })
  const lots = await store.find(inventoryLots, { where: { id: { in: stock.map((row) => row.lotId) } }, limit: 'all' })
  const expiry = new Map(lots.map((lot) => [lot.id, lot.expiresOn ?? never]))
  const named = new Map<string, number>()
  for (const { lotId, locationId, quantity } of lines) {
    const key = `${lotId} ${locationId}`
    if (lotId !== undefined) named.set(key, (named.get(key) ?? 0) + quantity)
  }
  const byExpiry = stock
    .map((row) => ({ row, left: row.onHand + Math.min(named.get(`${row.lotId} ${row.locationId}`) ?? 0, 0) }))
    .filter(({ left }) => left > 0)
    .map(({ row, left }) => ({ ...row, left, expiresOn: expiry.get(row.lotId) ?? never }))
    .sort((one, other) => (`${one.expiresOn} ${one.lotId}` < `${other.expiresOn} ${other.lotId}` ? -1 : 1))
  const isTaken = (expiresOn: CalendarDate) => takesExpired(kind) || expiresOn >= date
  return lines.flatMap((line) => {
    if (!open.includes(line)) return [line]
    const parts: LineInPlace[] = []
    let wanted = -line.quantity
    let expired = 0
    for (const lot of byExpiry) {
      if (wanted === 0) break
      if (lot.itemId !== line.itemId || lot.locationId !== line.locationId || lot.left === 0) continue
      if (!isTaken(lot.expiresOn)) {
        expired += lot.left
        continue
      }
      const taken = Math.min(lot.left, wanted)
      lot.left -= taken
      wanted -= taken
      parts.push({
        ...line,
        lotId: lot.lotId,
        quantity: -taken,
        fulfils: parts.length === 0 ? line.fulfils : undefined,
      })
    }
    if (wanted === 0) return parts
    const available = -line.quantity - wanted
    const short = { item: line.item.code, location: line.location.code, wanted: -line.quantity, available }
    throw StockShort.create({ short: [expired === 0 ? short : { ...short, expired }] })
  })
}
