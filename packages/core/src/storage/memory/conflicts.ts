import { refused } from './failure.ts'
import type { Row } from '../port.ts'
import type { RowChain } from './row-chain.ts'
import type { TableData } from './table-data.ts'
import type { Transaction } from './transaction.ts'

/** The name of the primary key among the constraints. */
export const primary = 'primary'

export interface Conflict {
  readonly constraint: string
  /** The row that is in the way. */
  readonly chain: RowChain
  /** Another transaction has yet to decide whether it is: its lock must be waited for. */
  readonly undecided: boolean
  /** Whether a row has the values in question. */
  readonly holds: (row: Row) => boolean
}

/**
 * What keeps `row` from being written, if anything does: constraint `first` is looked at before the others. `self` is the
 * row's own chain when it is changed rather than inserted.
 */
export function conflictOf(
  tx: Transaction,
  data: TableData,
  row: Row,
  first: string | undefined,
  self: RowChain | undefined,
): Conflict | undefined {
  const wanted = first === undefined || first === primary ? undefined : uniqueConflict(tx, data, row, first, self)
  const found = wanted ?? (self === undefined ? keyConflict(tx, data, row) : undefined)
  if (found !== undefined) return found
  for (const { name } of data.uniques) {
    const other = name === first ? undefined : uniqueConflict(tx, data, row, name, self)
    if (other !== undefined) return other
  }
  return undefined
}

function keyConflict(tx: Transaction, data: TableData, row: Row): Conflict | undefined {
  const key = data.keyOf(row)
  const chain = data.rows.get(key)
  if (chain === undefined) return undefined
  const found = { constraint: primary, chain, holds: (other: Row) => data.keyOf(other) === key }
  // A lock without a row: its holder may be about to insert.
  const undecided = foreign(tx, chain) && (chain.pending !== undefined || !chain.newest?.row)
  if (undecided) return { ...found, undecided }
  return chain.seenBy(tx, undefined) === undefined ? undefined : { ...found, undecided }
}

function uniqueConflict(
  tx: Transaction,
  data: TableData,
  row: Row,
  constraint: string,
  self: RowChain | undefined,
): Conflict | undefined {
  const unique = data.uniques.find((one) => one.name === constraint)
  if (unique === undefined) throw refused(`table ${data.shape.name} has no unique constraint "${constraint}"`)
  const key = unique.hash.keyOf(row)
  if (key === undefined) return undefined
  const holds = (other: Row | null | undefined): boolean => !!other && unique.hash.keyOf(other) === key
  for (const chain of unique.hash.get(key)) {
    if (chain === self) continue
    if (foreign(tx, chain) && chain.pending !== undefined) {
      if (holds(chain.pending) || holds(chain.newest?.row)) return { constraint, chain, undecided: true, holds }
    } else if (holds(chain.seenBy(tx, undefined))) {
      return { constraint, chain, undecided: false, holds }
    }
  }
  return undefined
}

const foreign = (tx: Transaction, chain: RowChain): boolean => chain.holder !== undefined && chain.holder !== tx
