import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { lockDraft, yearLock } from '../draft-version.ts'
import { BudgetNotDraft, BudgetUnknown } from '../errors.ts'
import { budgetApproved } from '../events.ts'
import { type BudgetVersion, presentVersion, versionSchema } from '../present-version.ts'
import { idText } from '../shapes.ts'
import { budgetsVersions } from '../tables.ts'

const schema = z.strictObject({ versionId: idText })

export interface ApproveBudget extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ApproveBudget> = schema

const errors = [BudgetUnknown, BudgetNotDraft] as const

/** Puts a version into force, in the place of the one before. Warnings begin anew with it. */
export const approve: Operation<'command', ApproveBudget, BudgetVersion, (typeof errors)[number]> = operation({
  name: 'budgets.approve',
  summary: 'Approves a version of a budget, which supersedes the one before.',
  kind: 'command',
  input,
  output: versionSchema,
  errors,
  async run(context, { versionId }) {
    const { store, branch, actor, now } = context
    const drafted = await lockDraft(context, versionId)
    const { year } = drafted
    await store.lock([yearLock(branch, year)])
    const where = { branch, year, state: 'approved' }
    const [before] = await store.findForUpdate(budgetsVersions, { where, limit: 1 })
    if (before !== undefined) await store.update(budgetsVersions, before, { state: 'superseded' })
    const set = { state: 'approved', approvedBy: actor, approvedAt: now }
    const version = await store.update(budgetsVersions, drafted, set)
    context.emit(budgetApproved, { versionId, year, supersedesId: before?.id ?? null })
    return presentVersion(version)
  },
})
