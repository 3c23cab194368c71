/** Books that are replayed from nothing, and held against what is stored: for tests that walk at random. */
import { expect } from 'vitest'
import type { JournalEntry, Receipt } from '../../src/ledger/index.ts'
import { Money } from '../../src/values/money.ts'
import { checkForeign } from './foreign-books.ts'
import type { Desk } from './counter.ts'

export const orderIds = ['o1', 'o2', 'o3'] as const
export const minorOf = (amount: string) => Money.of(amount, 'CNY').minor

/** All entries, page by page. */
export async function journal(desk: Desk): Promise<JournalEntry[]> {
  const all: JournalEntry[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await desk.ledger.entries({ limit: 7, cursor })
    all.push(...page.items)
    if (page.next === null) return all
    cursor = page.next
  }
}

/** What the paper says: no leg gave back more than it took, no voucher stands on two receipts, and the earnest money of an order. */
async function checkedReceipts(
  desk: Desk,
): Promise<{ readonly receipts: readonly Receipt[]; earnest(orderId: string): bigint }> {
  const receipts: Receipt[] = []
  let cursor: string | undefined
  do {
    const page = await desk.ledger.receipts({ limit: 200, cursor })
    receipts.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const left = new Map<string, bigint>()
  const voided = new Set(receipts.filter((one) => one.kind === 'void').map((one) => one.correctsId))
  const vouchers = new Set<string>()
  const taken = receipts.filter((one) => one.kind === 'receipt')
  for (const { id, legs } of taken) {
    for (const { leg, amount: paid, method, voucher } of legs) {
      left.set(`${id} ${leg}`, minorOf(paid))
      if (voucher === undefined || voided.has(id)) continue
      expect(vouchers.has(`${method} ${voucher}`)).toBe(false)
      vouchers.add(`${method} ${voucher}`)
    }
  }
  for (const { refundOf, amount: given } of receipts.flatMap((one) => one.legs)) {
    if (refundOf === null) continue
    const key = `${refundOf.receiptId} ${refundOf.leg}`
    left.set(key, (left.get(key) ?? 0n) - minorOf(given))
  }
  for (const amountLeft of left.values()) expect(amountLeft >= 0n).toBe(true)
  return {
    receipts,
    earnest(id) {
      const own = taken.filter((one) => one.orderId === id && one.purpose === 'earnest')
      const legs = own.flatMap((one) => one.legs.map((leg) => left.get(`${one.id} ${leg.leg}`) ?? 0n))
      return legs.reduce((sum, one) => sum + one, 0n)
    },
  }
}

/** Everything that is stored, and a replay of it from nothing. */
export async function check(desk: Desk, totals: ReadonlyMap<string, bigint>, customerId: string): Promise<string> {
  const entries = await journal(desk)
  const accounts = new Map<string, bigint>()
  const orders = new Map(
    orderIds.map((id) => [id as string, { paid: 0n, earned: 0n, bond: 0n, deposits: 0n, receivable: 0n }]),
  )
  for (const entry of entries) {
    let sum = 0n
    for (const line of entry.lines) {
      if (line.currency !== 'CNY') continue
      const moved = minorOf(line.debit) - minorOf(line.credit)
      expect(minorOf(line.debit) > 0n).not.toBe(minorOf(line.credit) > 0n)
      sum += moved
      accounts.set(line.account, (accounts.get(line.account) ?? 0n) + moved)
      const order = orders.get(line.orderId ?? '')
      if (order === undefined) continue
      if (line.leg !== null) order.paid += moved
      // What was gained or lost by the way of foreign money is nothing between the studio and its customer.
      else if (/^CurrencyExchange:|^Income:ExchangeGain$|^ExchangeLoss$/.test(line.account)) continue
      else if (line.account === 'RentalBonds') order.bond -= moved
      else if (line.account === 'CustomerDeposits') order.deposits -= moved
      else if (line.account === 'AR:Customers') order.receivable += moved
      // What is kept of a bond was paid for the damage, and not for the order.
      else if (entry.kind === 'bondReturn') order.paid += moved
      else order.earned -= moved
    }
    expect(sum, `entry ${entry.kind} sums to zero`).toBe(0n)
  }
  const paper = await checkedReceipts(desk)
  await checkForeign(desk, entries, paper.receipts)
  let bonds = 0n
  let deposits = 0n
  let receivable = 0n
  const balances: unknown[] = []
  for (const [id, replayed] of orders) {
    const stored = await desk.ledger.balanceDue({ orderId: id })
    balances.push(stored)
    const paid = replayed.paid - replayed.bond
    expect(minorOf(stored.paid)).toBe(paid)
    expect(minorOf(stored.bond)).toBe(replayed.bond)
    // What was let go: waived, or written off.
    const waived = minorOf(stored.waived) + minorOf(stored.writtenOff)
    expect(minorOf(stored.recognised) + minorOf(stored.forfeited) - waived).toBe(replayed.earned)
    expect(minorOf(stored.deposits)).toBe(replayed.deposits)
    expect(minorOf(stored.receivable)).toBe(replayed.receivable)
    for (const balance of [replayed.deposits, replayed.receivable, replayed.bond, paid, replayed.earned]) {
      expect(balance >= 0n).toBe(true)
    }
    const total = stored.cancelled ? replayed.earned + waived : totals.get(id)
    expect(minorOf(stored.total)).toBe(total)
    const outstanding = (total ?? 0n) - waived - paid
    expect(minorOf(stored.balanceDue)).toBe(outstanding > 0n ? outstanding : 0n)
    const ofEarnest = paper.earnest(id) - minorOf(stored.forfeited)
    const left = ofEarnest > 0n ? ofEarnest : 0n
    expect(minorOf(stored.earnest)).toBe(left < replayed.deposits ? left : replayed.deposits)
    bonds += replayed.bond
    deposits += replayed.deposits
    receivable += replayed.receivable
  }
  const trial = await desk.ledger.trialBalance()
  const home = trial.accounts.filter((row) => row.currency === 'CNY')
  for (const row of home) expect(minorOf(row.balance)).toBe(accounts.get(row.account))
  expect(home).toHaveLength(accounts.size)
  expect(trial.totals.every((total) => total.debit === total.credit)).toBe(true)
  // The control accounts are the sum over the orders.
  expect(accounts.get('CustomerDeposits') ?? 0n).toBe(-deposits)
  expect(accounts.get('AR:Customers') ?? 0n).toBe(receivable)
  expect(accounts.get('RentalBonds') ?? 0n).toBe(-bonds)
  // One customer has all the stored value.
  const { balance, paid: bought, given } = await desk.ledger.storedValue({ customerId })
  expect(accounts.get('StoredValue') ?? 0n).toBe(-minorOf(bought))
  expect(accounts.get('StoredValueGiven') ?? 0n).toBe(-minorOf(given))
  // What is given and not spent is owed against a discount that is promised.
  expect(accounts.get('StoredValueDiscounts') ?? 0n).toBe(minorOf(given))
  expect(minorOf(balance)).toBe(minorOf(bought) + minorOf(given))
  expect(minorOf(bought) >= 0n && minorOf(given) >= 0n).toBe(true)
  return JSON.stringify([entries, balances, bought, given])
}
