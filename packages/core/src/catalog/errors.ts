/** What can go wrong in the catalogue. */
import { defineError } from '../values/calotype-error.ts'

export const ItemUnknown = defineError<{ item: string; similar: readonly string[] }>({
  code: 'ITEM_UNKNOWN',
  status: 404,
  summary: 'The catalogue has no item with this code or id.',
  message: ({ item }) => `item must be the code or id of an item of the catalogue, got "${item}".`,
  mend: ({ similar }) =>
    similar.length > 0
      ? `Did you mean ${similar.join(', ')}?`
      : 'Take the code from catalog.list, or add the item (catalog.addItem).',
})

export const ItemRetired = defineError<{ item: string; name: string }>({
  code: 'ITEM_RETIRED',
  status: 409,
  summary: 'The item is no longer sold.',
  message: ({ item, name }) => `Item "${item}" (${name}) is retired and can no longer be sold.`,
  mend: 'Sell another item, or take it back into the catalogue: catalog.changeItem with active: true.',
})

export const ItemCodeTaken = defineError<{ code: string; itemId: string }>({
  code: 'ITEM_CODE_TAKEN',
  status: 409,
  summary: 'Another item has the same code.',
  message: ({ code, itemId }) => `code must be unique in the catalogue: "${code}" is that of item ${itemId}.`,
  mend: ({ itemId }) => `Change item ${itemId} (catalog.changeItem), or choose another code.`,
})

export const ItemChanged = defineError<{ item: string; expected: number; actual: number }>({
  code: 'ITEM_CHANGED',
  status: 409,
  summary: 'The item was changed by somebody else since the caller read it.',
  message: ({ item, expected, actual }) =>
    `Item "${item}" is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read the item again (catalog.get), look at what changed, and repeat with its version.',
})

export const ItemPriceInvalid = defineError<{ code: string; price: string }>({
  code: 'ITEM_PRICE_INVALID',
  status: 422,
  summary: 'The price of an item is negative.',
  message: ({ code, price }) => `price of item "${code}" must be zero or more, got ${price}.`,
  mend: 'Give a discount on the line of the order instead of a negative price.',
})

export const ItemPartInvalid = defineError<{ item: string; part: string; rule: string }>({
  code: 'ITEM_PART_INVALID',
  status: 422,
  summary: 'A variant, option, upgrade, add-on or component of an item breaks a rule.',
  message: ({ item, part, rule }) => `${part} of item "${item}" ${rule}.`,
  mend: 'Mend this part; nothing was written.',
})

export const ItemReferenceInvalid = defineError<{
  item: string
  field: string
  rule: string
  value: string | null
  known: readonly string[]
}>({
  code: 'ITEM_REFERENCE_INVALID',
  status: 422,
  summary: 'An item names another that the catalogue does not have, or not in this variant or with these options.',
  message: ({ item, field, rule, value }) => `${field} of item "${item}" ${rule}, got ${JSON.stringify(value)}.`,
  mend: ({ known }) =>
    known.length > 0
      ? `Use one of: ${known.join(', ')}. Nothing was written.`
      : 'Add the other item first (catalog.addItem), or take its code from catalog.list. What a package promises in words goes into others or named of its entitlements. Nothing was written.',
})

export const ItemVariantInvalid = defineError<{
  item: string
  variant: string | null
  rule: string
  known: readonly string[]
}>({
  code: 'ITEM_VARIANT_INVALID',
  status: 422,
  summary: 'An item was asked for without its variant, or in a variant that it does not have.',
  message: ({ item, variant, rule }) => `variant of item "${item}" ${rule}, got ${JSON.stringify(variant)}.`,
  mend: ({ known }) => (known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'Leave the variant out.'),
})

export const ItemOptionInvalid = defineError<{
  item: string
  group: string
  rule: string
  known: readonly string[]
}>({
  code: 'ITEM_OPTION_INVALID',
  status: 422,
  summary: 'What was chosen of the options of an item breaks their rules.',
  message: ({ item, group, rule }) => `option "${group}" of item "${item}" ${rule}.`,
  mend: ({ known }) => (known.length > 0 ? `There are: ${known.join(', ')}.` : 'Leave the option out.'),
})

export const ItemVersionUnknown = defineError<{ item: string; itemVersion: number }>({
  code: 'ITEM_VERSION_UNKNOWN',
  status: 404,
  summary: 'An item never had this version, or had it before versions were kept.',
  message: ({ item, itemVersion }) => `Item "${item}" has no version ${itemVersion}.`,
  mend: 'Take a version from catalog.versions, or the one that stands on the line of an order.',
})

export const CategoryUnknown = defineError<{ category: string; known: readonly string[] }>({
  code: 'CATEGORY_UNKNOWN',
  status: 404,
  summary: 'No category has this code.',
  message: ({ category }) => `category must be the code of a category, got "${category}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ')}; or add it (catalog.addCategory).`,
})

export const CategoryTaken = defineError<{ code: string; name: string }>({
  code: 'CATEGORY_TAKEN',
  status: 409,
  summary: 'The studio has a category with this code already.',
  message: ({ code, name }) => `code must be unique: "${code}" is that of the category ${name}.`,
  mend: 'Use the category that stands, or choose another code.',
})
