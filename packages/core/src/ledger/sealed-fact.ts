/** Facts beside the entries that the hash chain of their branch takes in, each as a link of its own. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { NewRowOf, RowOf, Table } from '../storage/table.ts'
import { SealedFactInvalid, SealedFactUnknown } from './seal-errors.ts'
import { factRecorded } from './seal-events.ts'
import { type RowEncoder, rowEncoder } from './seal-encoding.ts'
import { type FactKeys, factKey, fitsLink, keyKinds } from './fact-key.ts'

type ColumnOf<T extends Table> = keyof T['columns'] & string

/** A table whose rows are sealed. */
export interface SealedFact extends FactKeys {
  /** The column with the branch; null where rows are the whole studio's, and stand in the chain of the branch that made them. */
  readonly branch: string | null
  /** What is sealed of it. */
  readonly columns: readonly string[]
  readonly encode: RowEncoder
}

/** What the chain takes in beside entries. A room adds its tables: `entry(sealedFacts, sealedFact({ … }))`. */
export const sealedFacts: Registry<SealedFact> = defineRegistry('ledger.sealedFacts', (fact) => fact.table.name)

/**
 * Rows of a table as facts of the chain. The table is append-only; of one that is not, `columns` names those that never
 * change, and only they are sealed.
 *
 * @throws SEALED_FACT_INVALID
 */
export function sealedFact<T extends Table>(options: {
  readonly table: T
  /**
   * What names a row within its branch; within the studio where the table has no branch. One column or several, of ids, whole
   * numbers, dates or text, that hold a key or unique constraint of the table.
   */
  readonly by: ColumnOf<T> | readonly ColumnOf<T>[]
  readonly columns?: readonly ColumnOf<T>[]
}): SealedFact {
  const { table, columns } = options
  const by: readonly string[] = typeof options.by === 'string' ? [options.by] : options.by
  const refuse = (rule: string) => SealedFactInvalid.create({ table: table.name, rule })
  const { branch = null } = table
  if (!table.appendOnly && columns === undefined)
    throw refuse('must be append-only, or name the columns that never change')
  for (const name of by) {
    const column = table.columns[name]
    if (column === undefined || column.nullable || !keyKinds.has(column.kind))
      throw refuse(`must be named by ids, whole numbers, dates or text that are never null, not by "${name}"`)
  }
  const naming = branch === null ? by : [...by, branch]
  const keys = [table.key, ...table.uniques.map((unique) => unique.columns)]
  if (!keys.some((key) => key.every((name) => naming.includes(name))))
    throw refuse(`must be told apart within a branch by ${by.map((name) => `"${name}"`).join(', ')}`)
  for (const needed of naming) {
    if (columns?.includes(needed) === false) throw refuse(`must seal "${needed}" too`)
  }
  const sealed = columns ?? Object.keys(table.columns)
  return { table, by, branch, columns: sealed, encode: rowEncoder(table, sealed) }
}

/** The registered fact of this table. @throws SEALED_FACT_UNKNOWN */
export function factOf(context: Pick<QueryContext, 'entries'>, table: string): SealedFact {
  const known = context.entries(sealedFacts)
  const fact = known.find((one) => one.table.name === table)
  if (fact === undefined) throw SealedFactUnknown.create({ table, known: known.map((one) => one.table.name) })
  return fact
}

/**
 * Inserts a row that is a fact of the session's branch, or made in it, and tells the seal of it. Costs no statement beside the insert.
 *
 * @throws SEALED_FACT_UNKNOWN where its table is not in the registry; SEALED_FACT_INVALID where it is of another branch, or its key is longer than 64 characters
 */
export function recordFact<T extends Table>(context: CommandContext, table: T, row: NewRowOf<T>): RowOf<T> {
  factOf(context, table.name)
  const kept = context.store.insert(table, row)
  announceFact(context, table, kept)
  return kept
}

/** Tells the seal of a fact that was inserted otherwise, as with `insertNew`. @throws as recordFact */
export function announceFact<T extends Table>(context: CommandContext, table: T, row: NewRowOf<T>): void {
  const fact = factOf(context, table.name)
  const refuse = (rule: string) => SealedFactInvalid.create({ table: table.name, rule })
  const cells: Readonly<Record<string, unknown>> = row
  const branch = fact.branch === null ? context.branch : cells[fact.branch]
  if (branch !== context.branch) {
    throw refuse(`must be of the session's branch "${context.branch}", not "${String(branch)}"`)
  }
  const key = factKey(fact, row)
  if (!fitsLink(key)) throw refuse(`must have a key of at most 64 characters, not "${key}"`)
  context.emit(factRecorded, { table: table.name, key })
}
