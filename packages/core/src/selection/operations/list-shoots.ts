/** Lists the shoots of an order. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { presentShoot, shootSchema } from '../present.ts'
import { idText } from '../shapes.ts'
import { selectionShoots } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText })
const outputSchema = z.object({ items: z.array(shootSchema) })

export interface ListShoots extends z.input<typeof inputSchema> {}
export interface ShootList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListShoots> = inputSchema
const output: z.ZodType<ShootList> = outputSchema

export const listShoots = operation({
  name: 'selection.shoots',
  summary: 'Lists the shoots of an order with how many images they have.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId }) {
    const rows = await context.store.find(selectionShoots, { where: { orderId }, orderBy: ['number'], limit: 'all' })
    return { items: rows.map(presentShoot) }
  },
})
