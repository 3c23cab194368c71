/** Holds the books of an engine against the naive ones, and against the rows that they are made of. */
import { expect } from 'vitest'
import { all } from '../payables/studio.ts'
import { branches, minorOf, text, type Walk } from './model-steps.ts'

type Desk = ReturnType<Walk['desk']>

const sum = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n)

export async function checkBooks(walk: Walk, suppliers: readonly string[]): Promise<void> {
  for (const branch of branches) await checkBranch(walk, walk.desk(branch), branch)
  await checkSuppliers(walk.desk('main'), suppliers)
}

async function checkBranch(walk: Walk, desk: Desk, branch: string): Promise<void> {
  const { accounts, totals } = await desk.ledger.trialBalance({ branch })
  for (const total of totals) expect(total.debit, 'a branch balances').toBe(total.credit)
  const balanceOf = (account: string): bigint => {
    const row = accounts.find((one) => one.account === account)
    return row === undefined ? 0n : minorOf(row.debit) - minorOf(row.credit)
  }
  for (const [account, cents] of Object.entries(walk.books.accounts(branch))) {
    expect(balanceOf(account), `${account} of ${branch} is ${text(cents)}`).toBe(BigInt(cents))
  }
  // Rows = account.
  const documents = await all((cursor) => desk.payables.bills({ branch, limit: 200, cursor }))
  const open = (kind: string) =>
    sum(
      documents.filter((one) => one.kind === kind),
      (one) => minorOf(one.open),
    )
  expect(open('creditNote') - open('bill')).toBe(balanceOf('AP:Suppliers'))
  expect(open('advance')).toBe(balanceOf('SupplierAdvances'))
  for (const one of documents) {
    expect(minorOf(one.open) >= 0n && minorOf(one.open) <= minorOf(one.amount), one.id).toBe(true)
    expect(minorOf(one.open)).toBe(BigInt(walk.books.document(one.id).open))
  }
  const prepaid = await all((cursor) => desk.expenses.prepaid({ branch, limit: 200, cursor }))
  expect(sum(prepaid, (one) => minorOf(one.rest))).toBe(balanceOf('Prepaid'))
  for (const one of prepaid) expect(minorOf(one.rest) >= 0n, one.id).toBe(true)
  const claims = await all((cursor) => desk.expenses.claims({ branch, open: true, limit: 200, cursor }))
  expect(-sum(claims, (one) => minorOf(one.amount))).toBe(balanceOf('StaffClaims'))
  const accruals = await all((cursor) => desk.expenses.accruals({ branch, open: true, limit: 200, cursor }))
  expect(-sum(accruals, (one) => minorOf(one.amount))).toBe(balanceOf('AccruedExpenses'))
  for (const { id, done } of (await desk.expenses.recurring({ branch, limit: 200 })).items) {
    const naive = walk.books.recurring.find((one) => one.id === id)
    expect(done, 'every period is met once').toBe(120 - (naive?.due.length ?? 0))
  }
  const recurred = walk.books.recurring.filter((one) => one.branch === branch)
  const met = recurred.reduce((cents, one) => cents + one.amount * (120 - one.due.length), 0)
  expect(balanceOf('OtherExpenses')).toBe(BigInt(met))
}

/** What a supplier is owed is the sum of what happened; and each entry moves the account as its movements say. */
async function checkSuppliers(desk: Desk, suppliers: readonly string[]): Promise<void> {
  const documents = await all((cursor) => desk.payables.bills({ limit: 200, cursor }))
  const byEntry = new Map<string, bigint>()
  const { suppliers: due } = await desk.payables.due({})
  for (const supplierId of suppliers) {
    const moved = await all((cursor) => desk.payables.history({ supplierId, limit: 200, cursor }))
    const own = documents.filter((one) => one.supplierId === supplierId)
    const owed = sum(own, (one) => (one.kind === 'bill' ? minorOf(one.open) : -minorOf(one.open)))
    expect(sum(moved, (one) => minorOf(one.owed))).toBe(owed)
    expect(minorOf(due.find((one) => one.supplierId === supplierId)?.net ?? '0')).toBe(owed)
    for (const { entryId, documentKind, owed: change } of moved) {
      if (entryId === null || documentKind === 'advance') continue
      byEntry.set(entryId, (byEntry.get(entryId) ?? 0n) + minorOf(change))
    }
  }
  const entries = await all((cursor) => desk.ledger.entries({ limit: 200, cursor }))
  for (const entry of entries) {
    const lines = entry.lines.filter((line) => line.account === 'AP:Suppliers')
    if (lines.length === 0) continue
    expect(
      sum(lines, (line) => minorOf(line.credit) - minorOf(line.debit)),
      entry.kind,
    ).toBe(byEntry.get(entry.id))
  }
}
