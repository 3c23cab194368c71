import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { accrualSchema, presentAccrual } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { expensesAccruals } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  open: z.boolean().optional(),
})

export interface ListAccruals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListAccruals> = schema

const outputShape = z.object({ items: z.array(accrualSchema), next: z.string().nullable() })

export interface AccrualsPage extends z.output<typeof outputShape> {}

const output: z.ZodType<AccrualsPage> = outputShape

/** Accruals, the oldest first. One statement. */
export const accruals: Operation<'query', ListAccruals, AccrualsPage, never> = operation({
  name: 'expenses.accruals',
  summary: 'Lists expenses that were booked before their bill.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesAccruals, {
      where: present({ branch, open: given.open === undefined ? undefined : given.open ? { gt: 0n } : 0n }),
      orderBy: ['id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentAccrual), next: page.next }
  },
})
