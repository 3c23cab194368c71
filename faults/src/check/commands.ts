/** Whether every command that clients know of stands as often as it should: acknowledged ones once, others at most once. */

import type { Reader, SqlRow } from '../stores/reader.ts'
import { amountOf, type Command } from '../studio/command.ts'
import type { Known } from '../studio/journal.ts'

interface Standing {
  /** Rows that the command itself made. */
  rows: number
  /** Its records in the audit. */
  records: number
  /** Money of its entry, in minor units. */
  amount: bigint
}

/** How each mark stands in the store. */
async function standingMarks(reader: Reader): Promise<ReadonlyMap<string, Standing>> {
  const standing = new Map<string, Standing>()
  const of = (mark: unknown): Standing => {
    const found = standing.get(String(mark)) ?? { rows: 0, records: 0, amount: 0n }
    standing.set(String(mark), found)
    return found
  }
  const each = async (sql: string, work: (row: SqlRow) => void): Promise<void> => {
    for (const row of await reader.rows(sql)) work(row)
  }
  await each('select name from customers', (row) => of(row.name).rows++)
  await each('select mark from witness_asked', (row) => of(row.mark).rows++)
  await each("select memo, amount from ledger_entries where kind = 'receipt'", (row) => {
    of(row.memo).rows++
    of(row.memo).amount += BigInt(String(row.amount))
  })
  await each("select document, amount from ledger_entries where kind = 'refund'", (row) => {
    of(reasonIn(row.document)).rows++
    of(reasonIn(row.document)).amount += BigInt(String(row.amount))
  })
  await each(
    "select correlation_id from audit_commands where correlation_id <> 'furnish' and operation in ('customers.register', 'orders.place', 'ledger.takePayment', 'ledger.refund', 'witness.remind')",
    (row) => of(row.correlation_id).records++,
  )
  return standing
}

function reasonIn(document: unknown): unknown {
  const read: unknown = typeof document === 'string' ? JSON.parse(document) : document
  return typeof read === 'object' && read !== null && 'reason' in read ? read.reason : undefined
}

/** What a client did not hear the end of, or heard the wrong end of, in words. */
export async function commandViolations(known: ReadonlyMap<string, Known>, reader: Reader): Promise<readonly string[]> {
  const standing = await standingMarks(reader)
  const violations: string[] = []
  for (const one of known.values()) {
    const found = standing.get(one.command.mark) ?? { rows: 0, records: 0, amount: 0n }
    const fault = faultOf(one, found)
    if (fault !== undefined) violations.push(`${nameOf(one.command)} ${fault}`)
  }
  for (const [mark, { rows, records }] of standing) {
    if (!known.has(mark)) violations.push(`${mark} stands (${rows} rows, ${records} records), and no client sent it`)
  }
  return violations
}

function faultOf({ command, acknowledged, refused }: Known, { rows, records, amount }: Standing): string | undefined {
  if (rows !== records) return `stands half: ${rows} rows and ${records} records in the audit`
  if (rows > 1) return `was carried out ${rows} times`
  if (acknowledged && rows === 0) return 'was acknowledged and does not stand'
  if (refused !== undefined && rows === 1) return `ended with ${refused} and stands`
  const wanted = amountOf(command)
  if (rows === 1 && wanted !== null && wanted !== amount) return `moved ${amount} instead of ${wanted}`
  return undefined
}

const nameOf = ({ operation, mark, key }: Command): string =>
  `${operation} ${mark} ${key === undefined ? 'without a key' : 'with a key'}`
