import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Money } from '../../src/values/money.ts'
import { checkForeign } from '../ledger/foreign-books.ts'
import { balance, type Desk, openCounter } from './studio.ts'

const text = (minor: number | bigint) => Money.ofMinor(BigInt(minor), 'CNY').toString()
const minorOf = (amount: string) => Money.of(amount, 'CNY').minor

const cashiers = ['li-na', 'mei-mei', 'zhao'] as const
const tillCodes = ['front', 'back'] as const
const who = fc.constantFrom(...cashiers)
const till = fc.constantFrom(...tillCodes)
const amount = fc.integer({ min: 1, max: 50_000 })
const method = fc.constantFrom('cash', 'card')
/** Some of it in dollars, at seven yuan. */
const currency = fc.constantFrom('CNY', 'CNY', 'USD')
const counted = fc.option(fc.tuple(amount, fc.nat(100)), { nil: undefined })

/** One thing that somebody tries; many are refused. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), who, till, amount, dollars: counted }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sell' as const), who, amount, method, currency }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refund' as const), pick: fc.nat(), till }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payIn' as const), who, amount, currency }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payOut' as const), who, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), who, amount, currency }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('handOver' as const), who, to: who, amount, dollars: counted }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('close' as const), who, amount, share: fc.nat(100), dollars: counted }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function dollarsCounted(dollars: readonly [number, number] | undefined) {
  if (dollars === undefined) return undefined
  const [minor, share] = dollars
  return [{ currency: 'USD', amount: text(minor), toSafe: text(Math.floor((minor * share) / 100)) }]
}

async function attempt(manager: Desk, desk: (id: string) => Desk, one: Step): Promise<void> {
  switch (one.do) {
    case 'open':
      await desk(one.who).tills.openShift({
        till: one.till,
        float: { amount: text(one.amount) },
        foreignFloats: one.dollars === undefined ? [] : [{ currency: 'USD', amount: text(one.dollars[0]) }],
      })
      return
    case 'sell': {
      const legs = [{ method: one.method, currency: one.currency, amount: text(one.amount) }]
      await desk(one.who).ledger.takePayment({ orderId: 'o1', legs })
      return
    }
    case 'refund': {
      const { items } = await manager.ledger.receipts({ limit: 200 })
      const receipts = items.filter((item) => item.kind === 'receipt')
      const receipt = receipts[one.pick % Math.max(1, receipts.length)]
      if (receipt === undefined) return
      const given = { receiptId: receipt.id, amount: text(minorOf(receipt.amount) / 2n + 1n), reason: 'model' }
      await manager.ledger.refund({ ...given, till: one.till })
      return
    }
    case 'payIn':
      await desk(one.who).tills.payIn({ amount: text(one.amount), currency: one.currency, reason: 'model' })
      return
    case 'payOut':
      await desk(one.who).tills.payOut({ amount: text(one.amount), account: 'Utilities', reason: 'model' })
      return
    case 'drop':
      await desk(one.who).tills.drop({ amount: text(one.amount), currency: one.currency })
      return
    case 'handOver':
      await desk(one.who).tills.handOver({
        to: one.to,
        cash: { amount: text(one.amount) },
        foreign: dollarsCounted(one.dollars),
      })
      return
    case 'close': {
      const toSafe = text(Math.floor((one.amount * one.share) / 100))
      await desk(one.who).tills.closeShift({
        cash: { amount: text(one.amount) },
        toSafe,
        foreign: dollarsCounted(one.dollars),
      })
    }
  }
}

/** Every cash line has one shift, of its own till; a drawer holds what its last shift left or its open one expects. */
async function check(manager: Desk): Promise<void> {
  const { items: entries, next } = await manager.ledger.entries({ limit: 200 })
  expect(next).toBeNull()
  const { items: shifts } = await manager.tills.shifts({ limit: 200 })
  const byId = new Map(shifts.map((shift) => [shift.id, shift]))
  const moved = { CNY: new Map<string, bigint>(), USD: new Map<string, bigint>() }
  await checkForeign(manager, entries, (await manager.ledger.receipts({ limit: 200 })).items, ['tillDifference'])
  for (const line of entries.flatMap((entry) => entry.lines)) {
    if (!line.account.startsWith('Cash:Till:')) continue
    const shift = byId.get(line.shift ?? '')
    expect(`Cash:Till:${shift?.till}`, 'cash belongs to a shift of its till').toBe(line.account)
    const id = shift?.id ?? ''
    const sums = line.currency === 'USD' ? moved.USD : moved.CNY
    sums.set(id, (sums.get(id) ?? 0n) + minorOf(line.debit) - minorOf(line.credit))
  }
  for (const code of tillCodes) {
    // The oldest first.
    const own = shifts.filter((shift) => shift.till === code).reverse()
    let held = 0n
    let dollars = 0n
    for (const shift of own) {
      held += moved.CNY.get(shift.id) ?? 0n
      dollars += moved.USD.get(shift.id) ?? 0n
      const report = await manager.tills.shiftReport({ shiftId: shift.id })
      expect(minorOf(shift.open ? report.expected : (report.left ?? '')), shift.id).toBe(held)
      const usd = report.foreign.find((one) => one.currency === 'USD')
      expect(minorOf((shift.open ? usd?.expected : usd?.left) ?? '0'), `${shift.id} in dollars`).toBe(dollars)
    }
    const { accounts } = await manager.ledger.trialBalance({})
    const drawer = accounts.find((row) => row.account === `Cash:Till:${code}` && row.currency === 'USD')
    expect(minorOf(drawer?.balance ?? '0')).toBe(dollars)
    expect(minorOf(await balance(manager, `Cash:Till:${code}`))).toBe(held)
    expect(own.filter((shift) => shift.open).length).toBeLessThanOrEqual(1)
  }
}

describe('any history of shifts', () => {
  it('puts all cash into exactly one shift, and the shifts of a till add up to its account', async () => {
    const refusals = new Set<string>()
    const carriedOut = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
        const { manager, desk, clock } = await openCounter()
        for (const code of tillCodes) await manager.tills.define({ code, name: code })
        await manager.sales.open({ orderId: 'o1', total: '5000.00' })
        await manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7' }], source: 'model' })
        let at = Date.parse(clock.now)
        for (const one of steps) {
          at += 60_000
          clock.now = new Date(at).toISOString()
          try {
            await attempt(manager, desk, one)
            carriedOut.add(one.do)
          } catch (error) {
            const { code, status } = error as { code: string; status: number }
            expect(status, `${one.do}: ${code}`).toBeLessThan(500)
            refusals.add(code)
          }
          await check(manager)
        }
      }),
      { numRuns: 60 },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    expect([...carriedOut].sort()).toEqual(['close', 'drop', 'handOver', 'open', 'payIn', 'payOut', 'refund', 'sell'])
    for (const code of ['CASH_WITHOUT_SHIFT', 'TILL_IN_USE', 'CASHIER_BUSY', 'TILL_SHIFT_NOT_OPEN']) {
      expect(refusals).toContain(code)
    }
  })
})
