import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { addDays } from '../../src/values/calendar-date.ts'
import { Money } from '../../src/values/money.ts'
import { check, journal, minorOf, orderIds } from '../ledger/replayed-books.ts'
import { type DebtStudio, openDebts } from './studio.ts'

const text = (minor: bigint) => Money.ofMinor(minor, 'CNY').toString()
const today = '2026-11-22'
const orderId = fc.constantFrom(...orderIds)
const amount = fc.integer({ min: 1, max: 60_000 }).map(BigInt)
const share = fc.integer({ min: 0, max: 120 }).map(BigInt)
const pick = fc.nat()

/** One thing that somebody tries; what is refused must change nothing. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay' as const), orderId, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), orderId, pick, share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), orderId, pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), orderId, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takeBack' as const), orderId, pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('waive' as const), orderId, share }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), orderId, total: fc.nat(200_000).map(BigInt) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), orderId, share }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('writeOff' as const), orderId, share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), orderId, pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('recover' as const), orderId, pick, share }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      orderId,
      days: fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('due' as const),
      orderId,
      day: fc.option(fc.integer({ min: -100, max: 100 })),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function attempt({ manager: desk }: DebtStudio, one: Step): Promise<boolean> {
  const { orderId } = one
  const reason = 'model'
  const nth = async (kind: string, place: number) => {
    const found = (await journal(desk)).filter((entry) => entry.kind === kind)
    return found[place % Math.max(1, found.length)]
  }
  const part = (of: string, percent: bigint) => text((minorOf(of) * percent) / 100n)
  const legs = (paid: string) => [{ method: 'cash', amount: paid }]
  const balance = await desk.ledger.balanceDue({ orderId })
  switch (one.do) {
    case 'pay':
      await desk.ledger.takePayment({ orderId, legs: legs(text(one.amount)) })
      return true
    case 'refund': {
      const receipt = await nth('receipt', one.pick)
      if (receipt === undefined) return false
      await desk.ledger.refund({ receiptId: receipt.id, amount: part(receipt.amount, one.share), reason })
      return true
    }
    case 'void': {
      const receipt = await nth('receipt', one.pick)
      if (receipt !== undefined) await desk.ledger.voidReceipt({ receiptId: receipt.id, reason })
      return receipt !== undefined
    }
    case 'deliver': {
      const amounts = [{ account: 'Income:Package', category: 'package', amount: text(one.amount) }]
      await desk.sales.deliver({ orderId, amounts })
      return true
    }
    case 'takeBack': {
      const entry = await nth('recognition', one.pick)
      if (entry?.orderId == null) return false
      await desk.sales.takeBack({ orderId: entry.orderId, recognitionId: entry.id })
      return true
    }
    case 'waive':
      await desk.ledger.waive({ orderId, amount: part(balance.receivable, one.share), reason })
      return true
    case 'change':
      await desk.sales.change({ orderId, total: text(one.total) })
      return true
    case 'cancel':
      await desk.sales.cancel({ orderId, forfeit: part(balance.deposits, one.share) })
      return true
    case 'writeOff':
      await desk.receivables.writeOff({ orderId, amount: part(balance.receivable, one.share), reason })
      return true
    case 'reverse': {
      const entry = await nth('writeOff', one.pick)
      if (entry !== undefined) await desk.receivables.reverseWriteOff({ writeOffId: entry.id, reason })
      return entry !== undefined
    }
    case 'recover': {
      const entry = await nth('writeOff', one.pick)
      if (entry === undefined) return false
      await desk.receivables.recover({ writeOffId: entry.id, legs: legs(part(entry.amount, one.share)) })
      return true
    }
    case 'plan': {
      const dates = one.days.toSorted((a, b) => a - b).map((days) => addDays(today, days))
      await desk.receivables.agreeTerms({ orderId, terms: { dates } })
      return true
    }
    case 'due': {
      const dueDate = one.day === null ? null : addDays(today, one.day)
      await desk.receivables.agreeTerms({ orderId, terms: { dueDate } })
      return true
    }
  }
}

/** What the lists of debts say, held against the orders and against the accounts. */
async function checkDebts({ owner }: DebtStudio, customerId: string): Promise<string> {
  const balances = await Promise.all(orderIds.map((id) => owner.ledger.balanceDue({ orderId: id })))
  const sum = (of: (balance: (typeof balances)[number]) => string): bigint =>
    balances.reduce((total, balance) => total + minorOf(of(balance)), 0n)
  const outstanding = sum(({ balanceDue }) => balanceDue)
  for (const { balanceDue, dues, overdue, daysOverdue, ...balance } of balances) {
    expect(dues.reduce((total, due) => total + minorOf(due.amount), 0n)).toBe(minorOf(balanceDue))
    const dated = dues.flatMap(({ dueDate }) => (dueDate === null ? [] : [dueDate]))
    expect(dated).toEqual(dated.toSorted())
    expect(new Set(dated).size).toBe(dated.length)
    expect(dues.every((due) => minorOf(due.amount) > 0n)).toBe(true)
    const late = dues.filter(({ dueDate }) => dueDate !== null && dueDate < today)
    expect(minorOf(overdue)).toBe(late.reduce((total, due) => total + minorOf(due.amount), 0n))
    expect(daysOverdue > 0).toBe(late.length > 0)
    // What is outstanding is what was delivered and is owed, and what is not delivered yet less what was paid for it.
    const undelivered = minorOf(balance.total) - minorOf(balance.recognised) - minorOf(balance.forfeited)
    const owed = minorOf(balance.receivable) + undelivered - minorOf(balance.deposits)
    expect(minorOf(balanceDue)).toBe(owed > 0n ? owed : 0n)
  }
  const aged = await owner.receivables.aging({ notDue: true })
  expect(minorOf(aged.outstanding)).toBe(outstanding)
  expect(minorOf(aged.overdue)).toBe(sum(({ overdue }) => overdue))
  expect(aged.ages.reduce((total, age) => total + minorOf(age), 0n)).toBe(outstanding)
  const listed = await owner.ledger.receivables({})
  expect([minorOf(listed.outstanding), listed.arrears]).toEqual([outstanding, aged.overdue])
  const late = await owner.ledger.receivables({ overdue: true })
  expect(late.items.map((item) => item.orderId).toSorted()).toEqual(
    balances.flatMap((balance) => (minorOf(balance.overdue) > 0n ? [balance.orderId] : [])).toSorted(),
  )
  const account = await owner.receivables.statement({ customerId, limit: 200 })
  expect(account.elsewhere).toBe('0.00')
  expect(minorOf(account.closing)).toBe(sum(({ receivable }) => receivable) - sum(({ deposits }) => deposits))
  expect(minorOf(account.outstanding)).toBe(outstanding)
  expect(Object.values(account.moved).reduce((total, moved) => total + minorOf(moved), 0n)).toBe(
    minorOf(account.closing),
  )
  for (const { orderId: id, closing } of account.orders) {
    const own = balances.find((balance) => balance.orderId === id)
    expect(minorOf(closing)).toBe(minorOf(own?.receivable ?? '0') - minorOf(own?.deposits ?? '0'))
  }
  return JSON.stringify([aged, account])
}

describe('any history of deliveries, payments, write-offs and instalments', () => {
  it('leaves debts that are the accounts, and dues that are what is outstanding', async () => {
    const met = new Map<string, number>()
    const refusals = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 35 }), async (steps) => {
        const disk = memoryDisk()
        const studio = await openDebts({ storage: memory({ disk }) })
        const { manager, register } = studio
        const customerId = await register('王芳')
        const totals = new Map<string, bigint>()
        for (const id of orderIds) {
          await manager.sales.open({ orderId: id, total: '1000.00', customerId })
          totals.set(id, 100_000n)
        }
        let before = ''
        for (const one of steps) {
          const { rows } = disk.contents()
          try {
            if (await attempt(studio, one)) met.set(one.do, (met.get(one.do) ?? 0) + 1)
            if (one.do === 'change') totals.set(one.orderId, one.total)
          } catch (error) {
            const { code, status } = error as { code: string; status: number }
            expect(status, code).toBeLessThan(500)
            refusals.add(code)
            expect(disk.contents().rows).toBe(rows)
          }
          before = (await check(manager, totals, customerId)) + (await checkDebts(studio, customerId))
        }
        expect(before).not.toBe('')
      }),
      { numRuns: 14, seed: 20_261_122, endOnFailure: true },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    for (const kind of [
      'pay',
      'deliver',
      'takeBack',
      'writeOff',
      'reverse',
      'recover',
      'plan',
      'due',
      'cancel',
      'refund',
    ]) {
      expect(met.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(3)
    }
    for (const code of [
      'WRITE_OFF_EXCEEDS_RECEIVABLE',
      'WRITE_OFF_LEFT_EXCEEDED',
      'INSTALMENTS_INVALID',
      'AMOUNT_NOT_POSITIVE',
    ]) {
      expect(refusals).toContain(code)
    }
  })
})
