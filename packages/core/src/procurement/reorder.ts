/** When to order, and how much. Pure: no I/O. Quantities are units of the item, times are days. */

/** What there is of an item in a branch, and what comes. */
export interface StockPosition {
  readonly onHand: number
  readonly reserved: number
  /** On its way from another branch. */
  readonly inTransit: number
  /** Ordered from suppliers and not received. */
  readonly ordered: number
  /** In orders that are drafts still: counted, so that nothing is ordered twice. */
  readonly drafted: number
  /** What is under way will need it, and was not promised it yet. */
  readonly needed: number
}

/** What an item is used. */
export interface Use {
  /** Units that left in `days`; never below zero. */
  readonly used: number
  readonly days: number
}

/** What a branch wants to have of an item; null where nobody said. */
export interface WantedLevels {
  readonly low: number | null
  readonly high: number | null
  /** Kept beside what the lead time uses. */
  readonly safety: number
}

/** What will be there once all has come that is on its way, and all was taken that is promised or needed. */
export const projectedStock = ({ onHand, reserved, inTransit, ordered, drafted, needed }: StockPosition): number =>
  onHand - reserved - needed + inTransit + ordered + drafted

/** What is used in so many days, rounded up. */
export const usedIn = ({ used, days }: Use, span: number): number => Math.ceil((used * span) / days)

export interface ReorderPoint {
  readonly point: number
  /** level: a person set it. use: what the lead time uses, and the safety stock. */
  readonly by: 'level' | 'use'
}

/** At or below this it is time to order: used 3 a day, 7 days to wait and 10 for safety make 31. */
export function reorderPoint(use: Use, leadTimeDays: number, { low, safety }: WantedLevels): ReorderPoint {
  if (low !== null) return { point: low, by: 'level' }
  return { point: usedIn(use, leadTimeDays) + safety, by: 'use' }
}

/** Up to what is ordered: the level `high`, or what is used from one review to the next on top of the reorder point. */
export function targetLevel(use: Use, point: number, reviewDays: number, { high }: WantedLevels): number {
  // What nobody uses and nobody wants to have is only made up for.
  if (point <= 0) return 0
  return Math.max(high ?? point + usedIn(use, reviewDays), point)
}

/** What is missing to the target; zero while the reorder point is not reached. */
export function missing(projected: number, point: number, target: number): number {
  const due = projected < point || (projected === point && point > 0)
  return due ? Math.max(target - projected, 0) : 0
}

/** What is ordered for a need: at least the minimum, up to whole packs. Need 20 in packs of 12: 24. */
export function orderQuantity(need: number, { pack, minimum }: { readonly pack: number; readonly minimum: number }) {
  return need <= 0 ? 0 : Math.ceil(Math.max(need, minimum) / pack) * pack
}

/** For how many whole days a quantity lasts; null where nothing is used. */
export function daysOfStock(quantity: number, { used, days }: Use): number | null {
  if (used <= 0) return null
  return quantity <= 0 ? 0 : Math.floor((quantity * days) / used)
}
