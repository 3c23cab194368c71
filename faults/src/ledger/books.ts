/** The books of a store as plain SQL gives them: past the adapter, whole numbers as bigint. */
import type { Reader, SqlRow } from '../stores/reader.ts'

export interface Books {
  readonly entries: readonly SqlRow[]
  readonly lines: readonly SqlRow[]
  readonly commitments: readonly SqlRow[]
  readonly refunds: readonly SqlRow[]
  readonly reversals: readonly SqlRow[]
  readonly storedValues: readonly SqlRow[]
  readonly vouchers: readonly SqlRow[]
  readonly periods: readonly SqlRow[]
  readonly totals: readonly SqlRow[]
  readonly accountTotals: readonly SqlRow[]
  readonly shifts: readonly SqlRow[]
  readonly counts: readonly SqlRow[]
}

export async function readBooks(reader: Reader): Promise<Books> {
  const all = (table: string): Promise<readonly SqlRow[]> => reader.rows(`select * from ${table}`)
  return {
    entries: await all('ledger_entries'),
    lines: await all('ledger_lines'),
    commitments: await all('ledger_commitments'),
    refunds: await all('ledger_refunds'),
    reversals: await all('ledger_reversals'),
    storedValues: await all('ledger_stored_values'),
    vouchers: await all('ledger_vouchers'),
    periods: await all('ledger_periods'),
    totals: await all('ledger_totals'),
    accountTotals: await all('ledger_account_totals'),
    shifts: await all('tills_shifts'),
    counts: await all('tills_counts'),
  }
}

/** Money and counts; null counts as nothing. */
export const whole = (value: unknown): bigint => (value === null || value === undefined ? 0n : BigInt(String(value)))
/** Texts and ids; null is empty. */
export const words = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
/** A business date; some drivers give midnight in the zone of the process. */
export const day = (value: unknown): string =>
  value instanceof Date
    ? [value.getFullYear(), value.getMonth() + 1, value.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-')
    : words(value)
/** A yes or no: drivers give true, 1 or 1n. */
export const yes = (value: unknown): boolean => value === true || String(value) === '1'

/** Debits less credits of a line. */
export const moved = (line: SqlRow): bigint => whole(line.debit) - whole(line.credit)

/** Sums by a key. */
export function sums<Row>(rows: readonly Row[], keyOf: (row: Row) => string, of: (row: Row) => bigint) {
  const totals = new Map<string, bigint>()
  for (const row of rows) totals.set(keyOf(row), (totals.get(keyOf(row)) ?? 0n) + of(row))
  return totals
}

/** The keys at which two maps of sums differ, zero being nothing; in words. */
export function differences(
  what: string,
  one: ReadonlyMap<string, bigint>,
  other: ReadonlyMap<string, bigint>,
): readonly string[] {
  const keys = new Set([...one.keys(), ...other.keys()])
  return [...keys].flatMap((key) => {
    const [here, there] = [one.get(key) ?? 0n, other.get(key) ?? 0n]
    return here === there ? [] : [`${what} of "${key}" is ${here} and ${there}`]
  })
}
