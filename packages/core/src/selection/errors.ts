/** What can go wrong with images and selections. */
import { defineError } from '../values/calotype-error.ts'

export const ShootUnknown = defineError<{ shootId: string }>({
  code: 'SHOOT_UNKNOWN',
  status: 404,
  summary: 'No shoot with this id is within reach.',
  message: ({ shootId }) => `There is no shoot "${shootId}" in the branches that you reach.`,
  mend: 'Take the id from selection.shoots.',
})

export const OrderHasImages = defineError<{ number: string; kept: readonly string[]; action: string }>({
  code: 'ORDER_HAS_IMAGES',
  status: 409,
  summary: 'An order was to be moved or merged away whose images, selections or uses of a package name it for ever.',
  message: ({ number, kept, action }) => `Order ${number} has ${kept.join(', ')}: it cannot ${action}.`,
  mend: 'Of two orders that become one, name the one with images as the survivor. Finish an order in the branch in which it was photographed.',
})

export const SelectionOtherBranch = defineError<{ number: string; branch: string; session: string }>({
  code: 'SELECTION_OTHER_BRANCH',
  status: 409,
  summary:
    'Something of a package was to be confirmed, reopened or used in a session of another branch than that of its order.',
  message: ({ number, branch, session }) =>
    `Order ${number} is of branch "${branch}", and this session of "${session}": the books of a branch are sealed by themselves.`,
  mend: 'Open a session in the branch of the order (engine.as).',
})

export const ImagesTooMany = defineError<{ shootId: string; most: number }>({
  code: 'IMAGES_TOO_MANY',
  status: 422,
  summary: 'A shoot has as many images as it may have.',
  message: ({ shootId, most }) => `Shoot "${shootId}" would have more than ${most} images, the most that it may have.`,
  mend: 'Register the rest as another shoot of the order.',
})

export const ImageUnknown = defineError<{ imageIds: readonly string[]; number: string }>({
  code: 'IMAGE_UNKNOWN',
  status: 404,
  summary: 'An image was named that is not of this order.',
  message: ({ imageIds, number }) => `Order ${number} has no image ${imageIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Take the ids from selection.images; an image of another order cannot be picked.',
})

export const SelectionUnknown = defineError<{ selectionId: string }>({
  code: 'SELECTION_UNKNOWN',
  status: 404,
  summary: 'No selection with this id is within reach.',
  message: ({ selectionId }) => `There is no selection "${selectionId}" in the branches that you reach.`,
  mend: 'Take the id from selection.list, or begin one with selection.open.',
})

export const SelectionStands = defineError<{ selectionId: string; number: string; line: number }>({
  code: 'SELECTION_STANDS',
  status: 409,
  summary: 'A line has a selection that is not confirmed yet.',
  message: ({ selectionId, number, line }) =>
    `Line ${line} of order ${number} is being selected already: selection "${selectionId}" is open.`,
  mend: 'Go on with that selection, or confirm it first: what a package still includes is known only then.',
})

export const SelectionConfirmed = defineError<{ selectionId: string; at: string; action: string }>({
  code: 'SELECTION_CONFIRMED',
  status: 409,
  summary: 'A selection that is confirmed was to be changed.',
  message: ({ selectionId, at, action }) => `Selection "${selectionId}" was confirmed at ${at}: you cannot ${action}.`,
  mend: 'Who has the permission selection.reopen opens it again, with a reason.',
})

export const SelectionOpen = defineError<{ selectionId: string }>({
  code: 'SELECTION_OPEN',
  status: 409,
  summary: 'A selection was to be reopened that is open.',
  message: ({ selectionId }) => `Selection "${selectionId}" is open.`,
  mend: 'Change it as it is.',
})

export const SelectionEmpty = defineError<{ selectionId: string }>({
  code: 'SELECTION_EMPTY',
  status: 409,
  summary: 'A selection was to be confirmed in which nothing is picked.',
  message: ({ selectionId }) => `Nothing is picked in selection "${selectionId}".`,
  mend: 'Pick images or compose products first.',
})

export const SelectionChanged = defineError<{ selectionId: string; expected: number; actual: number }>({
  code: 'SELECTION_CHANGED',
  status: 409,
  summary: 'The selection was changed by somebody else since the caller read it.',
  message: ({ selectionId, expected, actual }) =>
    `Selection "${selectionId}" is at revision ${actual}; this was asked for revision ${expected}.`,
  mend: 'Read it again (selection.get), show the customer what changed, and repeat with its revision.',
})

export const SelectionPriceChanged = defineError<{ selectionId: string; total: string; expected: string }>({
  code: 'SELECTION_PRICE_CHANGED',
  status: 409,
  summary: 'What is beyond the package costs otherwise than the customer was told.',
  message: ({ selectionId, total, expected }) =>
    `What is beyond the package in selection "${selectionId}" costs ${total}, not ${expected}.`,
  mend: 'Read selection.preview again, show it to the customer, and confirm with that amount.',
})

export const LineCancelled = defineError<{ number: string; line: number }>({
  code: 'LINE_CANCELLED',
  status: 409,
  summary: 'Something was to be selected or used of a line that is cancelled.',
  message: ({ number, line }) => `Line ${line} of order ${number} is cancelled.`,
  mend: 'Take a line of the order that stands (orders.get).',
})

export const EntitlementBySelection = defineError<{ entitlement: string }>({
  code: 'ENTITLEMENT_BY_SELECTION',
  status: 422,
  summary: 'Images to be retouched were to be used of a package without saying which.',
  message: ({ entitlement }) => `entitlement "${entitlement}" is not used by hand: confirming a selection counts it.`,
  mend: 'Pick the images (selection.pick) and confirm (selection.confirm): the retoucher has to know which they are. What is sold beside a selection is a line of the order (orders.addLine).',
})

export const EntitlementsUsed = defineError<{
  number: string
  line: number
  item: string
  entitlement: string
  code: string | null
  used: number
  included: number
}>({
  code: 'ENTITLEMENTS_USED',
  status: 409,
  summary: 'A line was to become a package that includes less than was used of it already.',
  message: ({ number, line, item, entitlement, code, used, included }) =>
    `Of line ${line} of order ${number} ${used} ${entitlement}${code === null ? '' : ` "${code}"`} are used; ${item} includes ${included}.`,
  mend: 'Take a package that includes what was used, or take uses back first (selection.reverseUse, selection.reopen).',
})

export const CompositionInvalid = defineError<{ item: string; rule: string }>({
  code: 'COMPOSITION_INVALID',
  status: 422,
  summary: 'A product made of picks breaks a rule.',
  message: ({ item, rule }) => `The product "${item}" ${rule}.`,
  mend: 'Name the variant where the package has the product in variants; place each image on a spread that it has, and no two on one place.',
})

export const CompositionUnknown = defineError<{ selectionId: string; productId: string }>({
  code: 'COMPOSITION_UNKNOWN',
  status: 404,
  summary: 'A selection has no product with this id.',
  message: ({ selectionId, productId }) => `Selection "${selectionId}" has no product "${productId}".`,
  mend: 'Take the id from selection.get, or leave it out for a new product.',
})

export const PicksTooMany = defineError<{ selectionId: string; most: number }>({
  code: 'PICKS_TOO_MANY',
  status: 422,
  summary: 'A selection holds as many picks as it may hold.',
  message: ({ selectionId, most }) => `Selection "${selectionId}" would hold more than ${most} picks and places.`,
  mend: 'Confirm it and go on in another one.',
})

export const ImageNotRetouched = defineError<{ selectionId: string; imageIds: readonly string[] }>({
  code: 'IMAGE_NOT_RETOUCHED',
  status: 422,
  summary: 'A wish for retouching is about an image that is not retouched.',
  message: ({ selectionId, imageIds }) =>
    `imageIds of selection "${selectionId}" must be images that are retouched, but not ${imageIds.map((id) => `"${id}"`).join(', ')}.`,
  mend: 'Pick the images for retouching first, or place them on a product.',
})

export const NothingToUndo = defineError<{ selectionId: string }>({
  code: 'NOTHING_TO_UNDO',
  status: 409,
  summary: 'Nothing is left to undo in a selection.',
  message: ({ selectionId }) => `Nothing is left to undo in selection "${selectionId}".`,
  mend: 'Undo reaches back to when the selection was opened, or opened again.',
})

export const ExtraNotPriced = defineError<{
  entitlement: string
  code: string | null
  branch: string
  package: string
}>({
  code: 'EXTRA_NOT_PRICED',
  status: 409,
  summary: 'Something is beyond a package, and no table says what it costs.',
  message: ({ entitlement, code, branch, package: name }) =>
    `No price table says what ${entitlement}${code === null ? '' : ` "${code}"`} beyond package ${name} cost in branch ${branch}.`,
  mend: 'Save one with selection.savePriceTable.',
})

export const PriceTableInvalid = defineError<{ table: string; rule: string }>({
  code: 'PRICE_TABLE_INVALID',
  status: 422,
  summary: 'A table of prices breaks a rule.',
  message: ({ table, rule }) => `The price table "${table}" ${rule}.`,
  mend: 'Tiers rise, and the last has no end: [{ upTo: 10, price: "80" }, { price: "60" }].',
})

export const PriceTableAmbiguous = defineError<{ table: string; other: string }>({
  code: 'PRICE_TABLE_AMBIGUOUS',
  status: 409,
  summary: 'Two tables would price the same thing, and neither is more special.',
  message: ({ table, other }) =>
    `The price tables "${table}" and "${other}" would both hold, and neither is more special.`,
  mend: 'Name other packages or branches in one of them, or end the other.',
})

export const PriceTableUnknown = defineError<{ table: string; known: readonly string[] }>({
  code: 'PRICE_TABLE_UNKNOWN',
  status: 404,
  summary: 'No table of prices has this code.',
  message: ({ table }) => `There is no price table "${table}".`,
  mend: ({ known }) => (known.length > 0 ? `There are: ${known.join(', ')}.` : 'There is none yet.'),
})

export const PriceTableChanged = defineError<{ table: string; expected: number; actual: number }>({
  code: 'PRICE_TABLE_CHANGED',
  status: 409,
  summary: 'A table of prices was changed by somebody else since the caller read it.',
  message: ({ table, expected, actual }) =>
    `The price table "${table}" is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read it again (selection.priceTables) and repeat with its version.',
})

export const UseUnknown = defineError<{ useId: string }>({
  code: 'USE_UNKNOWN',
  status: 404,
  summary: 'No use of an entitlement with this id is within reach.',
  message: ({ useId }) => `There is no use "${useId}" in the branches that you reach.`,
  mend: 'Take the id from what selection.use answered.',
})

export const UseReversed = defineError<{ useId: string }>({
  code: 'USE_REVERSED',
  status: 409,
  summary: 'A use of an entitlement was taken back already, or is one that takes another back.',
  message: ({ useId }) => `The use "${useId}" was taken back, or takes another back.`,
  mend: 'Look at what is used with selection.entitlements.',
})

export const ConsumptionUnbounded = defineError<Record<never, never>>({
  code: 'CONSUMPTION_UNBOUNDED',
  status: 422,
  summary: 'Consumption was asked for of nothing in particular.',
  message: () => 'Consumption is asked for an order, a customer, or a period.',
  mend: 'Pass orderId, customerId, or from and to.',
})
