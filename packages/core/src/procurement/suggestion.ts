/** What to order of an item, from whom, and why. Pure: no I/O. */
import { addDays, type CalendarDate } from '../values/calendar-date.ts'
import type { Money } from '../values/money.ts'
import { type Choice, chooseOffer, type Offer, usualOffer } from './choose-offer.ts'
import { costOf } from './price.ts'
import {
  daysOfStock,
  missing,
  projectedStock,
  reorderPoint,
  type StockPosition,
  targetLevel,
  type Use,
  type WantedLevels,
} from './reorder.ts'

/** What is known of an item when it is looked through. */
export interface ReviewedItem<O extends Offer> {
  readonly position: StockPosition
  readonly use: Use
  readonly levels: WantedLevels
  /** Of suppliers that the studio buys from today. */
  readonly offers: readonly O[]
}

export interface ReviewRules {
  readonly today: CalendarDate
  readonly currency: string
  readonly reviewDays: number
  /** Where no supplier says how long goods take. */
  readonly leadTimeDays: number
}

/** Something to order, with the numbers that say so. */
export interface Suggestion<O extends Offer> {
  readonly projected: number
  readonly leadTimeDays: number
  readonly reorderPoint: number
  readonly pointBy: 'level' | 'use'
  readonly target: number
  readonly need: number
  /** For how many whole days what there is and comes lasts; null where nothing is used. */
  readonly daysOfStock: number | null
  /** Undefined where nobody sells it. */
  readonly choice: Choice<O> | undefined
  /** At the supplier's price. */
  readonly amount: Money | undefined
  readonly expectedOn: CalendarDate | undefined
}

/** Undefined where nothing is to be ordered. */
export function suggestionFor<O extends Offer>(
  { position, use, levels, offers }: ReviewedItem<O>,
  { today, currency, reviewDays, leadTimeDays: unknownLeadTime }: ReviewRules,
): Suggestion<O> | undefined {
  const projected = projectedStock(position)
  // How long one usually waits: for the point at which to order it is not known yet how many that will be.
  const leadTimeDays = usualOffer(offers, 1)?.offer.leadTimeDays ?? unknownLeadTime
  const { point, by } = reorderPoint(use, leadTimeDays, levels)
  const target = targetLevel(use, point, reviewDays, levels)
  const need = missing(projected, point, target)
  if (need === 0) return undefined
  const choice = chooseOffer(offers, need, { projected, use })
  return {
    projected,
    leadTimeDays,
    reorderPoint: point,
    pointBy: by,
    target,
    need,
    daysOfStock: daysOfStock(projected, use),
    choice,
    amount: choice === undefined ? undefined : costOf(currency, choice.price, choice.quantity),
    expectedOn: choice === undefined ? undefined : addDays(today, choice.offer.leadTimeDays),
  }
}
