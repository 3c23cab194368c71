import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { prepaidSchema, presentPrepaid } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { expensesPrepaid } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  /** Whether anything is left. */
  left: z.boolean().optional(),
})

export interface ListPrepaidCosts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListPrepaidCosts> = schema

const outputShape = z.object({ items: z.array(prepaidSchema), next: z.string().nullable() })

export interface PrepaidCostsPage extends z.output<typeof outputShape> {}

const output: z.ZodType<PrepaidCostsPage> = outputShape

/** Prepaid costs, the oldest first. One statement. */
export const prepaid: Operation<'query', ListPrepaidCosts, PrepaidCostsPage, never> = operation({
  name: 'expenses.prepaid',
  summary: 'Lists prepaid costs, and what is left of them.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesPrepaid, {
      where: present({ branch, rest: given.left === undefined ? undefined : given.left ? { gt: 0n } : 0n }),
      orderBy: ['id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentPrepaid), next: page.next }
  },
})
