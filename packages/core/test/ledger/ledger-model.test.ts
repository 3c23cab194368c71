import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'
import { worthOf } from '../../src/currency/index.ts'
import { type Desk, openStudio } from './counter.ts'
import { check, journal, minorOf, orderIds } from './replayed-books.ts'

const methods = ['cash', 'card', 'wechat', 'alipay', 'voucher', 'meituan', 'storedValue', 'storedValue'] as const
/** So few codes that vouchers are often tried twice. */
const codes = ['AAAA1111', 'BBBB2222'] as const
const foreignText = (minor: number, currency: string) => Money.ofMinor(BigInt(minor), currency).toString()
const text = (minor: number | bigint) => Money.ofMinor(BigInt(minor), 'CNY').toString()

const orderId = fc.constantFrom(...orderIds)
const amount = fc.integer({ min: 1, max: 60_000 })
/** Most legs are in the studio's currency. */
const currency = fc.constantFrom(undefined, undefined, undefined, undefined, 'CNY', 'USD', 'JPY', 'KWD')
const share = fc.integer({ min: 0, max: 120 })

const foreignRates = [
  { currency: 'USD', rate: '7.12' },
  { currency: 'JPY', rate: '0.0475' },
  { currency: 'KWD', rate: '23.1234' },
]

/** One thing that somebody tries; many of them are refused, and must then change nothing. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      orderId,
      legs: fc.array(fc.tuple(fc.constantFrom(...methods), amount, fc.constantFrom(...codes), currency, fc.nat(2)), {
        minLength: 1,
        maxLength: 3,
      }),
      purpose: fc.constantFrom('bond', 'earnest', 'earnest', 'advance', undefined, undefined, undefined),
      overpayment: fc.constantFrom('refuse', 'credit'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      pick: fc.nat(),
      share,
      method: fc.constantFrom(undefined, undefined, 'cash', 'storedValue'),
      inStudioCurrency: fc.constantFrom(undefined, undefined, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), pick: fc.nat() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('topUp' as const),
      amount,
      bonus: fc.constantFrom(undefined, 1, 777, 60_000, 60_000),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('returnBond' as const), orderId, share, kept: share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('waive' as const), orderId, share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unwaive' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('post' as const), amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('exchange' as const),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      amount: fc.integer({ min: 1, max: 9_000 }),
      percent: fc.integer({ min: 75, max: 125 }),
      sell: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('setRate' as const),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      percent: fc.integer({ min: 82, max: 118 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), orderId, amount, discount: fc.nat(5_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeBack' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), orderId, total: fc.nat(200_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      orderId,
      share,
      refund: fc.boolean(),
      byPolicy: fc.boolean(),
    }),
  },
)

const purposes = { bond: 'bond', earnest: 'earnest', advance: 'advance' } as const

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function attempt(desk: Desk, one: Step, customerId: string): Promise<void> {
  const reason = 'model'
  const entries = await journal(desk)
  const nth = (kind: string, pick: number) => {
    const found = entries.filter((entry) => entry.kind === kind)
    return found.length === 0 ? undefined : found[pick % found.length]
  }
  switch (one.do) {
    case 'pay': {
      const legs = one.legs.map(([method, minor, code, currency, changes]) => ({
        method,
        ...(currency === undefined || currency === 'CNY'
          ? { amount: text(minor) }
          : { amount: foreignText(minor, currency), ...(changes === 0 ? { pays: text(minor % 700) } : {}) }),
        ...(currency === undefined ? {} : { currency }),
        ...(method === 'meituan' ? { code } : {}),
      }))
      await desk.ledger.takePayment({
        orderId: one.orderId,
        legs,
        overpayment: one.overpayment === 'credit' ? 'credit' : 'refuse',
        ...(one.purpose === undefined ? {} : { purpose: purposes[one.purpose] }),
      })
      return
    }
    case 'refund': {
      const receipt = nth('receipt', one.pick)
      if (receipt === undefined) return
      const part = (minorOf(receipt.amount) * BigInt(one.share)) / 100n
      await desk.ledger.refund({
        receiptId: receipt.id,
        amount: text(part),
        reason,
        method: one.method,
        inStudioCurrency: one.inStudioCurrency,
      })
      return
    }
    case 'void': {
      const receipt = nth('receipt', one.pick)
      if (receipt !== undefined) await desk.ledger.voidReceipt({ receiptId: receipt.id, reason })
      return
    }
    case 'topUp':
      await desk.ledger.topUp({
        customerId,
        legs: [{ method: 'wechat', amount: text(one.amount) }],
        bonus: one.bonus === undefined ? undefined : text(one.bonus),
      })
      return
    case 'returnBond': {
      const { bond } = await desk.ledger.balanceDue({ orderId: one.orderId })
      const part = (percent: number) => text((minorOf(bond) * BigInt(percent)) / 100n)
      await desk.ledger.returnBond({
        orderId: one.orderId,
        returned: part(one.share),
        kept: part(Math.min(one.kept, 40)),
        reason,
      })
      return
    }
    case 'waive': {
      const { receivable } = await desk.ledger.balanceDue({ orderId: one.orderId })
      const part = text((minorOf(receivable) * BigInt(one.share)) / 100n)
      await desk.ledger.waive({ orderId: one.orderId, amount: part, reason })
      return
    }
    case 'unwaive': {
      const entry = nth('waiver', one.pick)
      if (entry !== undefined) await desk.ledger.reverseWaiver({ entryId: entry.id, reason })
      return
    }
    case 'post': {
      const minor = text(one.amount)
      const lines = [
        { account: 'Rent', debit: minor },
        { account: 'Bank:icbc', credit: minor },
      ]
      await desk.ledger.post({ lines, memo: reason })
      return
    }
    case 'reverse': {
      const entry = nth('manual', one.pick)
      if (entry !== undefined) await desk.ledger.reverse({ entryId: entry.id, reason })
      return
    }
    case 'exchange': {
      const { rate } = await desk.currency.rate({ currency: one.currency })
      const foreign = { account: 'Cash:Safe', currency: one.currency, amount: foreignText(one.amount, one.currency) }
      const worth = minorOf(worthOf(Money.of(foreign.amount, one.currency), rate, 'CNY').toString())
      const home = { account: 'Bank:icbc', amount: text((worth * BigInt(one.percent)) / 100n) }
      await desk.ledger.exchange(one.sell ? { from: foreign, to: home } : { from: home, to: foreign })
      return
    }
    case 'setRate': {
      const { rate } = await desk.currency.rate({ currency: one.currency })
      const next = worthOf(Money.of('1000', 'KWD'), rate, 'KWD').percentage(BigInt(one.percent), 'half-up')
      const changed = Money.ofMinor(next.minor / 1000n, 'KWD').toString()
      await desk.currency.setRates({ rates: [{ currency: one.currency, rate: changed }], source: reason })
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
      const forfeit = one.byPolicy ? 'byPolicy' : text((minorOf(deposits) * BigInt(one.share)) / 100n)
      await desk.sales.cancel({ orderId: one.orderId, forfeit, ...(one.refund ? { refund: 'rest' as const } : {}) })
    }
  }
}

describe('any history of payments, refunds, deliveries and cancellations', () => {
  it('leaves after every step an even journal that replays to what is stored; a refused step changes nothing', async () => {
    const refusals = new Set<string>()
    const met = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const disk = memoryDisk()
        const { manager, as } = await openStudio({ storage: memory({ disk }) })
        const { id: customerId } = await as('owner').customers.register({ name: '王芳', phone: '13800000000' })
        const totals = new Map<string, bigint>()
        for (const id of orderIds) {
          await manager.sales.open({ orderId: id, total: '1000.00', customerId })
          totals.set(id, 100_000n)
        }
        await manager.currency.setRates({ rates: foreignRates, source: 'model' })
        let before = await check(manager, totals, customerId)
        for (const one of steps) {
          const rows = disk.contents().rows
          const refused = await attempt(manager, one, customerId).then(
            () => undefined,
            (error: { code: string; status: number }) => error,
          )
          if (refused === undefined) {
            met.set(one.do, (met.get(one.do) ?? 0) + 1)
            if (one.do === 'change') totals.set(one.orderId, BigInt(one.total))
          } else {
            expect(refused.status, refused.code).toBeLessThan(500)
            refusals.add(refused.code)
          }
          const after = await check(manager, totals, customerId)
          if (refused !== undefined) {
            expect(after).toBe(before)
            expect(disk.contents().rows).toBe(rows)
          }
          before = after
        }
        const spent = (await journal(manager)).flatMap(({ lines }) =>
          lines.filter((line) => line.method === 'givenValue'),
        )
        met.set('given value', (met.get('given value') ?? 0) + spent.length)
      }),
      // Repeatable, because what a walk must have met is counted below.
      { numRuns: 80, seed: 20_261_122 },
    )
    // The walk must have met both work and refusals, or it proves nothing.
    for (const [kind, least] of Object.entries({
      pay: 50,
      void: 5,
      returnBond: 3,
      waive: 3,
      unwaive: 2,
      topUp: 10,
      cancel: 5,
      exchange: 10,
      'given value': 3,
    })) {
      expect(met.get(kind) ?? 0, kind).toBeGreaterThanOrEqual(least)
    }
    for (const code of [
      'PAYMENT_EXCEEDS_DUE',
      'REFUND_EXCEEDS_LEFT',
      'RECOGNITION_EXCEEDS_TOTAL',
      'COMMITMENT_CANCELLED',
      'RECEIPT_VOIDED',
      'RECEIPT_NOT_VOIDABLE',
      'STORED_VALUE_TOO_LOW',
      'VOUCHER_USED',
      'BOND_EXCEEDS_HELD',
      'WAIVER_EXCEEDS_RECEIVABLE',
      'ENTRY_REVERSED',
    ]) {
      expect(refusals).toContain(code)
    }
  })

  it('holds when they all come at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
        const { manager, as } = await openStudio()
        const { id: customerId } = await as('owner').customers.register({ name: '王芳', phone: '13800000000' })
        const totals = new Map<string, bigint>()
        for (const id of orderIds) {
          await manager.sales.open({ orderId: id, total: '1000.00', customerId })
          totals.set(id, 100_000n)
          await manager.ledger.takePayment({ orderId: id, legs: [{ method: 'cash', amount: '400.00' }] })
        }
        await manager.currency.setRates({ rates: foreignRates, source: 'model' })
        const together = steps.filter((one) => one.do !== 'change')
        const outcomes = await Promise.allSettled(together.map((one) => attempt(manager, one, customerId)))
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason.status, outcome.reason.code).toBeLessThan(500)
        }
        await check(manager, totals, customerId)
      }),
      { numRuns: 25 },
    )
  })
})
