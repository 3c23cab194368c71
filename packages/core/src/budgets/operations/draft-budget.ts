import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { newVersion, writeLines } from '../draft-version.ts'
import { BudgetLineInvalid } from '../errors.ts'
import { type BudgetWithLines, presentWithLines, withLinesSchema } from '../present-version.ts'
import { budgetLinesSchema, nameText, yearNumber } from '../shapes.ts'

const schema = z.strictObject({ year: yearNumber, name: nameText, lines: budgetLinesSchema })

export interface DraftBudget extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DraftBudget> = schema

const errors = [BudgetLineInvalid] as const

/** Drafts a version of a year's budget in this branch. It counts when it is approved. */
export const draft: Operation<'command', DraftBudget, BudgetWithLines, (typeof errors)[number]> = operation({
  name: 'budgets.draft',
  summary: "Drafts a version of a branch's budget of a year.",
  kind: 'command',
  input,
  output: withLinesSchema,
  errors,
  async run(context, { lines, ...given }) {
    const version = await newVersion(context, given)
    return presentWithLines(version, await writeLines(context, version, lines))
  },
})
