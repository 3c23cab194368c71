import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BudgetUnknown } from '../errors.ts'
import { type BudgetWithLines, presentWithLines, withLinesSchema } from '../present-version.ts'
import { idText } from '../shapes.ts'
import { budgetsLines, budgetsVersions } from '../tables.ts'

const schema = z.strictObject({ versionId: idText })

export interface ReadBudgetVersion extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadBudgetVersion> = schema

const errors = [BudgetUnknown] as const

/** One version with its lines. Two statements. */
export const version: Operation<'query', ReadBudgetVersion, BudgetWithLines, (typeof errors)[number]> = operation({
  name: 'budgets.version',
  summary: 'Reads a version of a budget.',
  kind: 'query',
  input,
  output: withLinesSchema,
  errors,
  async run({ store, branch }, { versionId }) {
    const found = await store.get(budgetsVersions, versionId)
    if (found === undefined) throw BudgetUnknown.create({ versionId, branch })
    const lines = await store.find(budgetsLines, { where: { versionId }, orderBy: ['line'], limit: 'all' })
    return presentWithLines(found, lines)
  },
})
