/** Lists selections: of an order, or those that wait to be confirmed. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { contentOf } from '../hold-selection.ts'
import { idText, pageMembers, type SelectionState, selectionStates } from '../shapes.ts'
import { type SelectionRow, selectionSelections } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText.optional(),
  state: z.enum(selectionStates).optional(),
  branch: z.string().min(1).max(40).optional(),
  ...pageMembers,
})

const headSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  number: z.int(),
  state: z.enum(selectionStates),
  /** When it was opened, confirmed or opened again. */
  stateAt: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  /** How many images are picked for retouching and to be given unretouched, and how many products are made. */
  retouch: z.int(),
  originals: z.int(),
  products: z.int(),
  revision: z.int(),
})

const outputSchema = z.object({ items: z.array(headSchema), next: z.string().nullable() })

export interface ListSelections extends z.input<typeof inputSchema> {}
export interface SelectionPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListSelections> = inputSchema
const output: z.ZodType<SelectionPage> = outputSchema

export const listSelections = operation({
  name: 'selection.list',
  summary: 'Lists selections page by page: of an order in their order, else those longest in their state first.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, state, branch, limit, cursor }): Promise<SelectionPage> {
    const page = await context.store.page(selectionSelections, {
      where: present({ orderId, state, branch }),
      orderBy: orderId === undefined ? ['state', 'stateAt'] : ['lineId', 'number'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentHead), next: page.next }
  },
})

function presentHead(row: SelectionRow): z.output<typeof headSchema> {
  const { id, orderId, lineId, number, stateAt, openedAt, openedBy, revision } = row
  const { retouch, originals, products } = contentOf(row)
  return {
    ...{ id, orderId, lineId, number, stateAt, openedAt, openedBy, revision },
    state: row.state as SelectionState,
    retouch: retouch.length,
    originals: originals.length,
    products: products.length,
  }
}
