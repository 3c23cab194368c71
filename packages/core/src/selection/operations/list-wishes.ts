/** Lists what is wished for when the images of a selection are retouched. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { SelectionUnknown } from '../errors.ts'
import { readSelection } from '../hold-selection.ts'
import { presentWish, retouchedOf, wishSchema } from '../retouch-wishes.ts'
import { idText } from '../shapes.ts'
import { selectionWishes } from '../tables.ts'

const inputSchema = z.strictObject({ selectionId: idText })
const outputSchema = z.object({ items: z.array(wishSchema) })

export interface ListWishes extends z.input<typeof inputSchema> {}
/** Of images that are still retouched, in the order in which they were picked. */
export interface RetouchWishes extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListWishes> = inputSchema
const output: z.ZodType<RetouchWishes> = outputSchema

/** Two statements. */
export const listWishes = operation({
  name: 'selection.wishes',
  summary: 'Lists what is wished for when the images of a selection are retouched.',
  kind: 'query',
  input,
  output,
  errors: [SelectionUnknown],
  async run(context, { selectionId }): Promise<RetouchWishes> {
    const selection = await readSelection(context, selectionId)
    const rows = await context.store.find(selectionWishes, { where: { selectionId }, limit: 'all' })
    const of = new Map(rows.map((row) => [row.imageId, row]))
    const items = retouchedOf(selection).flatMap((imageId) => {
      const row = of.get(imageId)
      return row === undefined ? [] : [presentWish(row)]
    })
    return { items }
  },
})
