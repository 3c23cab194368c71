/** Lines of statements as callers get them: with the head of their entry and the accounts that they were booked against. */
import { z } from 'zod'
import { ledgerEntries, ledgerLines, type PostedEntry, type PostedLine } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Money } from '../values/money.ts'
import type { CountedLine } from './line-pages.ts'

const schema = z.object({
  entryId: z.string(),
  /** Its place within the entry. */
  line: z.int(),
  businessDate: z.string(),
  /** When it happened. */
  at: z.string(),
  branch: z.string(),
  /** Of the entry: receipt, refund, recognition, manual and so on. */
  kind: z.string(),
  /** The number on the paper. */
  number: z.string().nullable(),
  memo: z.string().nullable(),
  /** The entry that its entry corrects. */
  correctsId: z.string().nullable(),
  account: z.string(),
  /** The accounts on the other side of its entry. */
  counterAccounts: z.array(z.string()),
  debit: z.string(),
  credit: z.string(),
  /** What the line adds to the number that is followed. */
  amount: z.string(),
  /** After this line. */
  balance: z.string(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  method: z.string().nullable(),
  category: z.string().nullable(),
  shootType: z.string().nullable(),
  staff: z.string().nullable(),
})

/** A line of the books in a statement. Amounts are decimal strings in the statement's currency. */
export interface StatementLine extends z.output<typeof schema> {}

export const statementLineSchema: z.ZodType<StatementLine> = schema

/** A line, and the balance after it. */
export interface RunLine extends CountedLine {
  readonly balance: bigint
}

/** Two statements. */
export async function presentLines(store: ScopedReads, run: readonly RunLine[]): Promise<StatementLine[]> {
  const ids = [...new Set(run.map(({ line }) => line.entryId))]
  const heads = await store.find(ledgerEntries, { where: { id: { in: ids } }, limit: 'all' })
  const siblings = await store.find(ledgerLines, {
    where: { entryId: { in: ids } },
    orderBy: ['entryId', 'line'],
    limit: 'all',
  })
  const headOf = new Map(heads.map((head) => [head.id, head]))
  const linesOf = new Map<string, PostedLine[]>(ids.map((id) => [id, []]))
  for (const line of siblings) linesOf.get(line.entryId)?.push(line)
  return run.flatMap((one) => {
    const head = headOf.get(one.line.entryId)
    return head === undefined ? [] : [presentLine(one, head, linesOf.get(head.id) ?? [])]
  })
}

function presentLine({ line, amount, balance }: RunLine, head: PostedEntry, entry: readonly PostedLine[]) {
  const shown = (minor: bigint): string => Money.ofMinor(minor, line.currency).toString()
  const isCounter = (other: PostedLine) =>
    other.currency === line.currency && (line.debit > 0n ? other.credit > 0n : other.debit > 0n)
  return {
    entryId: line.entryId,
    line: line.line,
    businessDate: line.businessDate,
    at: head.at,
    branch: line.branch,
    kind: head.kind,
    number: head.number,
    memo: head.memo,
    correctsId: head.correctsId,
    account: line.account,
    counterAccounts: [...new Set(entry.filter(isCounter).map(({ account }) => account))],
    debit: shown(line.debit),
    credit: shown(line.credit),
    amount: shown(amount),
    balance: shown(balance),
    orderId: line.orderId,
    customerId: line.customerId,
    method: line.method,
    category: line.category,
    shootType: line.shootType,
    staff: line.staff,
  }
}
