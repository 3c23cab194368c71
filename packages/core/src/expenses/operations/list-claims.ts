import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { claimSchema, presentClaim } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { expensesClaims } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  staff: idText.optional(),
  open: z.boolean().optional(),
})

export interface ListExpenseClaims extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListExpenseClaims> = schema

const outputShape = z.object({ items: z.array(claimSchema), next: z.string().nullable() })

export interface ExpenseClaimsPage extends z.output<typeof outputShape> {}

const output: z.ZodType<ExpenseClaimsPage> = outputShape

/** Claims of employees, the oldest first. One statement. */
export const claims: Operation<'query', ListExpenseClaims, ExpenseClaimsPage, never> = operation({
  name: 'expenses.claims',
  summary: 'Lists what employees are owed for what they paid.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesClaims, {
      where: present({ branch, staff: given.staff, isOpen: given.open }),
      orderBy: ['expenseId'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentClaim), next: page.next }
  },
})
