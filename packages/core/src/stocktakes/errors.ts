/** What stocktakes refuse. */
import { defineError } from '../values/calotype-error.ts'

export const StocktakeUnknown = defineError<{ stocktakeId: string; branch: string }>({
  code: 'STOCKTAKE_UNKNOWN',
  status: 404,
  summary: 'The branch has no stocktake of this id.',
  message: ({ stocktakeId, branch }) => `Branch "${branch}" has no stocktake "${stocktakeId}".`,
  mend: 'Take the id from stocktakes.list, and act in its branch.',
})

export const StocktakeNotOpen = defineError<{ stocktakeId: string; status: string }>({
  code: 'STOCKTAKE_NOT_OPEN',
  status: 409,
  summary: 'The stocktake was posted or cancelled already.',
  message: ({ stocktakeId, status }) => `Stocktake "${stocktakeId}" is ${status}.`,
  mend: 'Open another one with stocktakes.open.',
})

export const StocktakeScopeInvalid = defineError<{ rule: string; value: string }>({
  code: 'STOCKTAKE_SCOPE_INVALID',
  status: 409,
  summary: 'The locations of a stocktake cannot be counted so.',
  message: ({ rule, value }) => `A stocktake must ${rule}, but ${value}.`,
  mend: 'Name locations of the branch that are in use; post or cancel the stocktake that has frozen one before freezing it again.',
})

export const CountInvalid = defineError<{ line: number; rule: string; value: string }>({
  code: 'COUNT_INVALID',
  status: 422,
  summary: 'What was counted does not fit the stocktake or the item.',
  message: ({ line, rule, value }) => `${line === 0 ? 'The count' : `Line ${line}`} must ${rule}, but is ${value}.`,
  mend: 'See stocktakes.sheet for what is counted and how: by units, lots or serials, from the opening of the stocktake until now.',
})

export const RecountByAnother = defineError<{ item: string; location: string; counter: string }>({
  code: 'RECOUNT_BY_ANOTHER',
  status: 409,
  summary: 'What differs much is counted again by somebody else.',
  message: ({ item, location, counter }) =>
    `"${item}" at "${location}" was counted by "${counter}", who is not to count it again.`,
  mend: 'Let another person count it; the setting recount says what differs much.',
})

export const StocktakeNotReady = defineError<{
  stocktakeId: string
  rule: string
  places: readonly { item: string; location: string }[]
}>({
  code: 'STOCKTAKE_NOT_READY',
  status: 409,
  summary: 'Something of the stocktake is still to be counted.',
  message: ({ stocktakeId, rule, places }) =>
    `Stocktake "${stocktakeId}" ${rule}${places.length === 0 ? '' : `: ${places.map((one) => `"${one.item}" at "${one.location}"`).join(', ')}`}.`,
  mend: "Count what is named; or post with uncounted: 'leave', and the books keep what nobody counted.",
})

export const StocktakeApproverCounted = defineError<{ stocktakeId: string; approver: string }>({
  code: 'STOCKTAKE_APPROVER_COUNTED',
  status: 403,
  summary: 'Who counted something that differs cannot approve the differences.',
  message: ({ stocktakeId, approver }) => `"${approver}" counted something that differs in stocktake "${stocktakeId}".`,
  mend: 'Let somebody else with the permission stocktakes.approve post it; the setting approvalAbove says from what value on.',
})
