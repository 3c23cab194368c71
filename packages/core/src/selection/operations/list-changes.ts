/** Lists what was changed in a selection. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { idText, pageMembers } from '../shapes.ts'
import { selectionChanges } from '../tables.ts'

const inputSchema = z.strictObject({ selectionId: idText, ...pageMembers })

const outputSchema = z.object({
  items: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(['pick', 'unpick', 'compose', 'drop', 'undo']),
      /** What it added and removed, and the product that it changed, before and after. */
      change: z.json(),
      actor: z.string(),
      at: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListSelectionChanges extends z.input<typeof inputSchema> {}
export interface SelectionChangePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListSelectionChanges> = inputSchema
const output: z.ZodType<SelectionChangePage> = outputSchema

export const listChanges = operation({
  name: 'selection.changes',
  summary: 'Lists every change of a selection, the last first: what was picked, taken back, composed, and by whom.',
  kind: 'query',
  input,
  output,
  async run(context, { selectionId, limit, cursor }): Promise<SelectionChangePage> {
    const page = await context.store.page(selectionChanges, {
      where: { selectionId },
      orderBy: ['-number'],
      limit,
      cursor,
    })
    const items = page.items.map(({ number, kind, change, actor, at }) => ({
      ...{ number, actor, at },
      kind: kind as SelectionChangePage['items'][number]['kind'],
      change: change as SelectionChangePage['items'][number]['change'],
    }))
    return { items, next: page.next }
  },
})
