/** Writes a version of a budget: its head, and its lines with everything checked. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { accountTypes } from './budget-accounts.ts'
import { storedMonths } from './budget-line.ts'
import { BudgetLineInvalid, BudgetNotDraft, BudgetUnknown } from './errors.ts'
import type { BudgetLineGiven } from './shapes.ts'
import { budgetsLines, budgetsVersions, type LineRow, type VersionRow } from './tables.ts'

/** The name that those lock who add or approve a version of a year. */
export const yearLock = (branch: string, year: number): string => `budgets.year:${branch}:${year}`

/** A new draft of a year. Three statements: the lock, the last revision, the insert. */
export async function newVersion(
  context: CommandContext,
  { year, name }: { readonly year: number; readonly name: string },
): Promise<VersionRow> {
  const { store, branch } = context
  await store.lock([yearLock(branch, year)])
  const [last] = await store.find(budgetsVersions, { where: { branch, year }, orderBy: ['-revision'], limit: 1 })
  return store.insert(budgetsVersions, {
    id: context.newId(),
    branch,
    year,
    revision: (last?.revision ?? 0) + 1,
    name,
    state: 'draft',
    currency: context.studio.currency,
    draftedBy: context.actor,
    draftedAt: context.now,
    approvedBy: null,
    approvedAt: null,
  })
}

/** @throws BUDGET_UNKNOWN, BUDGET_NOT_DRAFT */
export async function lockDraft({ store, branch }: CommandContext, versionId: string): Promise<VersionRow> {
  const version = await store.getForUpdate(budgetsVersions, versionId)
  if (version?.branch !== branch) throw BudgetUnknown.create({ versionId, branch })
  if (version.state !== 'draft') throw BudgetNotDraft.create({ versionId, state: version.state })
  return version
}

/** @throws BUDGET_LINE_INVALID, MONEY_TOO_PRECISE and the like */
export async function writeLines(
  context: CommandContext,
  version: VersionRow,
  given: readonly BudgetLineGiven[],
): Promise<readonly LineRow[]> {
  const typesOf = await accountTypes(context.store)
  const { currency } = version
  const seen = new Set<string>()
  return given.map((line, index) => {
    const { account, category = '', hard } = line
    const refuse = (rule: string, value: string) => BudgetLineInvalid.create({ line: index, rule, value })
    const types = typesOf(account)
    const income = types.has('income')
    if (income === types.has('expense')) {
      throw refuse('name income or expenses', `${account} (${[...types].join(', ') || 'unknown'})`)
    }
    const key = `${account}|${category}`
    if (seen.has(key)) throw refuse('be the only one of its account and category', key)
    seen.add(key)
    if (hard && income) throw refuse('be an expense to have a hard limit', account)
    const months =
      line.months === undefined
        ? Money.of(line.year ?? '0', currency).split(12)
        : line.months.map((month) => Money.of(month, currency))
    const below = months.find((month) => month.isNegative())
    if (below !== undefined) throw refuse('have amounts of zero or above', below.toString())
    return context.store.insert(budgetsLines, {
      versionId: version.id,
      line: index + 1,
      branch: version.branch,
      account,
      category,
      income,
      hard,
      months: storedMonths(months),
    })
  })
}
