import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentVersion, versionSchema } from '../present-version.ts'
import { idText, yearNumber } from '../shapes.ts'
import { budgetsVersions } from '../tables.ts'

const schema = z.strictObject({
  year: yearNumber.optional(),
  branch: idText.optional(),
  /** 1 to 200; 50 unless told. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListBudgetVersions extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListBudgetVersions> = schema

const outputShape = z.object({ items: z.array(versionSchema), next: z.string().nullable() })

export interface BudgetVersionPage extends z.output<typeof outputShape> {}

const output: z.ZodType<BudgetVersionPage> = outputShape

/** Versions, the newest year and revision first. One statement. */
export const versions: Operation<'query', ListBudgetVersions, BudgetVersionPage, never> = operation({
  name: 'budgets.versions',
  summary: 'Lists the versions of budgets.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, ...rest }) {
    const page = await store.page(budgetsVersions, {
      where: present(rest),
      orderBy: ['-year', '-revision', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentVersion), next: page.next }
  },
})
