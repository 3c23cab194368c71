/** What an item is made of beside its price: variants, options, upgrades, add-ons, and the components of a bundle. */
import { z } from 'zod'
import { entitlementChangesSchema } from './entitlements.ts'

const code = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, 'must begin with a letter or digit and hold only those and . _ / -')
const name = z.string().trim().normalize('NFC').min(1).max(100)
/** A decimal string in the studio's currency. */
const price = z.string().min(1).max(30)

/** A kind of the item with a price of its own: a size, a material, a format. */
export const variantSchema = z.strictObject({
  code,
  name,
  nameEn: name.optional(),
  /** What tells it apart: `{ size: '12 in', material: 'leather' }`. */
  attributes: z
    .record(z.string().min(1).max(40), z.string().min(1).max(100))
    .refine((attributes) => Object.keys(attributes).length <= 20, 'must have at most 20 members')
    .optional(),
  /** Tax included. */
  price,
  /** False for one that is no longer sold. */
  active: z.boolean().default(true),
})
export interface ItemVariant extends z.output<typeof variantSchema> {}

export const choiceSchema = z.strictObject({
  code,
  name,
  nameEn: name.optional(),
  /** What it adds to the price of one; negative where it makes it cheaper. */
  price: price.default('0'),
  /** What it adds to what the package includes, or takes away. */
  entitlements: entitlementChangesSchema.optional(),
})
export interface OptionChoice extends z.output<typeof choiceSchema> {}

export const optionGroupSchema = z.strictObject({
  code,
  name,
  nameEn: name.optional(),
  /** One of the choices, or several. */
  choose: z.enum(['one', 'many']),
  /** Whether nothing is no answer. */
  required: z.boolean().default(false),
  /** The most that may be chosen, where several may. */
  most: z.int().min(1).max(50).optional(),
  choices: z.array(choiceSchema).min(1).max(50),
})
export interface OptionGroup extends z.output<typeof optionGroupSchema> {}

export const upgradeSchema = z.strictObject({
  /** The code of the item that it may be upgraded to. */
  to: code,
  /** The difference to be paid; that of the two prices of the day unless told. */
  price: price.optional(),
})
export interface ItemUpgrade extends z.output<typeof upgradeSchema> {}

export const addOnSchema = z.strictObject({
  /** The code of the item that is sold beside this one. */
  item: code,
  /** What one costs beside it; its own price unless told. */
  price: price.optional(),
  /** The most of them beside one. */
  most: z.int().min(1).max(100_000).optional(),
})
export interface ItemAddOn extends z.output<typeof addOnSchema> {}

/** What is chosen of option groups, by the code of the group: one code, or several where the group allows it. */
export const chosenSchema = z
  .record(z.string().min(1).max(60), z.union([z.string().min(1).max(60), z.array(z.string().min(1).max(60)).max(50)]))
  .refine((chosen) => Object.keys(chosen).length <= 30, 'must have at most 30 members')
export type ChosenOptions = z.output<typeof chosenSchema>

export const componentSchema = z.strictObject({
  /** The code of an item. */
  item: code,
  variant: code.optional(),
  options: chosenSchema.optional(),
  /** How many of it are in one bundle. */
  quantity: z.int().min(1).max(100_000).default(1),
})
export interface BundleComponent extends z.output<typeof componentSchema> {}

/** What the item costs by one price list: its own price, and those of its variants. */
export const listPriceSchema = z.strictObject({
  price: price.optional(),
  variants: z.record(code, price).optional(),
})
export interface ListPrice extends z.output<typeof listPriceSchema> {}

const eachOnce = <Part>(keyOf: (part: Part) => string, what: string) =>
  [
    (parts: readonly Part[]): boolean => new Set(parts.map(keyOf)).size === parts.length,
    `must name each ${what} once`,
  ] as const

/** The parts of an item as adding and changing take them; each replaces all of its kind. */
export const itemParts = {
  variants: z
    .array(variantSchema)
    .max(100)
    .refine(...eachOnce((one: ItemVariant) => one.code, 'variant'))
    .optional(),
  options: z
    .array(optionGroupSchema)
    .max(30)
    .refine(...eachOnce((one: OptionGroup) => one.code, 'group'))
    .optional(),
  upgrades: z
    .array(upgradeSchema)
    .max(50)
    .refine(...eachOnce((one: ItemUpgrade) => one.to, 'item'))
    .optional(),
  addOns: z
    .array(addOnSchema)
    .max(100)
    .refine(...eachOnce((one: ItemAddOn) => one.item, 'item'))
    .optional(),
  /** Of a bundle: what is in it. */
  components: z.array(componentSchema).max(50).optional(),
}

/** The parts as an item answers them; what it has none of is empty. */
export const partsOutput = {
  variants: z.array(variantSchema),
  options: z.array(optionGroupSchema),
  upgrades: z.array(upgradeSchema),
  addOns: z.array(addOnSchema),
  components: z.array(componentSchema),
  /** By the code of a price list. */
  listPrices: z.record(z.string(), listPriceSchema),
}

/** The price of an item, or of one of its variants, by a list; undefined where the list has none. Names of every object, such as `constructor`, are none. */
export function priceByList(
  listPrices: Readonly<Record<string, ListPrice>>,
  list: string,
  variant: string | null,
): string | undefined {
  const own = Object.hasOwn(listPrices, list) ? listPrices[list] : undefined
  if (variant === null) return own?.price
  return own?.variants !== undefined && Object.hasOwn(own.variants, variant) ? own.variants[variant] : undefined
}

export interface ItemParts {
  readonly variants: readonly ItemVariant[]
  readonly options: readonly OptionGroup[]
  readonly upgrades: readonly ItemUpgrade[]
  readonly addOns: readonly ItemAddOn[]
  readonly components: readonly BundleComponent[]
  readonly listPrices: Readonly<Record<string, ListPrice>>
}
