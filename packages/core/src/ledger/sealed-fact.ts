/** Facts beside the entries that the hash chain of their branch takes in, each as a link of its own. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { NewRowOf, RowOf, Table } from '../storage/table.ts'
import { SealedFactInvalid, SealedFactUnknown } from './seal-errors.ts'
import { factRecorded } from './seal-events.ts'
import { type RowEncoder, rowEncoder } from './seal-encoding.ts'

/** A table whose rows are sealed. */
export interface SealedFact {
  readonly table: Table
  /** The column that names a row within its branch. */
  readonly by: string
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
  /** An id or whole number that is a row's own within its branch; within the studio where the table has no branch. */
  readonly by: keyof T['columns'] & string
  readonly columns?: readonly (keyof T['columns'] & string)[]
}): SealedFact {
  const { table, by, columns } = options
  const refuse = (rule: string) => SealedFactInvalid.create({ table: table.name, rule })
  const { branch = null } = table
  if (!table.appendOnly && columns === undefined)
    throw refuse('must be append-only, or name the columns that never change')
  const kind = table.columns[by]?.kind
  if (kind !== 'id' && kind !== 'int') throw refuse(`must be named by an id or a whole number, not by "${by}"`)
  for (const needed of [by, branch]) {
    if (needed !== null && columns?.includes(needed) === false) throw refuse(`must seal "${needed}" too`)
  }
  const sealed = columns ?? Object.keys(table.columns)
  return { table, by, branch, columns: sealed, encode: rowEncoder(table, sealed) }
}

/** What names a row in the chain. */
export const factKey = (fact: SealedFact, row: object): string => String((row as Record<string, unknown>)[fact.by])

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
 * @throws SEALED_FACT_UNKNOWN where its table is not in the registry
 */
export function recordFact<T extends Table>(context: CommandContext, table: T, row: NewRowOf<T>): RowOf<T> {
  const fact = factOf(context, table.name)
  const kept = context.store.insert(table, row)
  const branch = fact.branch === null ? context.branch : (kept as Record<string, unknown>)[fact.branch]
  if (branch !== context.branch) {
    const rule = `must be of the session's branch "${context.branch}", not "${String(branch)}"`
    throw SealedFactInvalid.create({ table: table.name, rule })
  }
  context.emit(factRecorded, { table: table.name, key: factKey(fact, kept) })
  return kept
}
