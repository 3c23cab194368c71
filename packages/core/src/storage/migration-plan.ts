/** Decides, without I/O, how a found schema becomes the declared one; refuses what could lose data or break a peer. */
import { defineError } from '../values/calotype-error.ts'
import type { FoundSchema, FoundTable, MigrationStep } from './port.ts'
import type { Index, StoredTable } from './table.ts'

/** What an engine declares. */
export interface DeclaredSchema {
  readonly tables: readonly { readonly owner: string; readonly table: StoredTable }[]
  /** The schema generation of the core and of each plugin, raised when older code can no longer work on the store. */
  readonly generations: Readonly<Record<string, number>>
}

/** How much a step can hurt: `refused` steps are never applied by the library. */
export type Risk = 'safe' | 'needs-backfill' | 'refused'

export interface PlannedStep {
  readonly step: MigrationStep
  readonly risk: Exclude<Risk, 'refused'>
  readonly owner: string
}

export interface Refusal {
  readonly owner: string
  readonly table: string
  readonly column?: string
  /** Why the library does not do it by itself. */
  readonly reason: string
  readonly mend: string
}

export interface MigrationPlan {
  readonly steps: readonly PlannedStep[]
  readonly refusals: readonly Refusal[]
  /** Tables and columns in the store that nobody declares: kept as they are. */
  readonly undeclared: readonly string[]
}

export const SchemaTooNew = defineError<{ owner: string; found: number; known: number }>({
  code: 'SCHEMA_TOO_NEW',
  status: 503,
  summary: 'The store was migrated by newer code, with which this code cannot share it.',
  message: ({ owner, found, known }) =>
    `The tables of "${owner}" are at schema generation ${found}; this code knows generation ${known}.`,
  mend: ({ owner }) => `Run the newer version of ${owner}, or restore a backup made before it ran.`,
})

export const MigrationRefused = defineError<{ refusals: readonly Refusal[] }>({
  code: 'MIGRATION_REFUSED',
  status: 503,
  summary: 'The declared tables cannot be reached from the store without risk; nothing was changed.',
  message: ({ refusals }) =>
    `The store was left as it is: ${refusals.map((one) => `${one.table}${one.column === undefined ? '' : `.${one.column}`} (${one.owner}) ${one.reason}`).join('; ')}.`,
  mend: ({ refusals }) => refusals.map((one) => one.mend).join(' '),
})

export const SchemaMissing = defineError<{ steps: readonly string[]; empty: boolean }>({
  code: 'SCHEMA_MISSING',
  status: 503,
  summary: 'The store lacks tables or columns, and this engine was told not to migrate.',
  message: ({ steps, empty }) =>
    empty ? 'The store is empty: it has none of the tables.' : `The store lacks: ${steps.join(', ')}.`,
  mend: "Start the engine once with `migrate: 'apply'`, under a user who may change the schema.",
})

/** Where the schema generation of a plugin is noted in the store. */
export const generationNote = (owner: string): string => `generation:${owner}`

/** The plan from `found` to `declared`. Throws `SCHEMA_TOO_NEW`; refusals are returned, for a host to show. */
export function planMigration(declared: DeclaredSchema, found: FoundSchema): MigrationPlan {
  const steps: PlannedStep[] = []
  const refusals: Refusal[] = []
  const tables = new Map(found.tables.map((table) => [table.name, table]))
  for (const [owner, known] of Object.entries(declared.generations)) {
    const noted = Number(found.notes[generationNote(owner)] ?? known)
    if (noted > known) throw SchemaTooNew.create({ owner, found: noted, known })
  }
  for (const { owner, table } of declared.tables) {
    const standing = tables.get(table.name)
    if (standing === undefined) steps.push({ owner, risk: 'safe', step: { kind: 'create-table', table } })
    else planTable(owner, table, standing, steps, refusals)
  }
  for (const [owner, known] of Object.entries(declared.generations)) {
    const name = generationNote(owner)
    if (found.notes[name] !== String(known)) {
      steps.push({ owner, risk: 'safe', step: { kind: 'note', name, value: String(known) } })
    }
  }
  return { steps, refusals, undeclared: undeclaredIn(declared, found) }
}

/** The steps of a plan, if nothing in it is refused. */
export function acceptedSteps(plan: MigrationPlan): readonly MigrationStep[] {
  if (plan.refusals.length > 0) throw MigrationRefused.create({ refusals: plan.refusals })
  return plan.steps.map((planned) => planned.step)
}

function planTable(
  owner: string,
  table: StoredTable,
  found: FoundTable,
  steps: PlannedStep[],
  refusals: Refusal[],
): void {
  if (found.primaryKey.join() !== table.primaryKey.join()) {
    refusals.push({
      owner,
      table: table.name,
      reason: `has the key (${found.primaryKey.join(', ')}) and would need (${table.primaryKey.join(', ')})`,
      mend: `Declare a new table and copy the rows of ${table.name} into it.`,
    })
    return
  }
  const standing = new Map(found.columns.map((column) => [column.name, column]))
  for (const [name, column] of Object.entries(table.columns)) {
    const there = standing.get(name)
    if (there === undefined) {
      if (column.nullable || column.backfill !== undefined || found.empty) {
        const risk = column.backfill === undefined || found.empty ? 'safe' : 'needs-backfill'
        steps.push({ owner, risk, step: { kind: 'add-column', table, column: name } })
      } else {
        refusals.push({
          owner,
          table: table.name,
          column: name,
          reason: 'is required and has no value for the rows that stand',
          mend: `Make ${table.name}.${name} nullable, or declare it with backfilled(column, value).`,
        })
      }
      continue
    }
    if (there.kind !== null && there.kind !== column.kind) {
      refusals.push({
        owner,
        table: table.name,
        column: name,
        reason: `is stored as ${there.kind} and declared as ${column.kind}`,
        mend: `Declare a new column beside ${table.name}.${name} and copy the values in a command of your own.`,
      })
    } else if (there.nullable !== column.nullable) {
      refusals.push({
        owner,
        table: table.name,
        column: name,
        reason: there.nullable
          ? 'may hold null in the store and is declared required'
          : 'is required in the store and declared nullable',
        mend: `Declare ${table.name}.${name} as the store has it, or add a new column.`,
      })
    }
  }
  for (const column of found.columns) {
    if (!Object.hasOwn(table.columns, column.name) && !column.nullable && !column.hasDefault) {
      refusals.push({
        owner,
        table: table.name,
        column: column.name,
        reason: 'is required in the store but unknown to this code, which could not insert a row',
        mend: 'Run the version of the plugin that declares it.',
      })
    }
  }
  planIndexes(owner, table, found, steps)
}

function planIndexes(owner: string, table: StoredTable, found: FoundTable, steps: PlannedStep[]): void {
  const plan = (declared: readonly Index[], standing: readonly Index[], unique: boolean): void => {
    for (const index of declared) {
      const there = standing.find((one) => one.name === index.name)
      if (there?.columns.join() === index.columns.join()) continue
      if (there !== undefined) {
        steps.push({ owner, risk: 'safe', step: { kind: 'drop-index', table, index: index.name } })
      }
      steps.push({ owner, risk: 'safe', step: { kind: 'create-index', table, index: index.name, unique } })
    }
  }
  plan(table.uniques, found.uniques, true)
  plan(table.indexes, found.indexes, false)
}

function undeclaredIn(declared: DeclaredSchema, found: FoundSchema): readonly string[] {
  const known = new Map(declared.tables.map(({ table }) => [table.name, table]))
  return found.tables.flatMap((table) => {
    const there = known.get(table.name)
    if (there === undefined) return [table.name]
    return table.columns
      .filter((column) => !Object.hasOwn(there.columns, column.name))
      .map((column) => `${table.name}.${column.name}`)
  })
}

/** One step in words, for plans and messages. */
export function stepInWords(step: MigrationStep): string {
  switch (step.kind) {
    case 'create-table':
      return `table ${step.table.name}`
    case 'add-column':
      return `column ${step.table.name}.${step.column}`
    case 'create-index':
      return `${step.unique ? 'unique constraint' : 'index'} ${step.table.name}.${step.index}`
    case 'drop-index':
      return `index ${step.table.name}.${step.index} (declared anew)`
    case 'note':
      return `note ${step.name} = ${step.value}`
  }
}
