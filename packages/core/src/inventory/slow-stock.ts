/** What hardly moves, and what to do about it. Pure: no I/O. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { ratioOf } from './ratio.ts'

export interface RecentUse {
  readonly onHand: number
  /** In the days looked at. */
  readonly used: number
}

/** Whether hardly any of what is there was used: at most so many per cent. With 0, nothing at all. */
export const isSlow = ({ onHand, used }: RecentUse, percent: number): boolean =>
  onHand > 0 && used * 100 <= onHand * percent

export interface SlowItem {
  /** When it last went to somebody, or into something. */
  readonly lastUsedOn: CalendarDate | null
  /** When it first came in. */
  readonly firstInOn: CalendarDate | null
}

/** Days since it was last used; since it first came in where it never was. Null where nothing is known of it. */
export function idleDays({ lastUsedOn, firstInOn }: SlowItem, on: CalendarDate): number | null {
  const since = lastUsedOn ?? firstInOn
  return since === null ? null : daysBetween(since, on)
}

/** promote: show and offer it; discount: sell it for less; clear: give it away or let it go. */
export type SlowSuggestion = 'promote' | 'discount' | 'clear'

export interface SuggestionRules {
  /** Discounted when it has been idle so long. */
  readonly discountAfterDays: number
  /** Cleared when it has been idle so long. */
  readonly clearAfterDays: number
}

/** What to do with goods that are for sale, by how long they have been idle. What earns nothing is not discounted but cleared. */
export function suggestionFor(idle: number | null, margin: bigint | null, rules: SuggestionRules): SlowSuggestion {
  const days = idle ?? 0
  if (days >= rules.clearAfterDays) return 'clear'
  if (days < rules.discountAfterDays) return 'promote'
  return margin !== null && margin <= 0n ? 'clear' : 'discount'
}

/** What is earned on a unit sold at its price, in minor units, and of the price; null where the price is not known. */
export function marginOf(
  price: bigint | null,
  unitCost: bigint | null,
): { readonly margin: bigint; readonly ratio: string | null } | null {
  if (price === null || unitCost === null) return null
  const margin = price - unitCost
  return { margin, ratio: ratioOf(margin, price) }
}
