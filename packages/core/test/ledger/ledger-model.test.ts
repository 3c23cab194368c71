import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../src/ledger/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

type Desk = Awaited<ReturnType<typeof openStudio>>['manager']

const orderIds = ['o1', 'o2', 'o3'] as const
const methods = ['cash', 'card', 'wechat', 'alipay', 'voucher'] as const
const text = (minor: number | bigint) => Money.ofMinor(BigInt(minor), 'CNY').toString()
const minorOf = (amount: string) => Money.of(amount, 'CNY').minor

const orderId = fc.constantFrom(...orderIds)
const amount = fc.integer({ min: 1, max: 60_000 })
const share = fc.integer({ min: 0, max: 120 })

/** One thing that somebody tries; many of them are refused, and must then change nothing. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      orderId,
      legs: fc.array(fc.tuple(fc.constantFrom(...methods), amount), { minLength: 1, maxLength: 3 }),
      bond: fc.nat(9),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('refund' as const), pick: fc.nat(), share }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), orderId, amount, discount: fc.nat(5_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), orderId, total: fc.nat(200_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), orderId, share, refund: fc.boolean() }) },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function journal(desk: Desk): Promise<JournalEntry[]> {
  const all: JournalEntry[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await desk.ledger.entries({ limit: 7, cursor })
    all.push(...page.items)
    if (page.next === null) return all
    cursor = page.next
  }
}

async function attempt(desk: Desk, one: Step): Promise<void> {
  const entries = await journal(desk)
  const nth = (kind: string, pick: number) => {
    const found = entries.filter((entry) => entry.kind === kind)
    return found.length === 0 ? undefined : found[pick % found.length]
  }
  switch (one.do) {
    case 'pay': {
      const legs = one.legs.map(([method, minor]) => ({ method, amount: text(minor) }))
      await desk.ledger.takePayment({
        orderId: one.orderId,
        legs,
        ...(one.bond === 0 ? { purpose: 'bond' as const } : {}),
      })
      return
    }
    case 'refund': {
      const receipt = nth('receipt', one.pick)
      if (receipt === undefined) return
      const part = (minorOf(receipt.amount) * BigInt(one.share)) / 100n
      await desk.ledger.refund({ receiptId: receipt.id, amount: text(part), reason: 'model' })
      return
    }
    case 'deliver': {
      const given = {
        account: 'Income:Package',
        category: 'package',
        amount: text(one.amount),
        discount: text(one.discount),
      }
      await desk.sales.deliver({ orderId: one.orderId, amounts: [given] })
      return
    }
    case 'takeBack': {
      const entry = nth('recognition', one.pick)
      if (entry?.orderId == null) return
      await desk.sales.takeBack({ orderId: entry.orderId, recognitionId: entry.id })
      return
    }
    case 'change':
      await desk.sales.change({ orderId: one.orderId, total: text(one.total) })
      return
    case 'cancel': {
      const { deposits } = await desk.ledger.balanceDue({ orderId: one.orderId })
      const forfeit = text((minorOf(deposits) * BigInt(one.share)) / 100n)
      await desk.sales.cancel({ orderId: one.orderId, forfeit, ...(one.refund ? { refund: 'rest' as const } : {}) })
    }
  }
}

/** Everything that is stored, and a replay of it from nothing. */
async function check(desk: Desk, totals: ReadonlyMap<string, bigint>): Promise<string> {
  const entries = await journal(desk)
  const accounts = new Map<string, bigint>()
  const orders = new Map(
    orderIds.map((id) => [id as string, { paid: 0n, earned: 0n, bond: 0n, deposits: 0n, receivable: 0n }]),
  )
  for (const entry of entries) {
    let sum = 0n
    for (const line of entry.lines) {
      const moved = minorOf(line.debit) - minorOf(line.credit)
      expect(minorOf(line.debit) > 0n).not.toBe(minorOf(line.credit) > 0n)
      sum += moved
      accounts.set(line.account, (accounts.get(line.account) ?? 0n) + moved)
      const order = orders.get(line.orderId ?? '')
      if (order === undefined) throw new Error(`a line without an order in ${entry.kind}`)
      if (line.method !== null) order.paid += moved
      else if (line.account === 'RentalBonds') order.bond -= moved
      else if (line.account === 'CustomerDeposits') order.deposits -= moved
      else if (line.account === 'AR:Customers') order.receivable += moved
      else order.earned -= moved
    }
    expect(sum, `entry ${entry.kind} sums to zero`).toBe(0n)
  }
  let deposits = 0n
  let receivable = 0n
  const balances: unknown[] = []
  for (const [id, replayed] of orders) {
    const stored = await desk.ledger.balanceDue({ orderId: id })
    balances.push(stored)
    const paid = replayed.paid - replayed.bond
    expect(minorOf(stored.paid)).toBe(paid)
    expect(minorOf(stored.bond)).toBe(replayed.bond)
    expect(minorOf(stored.recognised) + minorOf(stored.forfeited)).toBe(replayed.earned)
    expect(minorOf(stored.deposits)).toBe(replayed.deposits)
    expect(minorOf(stored.receivable)).toBe(replayed.receivable)
    for (const balance of [replayed.deposits, replayed.receivable, replayed.bond, paid, replayed.earned]) {
      expect(balance >= 0n).toBe(true)
    }
    const total = stored.cancelled ? replayed.earned : totals.get(id)
    expect(minorOf(stored.total)).toBe(total)
    const outstanding = (total ?? 0n) - paid
    expect(minorOf(stored.balanceDue)).toBe(outstanding > 0n ? outstanding : 0n)
    deposits += replayed.deposits
    receivable += replayed.receivable
  }
  const trial = await desk.ledger.trialBalance()
  for (const row of trial.accounts) expect(minorOf(row.balance)).toBe(accounts.get(row.account))
  expect(trial.accounts).toHaveLength(accounts.size)
  expect(trial.totals.every((total) => total.debit === total.credit)).toBe(true)
  // The control accounts are the sum over the orders.
  expect(accounts.get('CustomerDeposits') ?? 0n).toBe(-deposits)
  expect(accounts.get('AR:Customers') ?? 0n).toBe(receivable)
  return JSON.stringify([entries, balances])
}

describe('any history of payments, refunds, deliveries and cancellations', () => {
  it('leaves after every step an even journal that replays to what is stored; a refused step changes nothing', async () => {
    const refusals = new Set<string>()
    let done = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
        const disk = memoryDisk()
        const { manager } = await openStudio({ storage: memory({ disk }) })
        const totals = new Map<string, bigint>()
        for (const id of orderIds) {
          await manager.sales.open({ orderId: id, total: '1000.00' })
          totals.set(id, 100_000n)
        }
        let before = await check(manager, totals)
        for (const one of steps) {
          const rows = disk.contents().rows
          const refused = await attempt(manager, one).then(
            () => undefined,
            (error: { code: string; status: number }) => error,
          )
          if (refused === undefined) {
            done += 1
            if (one.do === 'change') totals.set(one.orderId, BigInt(one.total))
          } else {
            expect(refused.status, refused.code).toBeLessThan(500)
            refusals.add(refused.code)
          }
          const after = await check(manager, totals)
          if (refused !== undefined) {
            expect(after).toBe(before)
            expect(disk.contents().rows).toBe(rows)
          }
          before = after
        }
      }),
      { numRuns: 40 },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    expect(done).toBeGreaterThan(100)
    for (const code of [
      'PAYMENT_EXCEEDS_DUE',
      'REFUND_EXCEEDS_LEFT',
      'RECOGNITION_EXCEEDS_TOTAL',
      'COMMITMENT_CANCELLED',
    ]) {
      expect(refusals).toContain(code)
    }
  })

  it('holds when they all come at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
        const { manager } = await openStudio()
        const totals = new Map<string, bigint>()
        for (const id of orderIds) {
          await manager.sales.open({ orderId: id, total: '1000.00' })
          totals.set(id, 100_000n)
          await manager.ledger.takePayment({ orderId: id, legs: [{ method: 'cash', amount: '400.00' }] })
        }
        const together = steps.filter((one) => one.do !== 'change')
        const outcomes = await Promise.allSettled(together.map((one) => attempt(manager, one)))
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason.status, outcome.reason.code).toBeLessThan(500)
        }
        await check(manager, totals)
      }),
      { numRuns: 25 },
    )
  })
})
