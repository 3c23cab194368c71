/** What the stock of orders refuses. */
import { defineError } from '../values/calotype-error.ts'

/** One line of an order that wants more than there is. */
export interface ShortLine {
  /** Its number within the order. */
  line: number
  name: string
  /** The code of the item of the inventory, and of its location. */
  item: string
  location: string
  /** What all lines of the request want of it, and what of it is there. */
  wanted: number
  available: number
}

export const OutOfStock = defineError<{ short: readonly ShortLine[] }>({
  code: 'OUT_OF_STOCK',
  status: 409,
  summary: 'Lines of an order need more of the stock than there is; nothing was written.',
  message: ({ short }) => {
    const told = short.map(
      ({ line, name, item, location, wanted, available }) =>
        `line ${line} (${name}) needs "${item}" at "${location}": wanted ${wanted}, there ${available}`,
    )
    return `Out of stock: ${told.join('; ')}.`
  },
  mend: 'Take less, or receive goods or bring them from elsewhere first. supplies.setNeeds (beyondStock) lets the item be sold beyond the stock; what is not there cannot be handed over.',
})

export const NeedInvalid = defineError<{ item: string; need: number; rule: string; value: string }>({
  code: 'NEED_INVALID',
  status: 422,
  summary: 'What an item is said to need of the stock cannot be.',
  message: ({ item, need, rule, value }) => `Need ${need} of "${item}" ${rule}, but is ${value}.`,
  mend: 'Mend the named need and call again: nothing was written.',
})

export const NeedsChanged = defineError<{ item: string; expected: number; actual: number }>({
  code: 'NEEDS_CHANGED',
  status: 409,
  summary: 'Somebody changed what an item needs since it was read.',
  message: ({ item, expected, actual }) => `What "${item}" needs is at version ${actual}, not ${expected}.`,
  mend: 'Read it again with supplies.needs, and decide anew.',
})

export const NeedsTooMany = defineError<{ most: number }>({
  code: 'NEEDS_TOO_MANY',
  status: 409,
  summary: 'More items of the catalogue would need something of the stock than may.',
  message: ({ most }) => `At most ${most} items of the catalogue may need something of the stock.`,
  mend: 'Set the needs of items that are no longer sold to none.',
})

export const GoodsNumbersMissing = defineError<{
  line: number
  item: string
  wanted: number
  given: number
}>({
  code: 'GOODS_NUMBERS_MISSING',
  status: 422,
  summary: 'Goods that have serials are handed over, and the serials are not named, or not as many as are due.',
  message: ({ line, item, wanted, given }) =>
    `Line ${line} hands over ${wanted} of "${item}", which has serials; ${given} are named.`,
  mend: 'Name each unit in `goods` of orders.pickUp: `{ lineId, item, serials }`.',
})

export const GoodsGivenElsewhere = defineError<{
  line: number
  name: string
  item: string
  branch: string | null
}>({
  code: 'GOODS_GIVEN_ELSEWHERE',
  status: 409,
  summary: 'Goods would come back to another branch than the one that gave them.',
  message: ({ line, name, item, branch }) =>
    `Line ${line} (${name}) was given "${item}" by ${branch === null ? 'another branch' : `branch "${branch}"`}.`,
  mend: 'Take the stage or the pickup back in the branch that gave the goods: its stock takes them back.',
})

export const GoodsNotDue = defineError<{ lineId: string; item: string }>({
  code: 'GOODS_NOT_DUE',
  status: 422,
  summary: 'Goods are named of which the line hands nothing over.',
  message: ({ lineId, item }) => `Line "${lineId}" hands over nothing of "${item}".`,
  mend: 'Name in `goods` only what supplies.needsOf shows as outstanding of the lines that are picked up.',
})
