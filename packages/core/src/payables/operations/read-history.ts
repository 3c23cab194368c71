import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { movementSchema, presentMovement } from '../present-document.ts'
import { idText, pageMembers } from '../shapes.ts'
import { payablesMovements } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, supplierId: idText, branch: idText.optional() })

export interface ReadSupplierHistory extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadSupplierHistory> = schema

const outputShape = z.object({ items: z.array(movementSchema), next: z.string().nullable() })

export interface SupplierHistory extends z.output<typeof outputShape> {}

const output: z.ZodType<SupplierHistory> = outputShape

/** All that happened with a supplier, the newest first. One statement. */
export const history: Operation<'query', ReadSupplierHistory, SupplierHistory, never> = operation({
  name: 'payables.history',
  summary: 'Lists what happened with a supplier, the newest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, ...rest }) {
    const page = await store.page(payablesMovements, {
      where: present(rest),
      orderBy: ['-businessDate', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentMovement), next: page.next }
  },
})
