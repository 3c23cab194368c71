/** Whether the lines of a movement fit their items and its kind. Pure: no I/O. */
import type { StudioSettings } from '../engine/studio.ts'
import { requireCounterpart } from './stock-counterparts.ts'
import { MovementInvalid, StockFrozen, StockItemInactive, StockLocationInvalid } from './errors.ts'
import { eitherWay, entersStock } from './movement-accounts.ts'
import type { MovementDraft, MovementLineDraft } from './movement-draft.ts'
import type { LocationRow, StockItemRow } from './tables.ts'

/** Sums of many lines must stay whole numbers that are exact. */
export const mostQuantity = 1_000_000_000

export interface LineInPlace extends MovementLineDraft {
  readonly item: StockItemRow
  readonly location: LocationRow
}

/** @throws MOVEMENT_INVALID, STOCK_ACCOUNT_REFUSED, STOCK_ITEM_INACTIVE, STOCK_LOCATION_INVALID, STOCK_FROZEN */
export function checkLines(
  draft: MovementDraft,
  lines: readonly LineInPlace[],
  studio: Pick<StudioSettings, 'currency'>,
): void {
  const { kind } = draft
  if (draft.against !== undefined) requireCounterpart(draft.against)
  for (const [index, line] of lines.entries()) {
    const { item, location, quantity } = line
    if (line.against !== undefined) requireCounterpart(line.against)
    const refuse = (rule: string, value: string | number) =>
      MovementInvalid.create({ line: index + 1, rule, value: String(value) })
    if (!Number.isSafeInteger(quantity) || Math.abs(quantity) > mostQuantity) {
      throw refuse(`must move a whole number of "${item.unit}", at most ${mostQuantity}`, quantity)
    }
    if ((quantity === 0) !== (kind === 'priceCorrection')) throw refuse('must move something', quantity)
    if (kind !== 'priceCorrection' && !eitherWay(kind) && quantity > 0 !== entersStock(kind)) {
      throw refuse(entersStock(kind) ? 'must bring goods in' : 'must take goods out', quantity)
    }
    if (item.tracking === 'serial' && kind !== 'priceCorrection') {
      if (line.serialId === undefined) throw refuse(`must name the serial of "${item.code}"`, 'none')
      if (Math.abs(quantity) !== 1) throw refuse(`must move one of "${item.code}", which has serials`, quantity)
    } else if (line.serialId !== undefined && item.tracking !== 'serial') {
      throw refuse(`must name no serial, since "${item.code}" has none`, line.serialId)
    }
    if (item.tracking === 'lot' && quantity > 0 && line.lotId === undefined) {
      throw refuse(`must name the lot of "${item.code}"`, 'none')
    }
    if (item.tracking !== 'lot' && line.lotId !== undefined) {
      throw refuse(`must name no lot, since "${item.code}" has none`, line.lotId)
    }
    const { value } = line
    if (value !== undefined && value.currency !== studio.currency) {
      throw refuse(`must be worth an amount in ${studio.currency}`, `${value} ${value.currency}`)
    }
    if (value !== undefined && kind !== 'priceCorrection' && value.isNegative()) {
      throw refuse('must be worth nothing or more', value.toString())
    }
    if (value === undefined && (kind === 'receipt' || kind === 'transferIn' || kind === 'priceCorrection')) {
      throw refuse('must say what it is worth', 'nothing')
    }
    if ((kind === 'customerReturn' || kind === 'priceCorrection') && line.of === undefined) {
      throw refuse('must name the line that it is of', 'none')
    }
    if (quantity > 0 && !item.active && (kind === 'receipt' || kind === 'production'))
      throw StockItemInactive.create({ item: item.code })
    if (quantity > 0 && !location.active) {
      throw StockLocationInvalid.create({ location: location.code, rule: 'is not in use' })
    }
    const { frozenBy, frozenAs } = location
    if (frozenBy !== null && frozenBy !== draft.stocktakeId && kind !== 'priceCorrection') {
      throw StockFrozen.create({ location: location.code, stocktakeId: frozenBy, number: frozenAs ?? frozenBy })
    }
  }
}
