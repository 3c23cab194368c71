/** What can go wrong with orders. */
import { defineError } from '../values/calotype-error.ts'

export const OrderUnknown = defineError<{ orderId: string }>({
  code: 'ORDER_UNKNOWN',
  status: 404,
  summary: 'No order with this id is within reach.',
  message: ({ orderId }) => `There is no order "${orderId}" in the branches that you reach.`,
  mend: 'Take the id from orders.list; an order of another studio or of a branch out of reach cannot be seen.',
})

export const OrderCustomerUnknown = defineError<{ customerId: string }>({
  code: 'ORDER_CUSTOMER_UNKNOWN',
  status: 404,
  summary: 'An order was placed for a customer that is not known.',
  message: ({ customerId }) => `customerId must name a customer of this studio, got "${customerId}".`,
  mend: 'Register the customer first (customers.register) and pass the id it answers.',
})

export const OrderClosed = defineError<{ number: string; status: string; action: string }>({
  code: 'ORDER_CLOSED',
  status: 409,
  summary: 'An order that is completed or cancelled cannot be changed.',
  message: ({ number, status, action }) => `Order ${number} is ${status}: you cannot ${action}.`,
  mend: 'Place a new order for what is still wanted.',
})

export const OrderPartlyDelivered = defineError<{ number: string; pickedUp: number }>({
  code: 'ORDER_PARTLY_DELIVERED',
  status: 409,
  summary: 'An order of which something was picked up cannot be cancelled as a whole.',
  message: ({ number, pickedUp }) => `Order ${number} cannot be cancelled: ${pickedUp} of its lines were picked up.`,
  mend: 'Cancel the lines that were not picked up one by one (orders.cancelLine).',
})

export const OrderChanged = defineError<{ number: string; expected: number; actual: number }>({
  code: 'ORDER_CHANGED',
  status: 409,
  summary: 'The order was changed by somebody else since the caller read it.',
  message: ({ number, expected, actual }) =>
    `Order ${number} is at revision ${actual}; the change was made for revision ${expected}.`,
  mend: 'Read the order again (orders.get), look at what changed, and repeat with its revision.',
})

export const LineUnknown = defineError<{ number: string; lineIds: readonly string[] }>({
  code: 'LINE_UNKNOWN',
  status: 404,
  summary: 'An order has no line with this id.',
  message: ({ number, lineIds }) => `Order ${number} has no line ${lineIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids of its lines from orders.get.',
})

export const LineNotChangeable = defineError<{ number: string; line: number; stage: string; action: string }>({
  code: 'LINE_NOT_CHANGEABLE',
  status: 409,
  summary: 'A line has left the stage in which this can be done to it.',
  message: ({ number, line, stage, action }) =>
    `Line ${line} of order ${number} is in stage ${stage}: you cannot ${action} it.`,
  mend: 'Only lines in stage ordered can be changed, cancelled or picked up.',
})

export const LineIsLast = defineError<{ number: string; line: number }>({
  code: 'LINE_IS_LAST',
  status: 409,
  summary: 'The last line of an order cannot be cancelled alone.',
  message: ({ number, line }) => `Line ${line} is the last that is left of order ${number}.`,
  mend: 'Cancel the order (orders.cancel), which also says what becomes of its deposits.',
})

export const LinesTooMany = defineError<{ number: string; most: number }>({
  code: 'LINES_TOO_MANY',
  status: 422,
  summary: 'An order has as many lines as it may have.',
  message: ({ number, most }) => `Order ${number} has ${most} lines, the most that an order may have.`,
  mend: 'Place a second order for the rest.',
})

export const LineQuantityInvalid = defineError<{ of: string; rule: string; value: string }>({
  code: 'LINE_QUANTITY_INVALID',
  status: 422,
  summary: 'The quantity of a line breaks a rule.',
  message: ({ of, rule, value }) => `quantity of ${of} ${rule}, got ${value}.`,
  mend: 'Pass a quantity above zero with at most 4 decimals, such as "2" or "1.5".',
})

export const LinePriceInvalid = defineError<{ line: number; field: 'unitPrice' | 'discount'; value: string }>({
  code: 'LINE_PRICE_INVALID',
  status: 422,
  summary: 'A price or discount of a line is negative.',
  message: ({ line, field, value }) => `${field} of line ${line} must not be negative, got ${value}.`,
  mend: 'Pass zero or more. What is given back to a customer is a refund, not a line.',
})

export const DiscountTooLarge = defineError<{ line: number; discount: string; gross: string }>({
  code: 'DISCOUNT_TOO_LARGE',
  status: 422,
  summary: 'The discount of a line is larger than its price.',
  message: ({ line, discount, gross }) =>
    `discount of line ${line} must be at most its price ${gross}, got ${discount}.`,
  mend: 'Give at most the price of the line; a line that costs nothing has the discount of its whole price.',
})

export const BalanceDue = defineError<{ number: string; balanceDue: string; currency: string }>({
  code: 'BALANCE_DUE',
  status: 409,
  summary: 'Something was to be picked up of an order that is not paid.',
  message: ({ number, balanceDue, currency }) => `Order ${number} has a balance due of ${balanceDue} ${currency}.`,
  mend: 'Take the balance first (ledger.takePayment). Who has the permission orders.pickUpWithArrears may pass arrearsAllowed: true.',
})

export const ImportInvalid = defineError<{ reference: string; rule: string }>({
  code: 'IMPORT_INVALID',
  status: 422,
  summary: 'An imported purchase breaks a rule.',
  message: ({ reference, rule }) => `The purchase "${reference}" ${rule}.`,
  mend: 'Mend the purchase. Nothing of this batch was written.',
})

export const ImportConflict = defineError<{ reference: string; rule: string }>({
  code: 'IMPORT_CONFLICT',
  status: 409,
  summary: 'An imported purchase contradicts one of the same reference.',
  message: ({ reference, rule }) => `The purchase "${reference}" ${rule}.`,
  mend: 'Every purchase of a source needs a reference of its own; mend the file. Nothing of this batch was written.',
})

export const OrderTooLarge = defineError<{ total: string; most: string }>({
  code: 'ORDER_TOO_LARGE',
  status: 422,
  summary: 'An order costs more than the books can add up.',
  message: ({ total, most }) => `The lines of an order may cost ${most} together, but cost ${total}.`,
  mend: 'Look for a quantity or price that was mistyped; nothing was written.',
})
