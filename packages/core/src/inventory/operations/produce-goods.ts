import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RecipeInvalid, RecipeUnknown } from '../errors.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { recipeNeeds, requireRecipe } from '../recipe.ts'
import { requireLocation } from '../read-items.ts'
import { momentOf } from '../resolve-lines.ts'
import { idText, quantityNumber, voucherMembers } from '../shapes.ts'

const schema = z.strictObject({
  /** The code or id of a recipe that makes an item. */
  recipe: idText,
  /** How many times it is made; 1 unless told. */
  times: quantityNumber.optional(),
  /** Where it takes what it needs; `main` unless told. */
  location: idText.optional(),
  /** Where it puts what it makes; there unless told. */
  to: idText.optional(),
  ...voucherMembers,
})

export interface ProduceGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ProduceGoods> = schema

/** Makes an item of others: what it made is worth what it took. */
export const produce: Operation<
  'command',
  ProduceGoods,
  MovementPosted,
  MovementRefusal | typeof RecipeUnknown | typeof RecipeInvalid
> = operation({
  name: 'inventory.produce',
  summary: 'Makes an item by its recipe: it is worth what it took.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: [...movementRefusals, RecipeUnknown, RecipeInvalid],
  async run(context, { recipe: wanted, times = 1, location, to, at, on, ...given }) {
    const recipe = await requireRecipe(context.store, wanted)
    const { makesItemId, makes, code } = recipe
    if (makesItemId === null)
      throw RecipeInvalid.create({ recipe: code, rule: 'makes no item, so that it can only be consumed' })
    const from = await requireLocation(context, location)
    const target = to === undefined ? from : await requireLocation(context, to)
    const made = { itemId: makesItemId, locationId: target.id, quantity: makes * times }
    const moment = momentOf(context, { at, on }, 'out')
    const lines = [...recipeNeeds(recipe, times, from.id), made]
    const posted = await postMovement(context, { kind: 'production', lines, at: moment, ...given })
    return presentPosted(posted, context.studio.currency)
  },
})
