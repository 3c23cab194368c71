/** The room of budgets: what may be spent and is to be earned, held against the books. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as budgetErrors from './errors.ts'
import { budgetEvents } from './events.ts'
import { budgetHooks } from './hard-limit.ts'
import { approve } from './operations/approve-budget.ts'
import { changeDraft } from './operations/change-draft.ts'
import { compare } from './operations/compare-budget.ts'
import { draft } from './operations/draft-budget.ts'
import { draftFromActuals } from './operations/draft-from-actuals.ts'
import { versions } from './operations/list-versions.ts'
import { version } from './operations/read-version.ts'
import { type BudgetSettings, budgetSettings } from './settings.ts'
import { budgetsLines, budgetsVersions, budgetsWarnings } from './tables.ts'
import { watchSubscriber } from './watch.ts'

const operations = { draft, draftFromActuals, changeDraft, approve, versions, version, compare } as const

/** What the desk offers under `budgets`. */
export type BudgetOperations = typeof operations

export const budgetsRoom: Plugin<'budgets', BudgetOperations, BudgetSettings> = definePlugin({
  ...budgetSettings,
  version: engineVersion,
  requires: { ledger: '*' },
  tables: [budgetsVersions, budgetsLines, budgetsWarnings],
  operations,
  permissions: ['budgets.exceed'],
  // Who keeps the books drafts; approving and going beyond is for the owner to give. A manager approves, and is held to it.
  roles: {
    owner: ['*'],
    manager: Object.keys(operations).map((name) => `budgets.${name}`),
    accountant: [
      'budgets.draft',
      'budgets.draftFromActuals',
      'budgets.changeDraft',
      'budgets.versions',
      'budgets.version',
      'budgets.compare',
    ],
  },
  events: [...budgetEvents],
  hooks: budgetHooks,
  subscribers: [watchSubscriber],
  errors: Object.values(budgetErrors),
})
