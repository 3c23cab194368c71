import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { type Allowance, allowanceSchema, presentAllowance } from '../present-allowance.ts'
import { idText, pageMembers } from '../shapes.ts'
import { receivablesAllowances } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, branch: idText.optional() })

export interface ListAllowances extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListAllowances> = schema

const outputShape = z.object({ items: z.array(allowanceSchema), next: z.string().nullable() })

export interface Allowances extends z.output<typeof outputShape> {
  items: Allowance[]
}

const output: z.ZodType<Allowances> = outputShape

/** The latest month first. One statement. */
export const allowances: Operation<'query', ListAllowances, Allowances, never> = operation({
  name: 'receivables.allowances',
  summary: 'Lists what was set aside for doubtful debts, month by month.',
  kind: 'query',
  input,
  output,
  async run({ store }, { branch, limit, cursor }) {
    const where = present({ branch })
    const page = await store.page(receivablesAllowances, { where, orderBy: ['-month'], limit, cursor })
    return { items: page.items.map(presentAllowance), next: page.next }
  },
})
