import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RecipeInvalid, StockItemUnknown } from '../errors.ts'
import { presentRecipe, type Recipe, recipeSchema } from '../present-recipe.ts'
import { requireItems } from '../read-items.ts'
import { codeText, idText, nameText, quantityNumber } from '../shapes.ts'
import { inventoryRecipes } from '../tables.ts'

const schema = z.strictObject({
  code: codeText,
  name: nameText,
  /** The code or id of the item that it makes; nothing where it only uses up. */
  makesItem: idText.optional(),
  /** How many it makes at a time; 1 unless told. */
  makes: quantityNumber.optional(),
  /** False: it is used no more. */
  active: z.boolean().default(true),
  /** What one time takes, in the items' units. */
  lines: z
    .array(z.strictObject({ item: idText, quantity: quantityNumber }))
    .min(1)
    .max(100),
})

export interface AddRecipe extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddRecipe> = schema

/** Says what one thing is made of, or takes. One with the code of another takes its place; so does one that is not `active`. */
export const addRecipe: Operation<'command', AddRecipe, Recipe, typeof RecipeInvalid | typeof StockItemUnknown> =
  operation({
    name: 'inventory.addRecipe',
    summary: 'Says what one thing takes; a recipe of the same code is replaced.',
    kind: 'command',
    input,
    output: recipeSchema,
    errors: [RecipeInvalid, StockItemUnknown],
    async run(context, { code, name, makesItem, makes = 1, active, lines: given }) {
      const { store } = context
      const named = [...given.map((line) => line.item), ...(makesItem === undefined ? [] : [makesItem])]
      const items = await requireItems(store, named)
      const made = makesItem === undefined ? undefined : items.at(-1)
      const lines = given.map(({ quantity }, index) => ({ itemId: items[index]?.id ?? '', quantity }))
      const refuse = (rule: string) => RecipeInvalid.create({ recipe: code, rule })
      if (new Set(lines.map((line) => line.itemId)).size < lines.length) throw refuse('names an item twice')
      if (lines.some((line) => line.itemId === made?.id)) throw refuse('takes what it makes')
      const serial = items.find((item) => item.tracking === 'serial')
      if (serial !== undefined)
        throw refuse(`names "${serial.code}", whose single units cannot be taken by number alone`)
      if (made?.tracking === 'lot') throw refuse(`makes "${made.code}", whose lots cannot be known beforehand`)
      await store.lock([`inventory.recipe:${code}`])
      const [standing] = await store.find(inventoryRecipes, { where: { code }, orderBy: ['id'], limit: 1 })
      const row = { code, name, makesItemId: made?.id ?? null, makes, lines, active }
      const kept =
        standing === undefined
          ? store.insert(inventoryRecipes, { id: context.newId(), ...row })
          : await store.update(inventoryRecipes, standing, row)
      return presentRecipe(kept)
    },
  })
