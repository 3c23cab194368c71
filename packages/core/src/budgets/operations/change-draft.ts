import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { lockDraft, writeLines } from '../draft-version.ts'
import { BudgetLineInvalid, BudgetNotDraft, BudgetUnknown } from '../errors.ts'
import { type BudgetWithLines, presentWithLines, withLinesSchema } from '../present-version.ts'
import { budgetLinesSchema, idText, nameText } from '../shapes.ts'
import { budgetsLines, budgetsVersions } from '../tables.ts'

const schema = z.strictObject({ versionId: idText, name: nameText.optional(), lines: budgetLinesSchema })

export interface ChangeBudgetDraft extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeBudgetDraft> = schema

const errors = [BudgetUnknown, BudgetNotDraft, BudgetLineInvalid] as const

/** Writes the lines of a draft anew. */
export const changeDraft: Operation<'command', ChangeBudgetDraft, BudgetWithLines, (typeof errors)[number]> = operation(
  {
    name: 'budgets.changeDraft',
    summary: 'Replaces the lines of a draft of a budget.',
    kind: 'command',
    input,
    output: withLinesSchema,
    errors,
    async run(context, { versionId, name, lines }) {
      const row = await lockDraft(context, versionId)
      const version = await context.store.update(budgetsVersions, row, { name: name ?? row.name })
      await context.store.deleteWhere(budgetsLines, { versionId })
      return presentWithLines(version, await writeLines(context, version, lines))
    },
  },
)
