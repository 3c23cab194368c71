/** The lines of the budgets in force. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { present } from '../storage/filter.ts'
import { type BudgetLine, budgetLineOf } from './budget-line.ts'
import { budgetsLines, budgetsVersions } from './tables.ts'

/** Of a year in branches; only those with a hard limit, where told. Two statements, one where nothing is approved. */
export async function readApprovedLines(
  store: ScopedReads,
  wanted: { readonly year: number; readonly branches: readonly string[]; readonly hard?: boolean },
): Promise<readonly BudgetLine[]> {
  const { year, branches, hard } = wanted
  const versions = await store.find(budgetsVersions, {
    where: { year, state: 'approved', branch: { in: branches } },
    orderBy: ['branch'],
    limit: 'all',
  })
  if (versions.length === 0) return []
  const rows = await store.find(budgetsLines, {
    where: present({ versionId: { in: versions.map((version) => version.id) }, hard }),
    orderBy: ['versionId', 'line'],
    limit: 'all',
  })
  const currencies = new Map(versions.map((version) => [version.id, version.currency]))
  return rows.map((row) => budgetLineOf(row, currencies.get(row.versionId) ?? ''))
}
