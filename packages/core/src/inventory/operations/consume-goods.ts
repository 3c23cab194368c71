import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { RecipeUnknown } from '../errors.ts'
import { stockLinesSchema } from '../line-input.ts'
import { type MovementRefusal, movementRefusals } from '../movement-refusals.ts'
import { postMovement } from '../post-movement.ts'
import { type NamingRefusal, namingRefusals, requireNamed } from '../named-order.ts'
import { type MovementPosted, postedSchema, presentPosted } from '../present.ts'
import { recipeNeeds, requireRecipe } from '../recipe.ts'
import { requireLocation } from '../read-items.ts'
import { momentOf, resolveLines } from '../resolve-lines.ts'
import { idText, namesItsOrder, orderMembers, orderMissing, quantityNumber, voucherMembers } from '../shapes.ts'

const schema = z
  .strictObject({
    /** The code or id of a recipe. */
    recipe: idText.optional(),
    /** How many times it is used; 1 unless told. */
    times: quantityNumber.optional(),
    /** From which location a recipe takes; `main` unless told. */
    location: idText.optional(),
    /** Instead of a recipe, or beside it. */
    lines: stockLinesSchema.optional(),
    ...orderMembers,
    ...voucherMembers,
  })
  .refine((given) => given.recipe !== undefined || given.lines !== undefined, {
    message: 'must name a recipe, or lines',
    path: ['lines'],
  })
  .refine(namesItsOrder, orderMissing)

export interface ConsumeGoods extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ConsumeGoods> = schema

/** What work uses up: cosmetics of a make-up session, paper of test prints. */
export const consume: Operation<
  'command',
  ConsumeGoods,
  MovementPosted,
  MovementRefusal | NamingRefusal | typeof RecipeUnknown
> = operation({
  name: 'inventory.consume',
  summary: 'Takes out what work used up, by a recipe or by lines.',
  kind: 'command',
  input,
  output: postedSchema,
  errors: [...movementRefusals, ...namingRefusals, RecipeUnknown],
  async run(context, { recipe: wanted, times = 1, location, lines = [], at, on, ...given }) {
    await requireNamed(context, { ...given, lineIds: [given.orderLineId] })
    const own = await resolveLines(context, lines, 'out')
    const needs =
      wanted === undefined
        ? []
        : recipeNeeds(await requireRecipe(context.store, wanted), times, (await requireLocation(context, location)).id)
    const moment = momentOf(context, { at, on }, 'out')
    const posted = await postMovement(context, {
      kind: 'consumption',
      lines: [...needs, ...own],
      at: moment,
      ...given,
    })
    return presentPosted(posted, context.studio.currency)
  },
})
