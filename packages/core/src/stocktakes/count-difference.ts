/** How what was counted differs from the books, and when that is to be counted again. Pure: no I/O. */
import type { StocktakeSettings } from './settings.ts'

/** What lay somewhere, as somebody saw it or as the books say. */
export interface Seen {
  readonly quantity: number
  /** The ids of single units, where the item has serials. */
  readonly serials: readonly string[]
}

/**
 * Units that were found (1) or are missing (−1), by id. While movements are dated back one by one, the books may have a unit
 * twice or owe it for a while: then it is further from nothing, and never zero.
 */
export type UnitChanges = Readonly<Record<string, number>>

export interface CountDifference {
  /** Counted less book. */
  readonly quantity: number
  readonly units: UnitChanges
}

export function differenceOf(counted: Seen, book: Seen): CountDifference {
  const units: Record<string, number> = {}
  const known = new Set(book.serials)
  const seen = new Set(counted.serials)
  for (const id of counted.serials) if (!known.has(id)) units[id] = 1
  for (const id of book.serials) if (!seen.has(id)) units[id] = -1
  return { quantity: counted.quantity - book.quantity, units }
}

/** Whether the books were right: a unit that was found does not make up for another that is missing. */
export const isExact = ({ quantity, units }: CountDifference): boolean =>
  quantity === 0 && Object.keys(units).length === 0

/** How many units it is about: of single units, those found and those missing. */
export const extentOf = ({ quantity, units }: CountDifference): number =>
  Math.max(Math.abs(quantity), Object.keys(units).length)

/** Text that two counts share where they found the same difference. */
export const differenceText = ({ quantity, units }: CountDifference): string =>
  [
    `${quantity}`,
    ...Object.keys(units)
      .sort()
      .map((id) => `${(units[id] ?? 0) > 0 ? '+' : '-'}${id}`),
  ].join(' ')

/** A difference with one unit more, found or missing. What was missing and is found differs no more. */
export function withUnit(difference: CountDifference, quantity: number, serialId: string | null): CountDifference {
  const { units } = difference
  const changed = { quantity: difference.quantity + quantity, units }
  if (serialId === null) return changed
  const { [serialId]: before = 0, ...others } = units
  const after = before + quantity
  return { ...changed, units: after === 0 ? others : { ...others, [serialId]: after } }
}

/** Whether a difference is large enough to be counted again. */
export function differsMuch(
  difference: CountDifference,
  book: number,
  /** What it is worth, in minor units. */
  value: bigint,
  rules: StocktakeSettings['recount'],
  /** The rule's value in minor units; null where it does not matter. */
  mostValue: bigint | null,
): boolean {
  if (isExact(difference)) return false
  const extent = extentOf(difference)
  if (rules.units !== null && extent > rules.units) return true
  if (rules.percent !== null && extent * 100 > Math.abs(book) * rules.percent) return true
  return mostValue !== null && (value < 0n ? -value : value) > mostValue
}

/** One count of a place. */
export interface CountMade {
  readonly countId: string
  readonly counter: string
  /** As {@link differenceText} puts it. */
  readonly difference: string
}

/** Whether two people found the same, the last of all counts with one before it. */
export function twoAgree(history: readonly CountMade[]): boolean {
  const last = history.at(-1)
  return history.some((one) => one.counter !== last?.counter && one.difference === last?.difference)
}
