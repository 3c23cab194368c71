/** What the inventory refuses. */
import { defineError } from '../values/calotype-error.ts'

export const StockItemUnknown = defineError<{ item: string; similar: readonly string[] }>({
  code: 'STOCK_ITEM_UNKNOWN',
  status: 404,
  summary: 'The inventory has no item of this code or id.',
  message: ({ item }) => `The inventory has no item "${item}".`,
  mend: ({ similar }) =>
    similar.length > 0
      ? `Did you mean ${similar.join(' or ')}? inventory.items lists them all.`
      : 'Take the code from inventory.items, or add the item with inventory.addItem.',
})

export const StockItemInactive = defineError<{ item: string }>({
  code: 'STOCK_ITEM_INACTIVE',
  status: 409,
  summary: 'The item is no longer bought or made.',
  message: ({ item }) => `Item "${item}" is inactive: it may leave the stock, but not come in.`,
  mend: 'Make it active again with inventory.changeItem, or use another item.',
})

export const StockItemTaken = defineError<{ code: string; itemId: string }>({
  code: 'STOCK_ITEM_TAKEN',
  status: 409,
  summary: 'Another item of the inventory has this code.',
  message: ({ code }) => `There is an item "${code}" already.`,
  mend: ({ itemId }) => `Choose another code, or change item ${itemId} with inventory.changeItem.`,
})

export const StockItemChanged = defineError<{ item: string; expected: number; actual: number }>({
  code: 'STOCK_ITEM_CHANGED',
  status: 409,
  summary: 'Somebody changed the item since it was read.',
  message: ({ item, expected, actual }) => `Item "${item}" is at version ${actual}, not ${expected}.`,
  mend: 'Read it again with inventory.item, and decide anew.',
})

export const StockItemInvalid = defineError<{ item: string; field: string; rule: string; value: string }>({
  code: 'STOCK_ITEM_INVALID',
  status: 422,
  summary: 'What an item says of itself does not fit together.',
  message: ({ item, field, rule, value }) => `${field} of item "${item}" ${rule}, but is ${value}.`,
  mend: 'Mend the named field and call again: nothing was written.',
})

export const StockLocationUnknown = defineError<{ location: string; branch: string; known: readonly string[] }>({
  code: 'STOCK_LOCATION_UNKNOWN',
  status: 404,
  summary: 'The branch has no location of this code or id.',
  message: ({ location, branch }) => `Branch "${branch}" has no location "${location}".`,
  mend: ({ known }) =>
    known.length > 0
      ? `Use one of ${known.join(', ')}; or add it with inventory.addLocation.`
      : 'Add it with inventory.addLocation.',
})

export const StockLocationTaken = defineError<{ code: string; branch: string }>({
  code: 'STOCK_LOCATION_TAKEN',
  status: 409,
  summary: 'Another location of the branch has this code.',
  message: ({ code, branch }) => `Branch "${branch}" has a location "${code}" already.`,
  mend: 'Choose another code, or change the location that has it with inventory.changeLocation.',
})

export const StockLocationInvalid = defineError<{ location: string; rule: string }>({
  code: 'STOCK_LOCATION_INVALID',
  status: 409,
  summary: 'The location cannot take part in this.',
  message: ({ location, rule }) => `Location "${location}" ${rule}.`,
  mend: 'Use another location, or change this one with inventory.changeLocation.',
})

export const StockFrozen = defineError<{ location: string; stocktakeId: string; number: string }>({
  code: 'STOCK_FROZEN',
  status: 409,
  summary: 'A stocktake has frozen the location: nothing moves there.',
  message: ({ location, number }) => `Location "${location}" is frozen by stocktake ${number}.`,
  mend: 'Wait until the stocktake is posted or cancelled, or use another location.',
})

export const StockShort = defineError<{
  short: readonly {
    item: string
    location: string
    wanted: number
    /** On hand and promised to nobody. */
    available: number
    /** Of lots that have expired, and are taken only by their number. */
    expired?: number
  }[]
}>({
  code: 'STOCK_SHORT',
  status: 409,
  summary: 'There is less in stock than is wanted, all lines of the request taken together.',
  message: ({ short }) => {
    const told = short.map(({ item, location, wanted, available, expired = 0 }) => {
      const past = expired > 0 ? `, and ${expired} that expired` : ''
      return `"${item}" at "${location}": wanted ${wanted}, available ${available}${past}`
    })
    return `Too little in stock. ${told.join('; ')}.`
  },
  mend: 'Take less, receive or move goods first, or release what is reserved. Nothing was written.',
})

export const StockBackdatedShort = defineError<{
  item: string
  location: string
  date: string
  voucher: string | null
  quantity: number
}>({
  code: 'STOCK_BACKDATED_SHORT',
  status: 409,
  summary: 'What is dated back was not there then, or would leave less than nothing on a later day.',
  message: ({ item, location, date, voucher, quantity }) =>
    voucher === null
      ? `Of "${item}" at "${location}" there was less on ${date}: ${quantity} would be left.`
      : `Of "${item}" at "${location}" there would be ${quantity} after voucher ${voucher} of ${date}.`,
  mend: ({ voucher }) =>
    voucher === null
      ? 'Date it after what brought the goods, or take less.'
      : 'Date it after that voucher, take less, or correct that voucher first.',
})

export const MovementInvalid = defineError<{ line: number; rule: string; value: string }>({
  code: 'MOVEMENT_INVALID',
  status: 422,
  summary: 'A line of a movement does not fit its item or its kind.',
  message: ({ line, rule, value }) => `Line ${line} ${rule}, but is ${value}.`,
  mend: 'Mend the line and call again: nothing was written.',
})

export const MovementInFuture = defineError<{ at: string; now: string }>({
  code: 'MOVEMENT_IN_FUTURE',
  status: 422,
  summary: 'A movement is of the past or of now.',
  message: ({ at, now }) => `The movement is of ${at}, but it is ${now}.`,
  mend: 'Reserve what will move, and record the movement when it happened.',
})

export const MovementUnknown = defineError<{ movementId: string; line: number | null }>({
  code: 'MOVEMENT_UNKNOWN',
  status: 404,
  summary: 'There is no movement of this id, or it has no such line.',
  message: ({ movementId, line }) =>
    line === null
      ? `There is no movement "${movementId}".`
      : `There is no line ${line} of a movement "${movementId}" that this could be about.`,
  mend: 'Take the id or number from inventory.movementLog, and act in the branch of the voucher; inventory.movement shows its lines.',
})

export const MovementNotReversible = defineError<{ movementId: string; rule: string }>({
  code: 'MOVEMENT_NOT_REVERSIBLE',
  status: 409,
  summary: 'The movement cannot be taken back as it stands.',
  message: ({ movementId, rule }) => `Movement "${movementId}" ${rule}.`,
  mend: 'See inventory.movement for how it stands; a count or an adjustment mends what cannot be taken back.',
})

export const LotInvalid = defineError<{ item: string; lot: string; rule: string }>({
  code: 'LOT_INVALID',
  status: 422,
  summary: 'The lot does not fit.',
  message: ({ item, lot, rule }) => `Lot "${lot}" of "${item}" ${rule}.`,
  mend: 'Take lots and their days from inventory.lots.',
})

export const SerialInvalid = defineError<{ item: string; serial: string; rule: string }>({
  code: 'SERIAL_INVALID',
  status: 409,
  summary: 'The single unit cannot take part in this.',
  message: ({ item, serial, rule }) => `Unit "${serial}" of "${item}" ${rule}.`,
  mend: 'See inventory.serials for where each unit is.',
})

export const RecipeUnknown = defineError<{ recipe: string }>({
  code: 'RECIPE_UNKNOWN',
  status: 404,
  summary: 'There is no recipe of this code or id, or it is not in use.',
  message: ({ recipe }) => `There is no recipe "${recipe}" in use.`,
  mend: 'Take the code of one that is active from inventory.recipes, or add it with inventory.addRecipe.',
})

export const RecipeInvalid = defineError<{ recipe: string; rule: string }>({
  code: 'RECIPE_INVALID',
  status: 422,
  summary: 'What a recipe says does not fit together.',
  message: ({ recipe, rule }) => `Recipe "${recipe}" ${rule}.`,
  mend: 'Mend the recipe and call again: nothing was written.',
})

export const ReservationUnknown = defineError<{ reservationId: string }>({
  code: 'RESERVATION_UNKNOWN',
  status: 404,
  summary: 'The branch has no reservation of this id.',
  message: ({ reservationId }) => `There is no reservation "${reservationId}" in this branch.`,
  mend: 'Take the id from inventory.reservations.',
})

export const ReservationSettled = defineError<{ reservationId: string; wanted: number; open: number }>({
  code: 'RESERVATION_SETTLED',
  status: 409,
  summary: 'Less of the reservation is open than is wanted.',
  message: ({ reservationId, wanted, open }) => `Reservation ${reservationId}: wanted ${wanted}, still open ${open}.`,
  mend: 'The rest was issued or released before, or its time ran out; see inventory.reservations.',
})

export const TransferUnknown = defineError<{ transferId: string; branch: string; way: 'to' | 'from' }>({
  code: 'TRANSFER_UNKNOWN',
  status: 404,
  summary:
    'No transfer of this id goes to the branch that wants to receive it, or came from the one that wants it back.',
  message: ({ transferId, branch, way }) => `There is no transfer "${transferId}" ${way} branch "${branch}".`,
  mend: 'Take the id from inventory.transfers: the branch that it goes to receives it, the one that sent it takes it back.',
})

export const TransferNotOnTheWay = defineError<{ transferId: string; status: string }>({
  code: 'TRANSFER_NOT_ON_THE_WAY',
  status: 409,
  summary: 'The transfer was received or sent back already.',
  message: ({ transferId, status }) => `Transfer ${transferId} was ${status} already.`,
  mend: 'Nothing is left to do: see inventory.transfers. What is to go back is sent in a transfer of its own.',
})

export const StockAccountKept = defineError<{ account: string; item: string }>({
  code: 'STOCK_ACCOUNT_KEPT',
  status: 409,
  summary: 'The account is the value of items in stock: only their movements post to it.',
  message: ({ account, item }) => `Account ${account} is what "${item}" and others in stock are worth.`,
  mend: 'Record a movement of stock (inventory.receive, adjust, correctPrice), or use an account that no item has.',
})

export const StockAccountRefused = defineError<{ field: string; account: string; rule: string }>({
  code: 'STOCK_ACCOUNT_REFUSED',
  status: 422,
  summary: 'An account cannot stand against stock, or take what goods cost.',
  message: ({ field, account, rule }) => `${field} must ${rule}, but is ${account}.`,
  mend: 'Goods come against GoodsReceived, Capital or an expense; cost goes to COGS:<…> or another account of expenses.',
})

export const StockDatesInvalid = defineError<{ from: string; to: string }>({
  code: 'STOCK_DATES_INVALID',
  status: 422,
  summary: 'A report of the stock was asked for days of which the last comes before the first.',
  message: ({ from, to }) => `The period goes from ${from} to ${to}.`,
  mend: 'Let `to` be `from` or later.',
})
