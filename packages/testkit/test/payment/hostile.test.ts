import { Money } from '@calotype/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HostileStudio, openHostileStudio } from './studio.ts'

const cny = (minor: number | bigint) => Money.ofMinor(BigInt(minor), 'CNY')
const hour = 3_600_000

const amount = fc.integer({ min: 1, max: 60_000 })
const pick = fc.nat(50)
const order = fc.nat(2)
const refundWay = fc.constantFrom('plain', 'decline', 'decline', 'wait', 'lostBefore', 'lostAfter')
const way = fc.constantFrom('plain', 'settle', 'lostBefore', 'lostAfter', 'settle', 'decline', 'wait')

/** One thing that happens: in the studio, at the provider, or on the wire between them. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('begin' as const), order: order, amount, way }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const), pick, way, dies: fc.nat(4) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('work' as const), ways: fc.array(way, { maxLength: 4 }), dies: fc.nat(4) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('customerPays' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('customerDeclines' as const), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('webhook' as const), pick, times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wrongAmount' as const), pick, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forged' as const), pick, amount }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('refund' as const), pick, amount, way: refundWay }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cash' as const), order: order, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(0.1, 2, 6, 40, 90, 1500) }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const nth = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(all.length, 1)]

async function attemptsOf({ desk }: HostileStudio) {
  return (await desk.payments.attempts({ limit: 200 })).items
}

/** Refusals of the desk are answers, and a killed process is what restart is for; nothing else may go wrong. */
const expected = (error: unknown): void => {
  const known = error instanceof Error && ('code' in error || error.message === 'killed')
  if (!known) throw error
}

async function happen(world: HostileStudio, orders: readonly string[], one: Step): Promise<void> {
  const { desk, provider, runner, studio, clock, ways } = world
  const entry = 'pick' in one ? nth(provider.entries, one.pick) : undefined
  ways.length = 0
  switch (one.do) {
    case 'begin': {
      const begun = await desk.payments.begin.attempt({
        orderId: nth(orders, one.order) ?? '',
        provider: 'simulated',
        amount: cny(one.amount).toString(),
      })
      if (!begun.ok) return
      ways.push(one.way)
      await runner.send(begun.value.id)
      return
    }
    case 'send': {
      const attempt = nth(await attemptsOf(world), one.pick)
      if (attempt === undefined) return
      ways.push(one.way)
      studio.dying = one.dies === 0
      await runner.send(attempt.id).catch(expected)
      if (one.dies === 0) await world.restart()
      studio.dying = false
      return
    }
    case 'work': {
      ways.push(...one.ways)
      studio.dying = one.dies === 0
      await runner.work()
      if (one.dies === 0) await world.restart()
      studio.dying = false
      return
    }
    case 'customerPays':
      if (entry !== undefined) provider.customerPays(entry.id)
      return
    case 'customerDeclines':
      if (entry !== undefined) provider.customerDeclines(entry.id)
      return
    case 'webhook': {
      const message = nth(provider.messages, one.pick)
      if (message === undefined) return
      const deliveries = Array.from({ length: one.times }, () =>
        runner.receiveWebhook('simulated', message.headers, message.bytes),
      )
      const answers = await Promise.all(deliveries)
      for (const answer of answers) expect(answer).toEqual(answers[0])
      return
    }
    case 'wrongAmount': {
      if (entry === undefined || entry.state === 'settled') return
      const { headers, bytes } = provider.wrongMessage(entry.id, cny(one.amount))
      // By chance the right amount: then it would be the provider that lies, which nobody could tell.
      if (entry.amount.minor === BigInt(one.amount)) return
      await runner.receiveWebhook('simulated', headers, bytes)
      return
    }
    case 'forged': {
      if (entry === undefined) return
      const { headers, bytes } = provider.forgedMessage(entry.id, cny(one.amount))
      await expect(runner.receiveWebhook('simulated', headers, bytes)).rejects.toMatchObject({
        code: 'WEBHOOK_SIGNATURE_INVALID',
      })
      return
    }
    case 'refund': {
      const paid = (await attemptsOf(world)).filter((attempt) => attempt.outcome === 'applied')
      const payment = nth(paid, one.pick)
      if (payment?.entryId == null) return
      // A part of what was paid, so that most refunds are not refused by the ledger itself.
      const part = cny((BigInt(one.amount) % Money.of(payment.amount, 'CNY').minor) + 1n).toString()
      const asked = { receiptId: payment.entryId, amount: part, reason: 'asked' }
      const begun = await desk.payments.refund.attempt(asked)
      if (!begun.ok) return
      ways.push(one.way)
      await runner.send(begun.value.id)
      return
    }
    case 'cash':
      await desk.ledger
        .takePayment({
          orderId: nth(orders, one.order) ?? '',
          legs: [{ method: 'cash', amount: cny(one.amount).toString() }],
        })
        .catch(expected)
      return
    case 'wait':
      clock.now += one.minutes * 60_000
  }
}

/** Quiet returns: the connection holds, people decide what waits for them, and time passes. */
async function calmDown(world: HostileStudio): Promise<void> {
  const { desk, runner, clock, ways, provider } = world
  ways.length = 0
  // A refund that is under way at the provider comes to its end.
  for (const { id, kind, state } of provider.entries) {
    if (kind === 'refund' && state === 'pending' && !provider.customerPays(id)) provider.customerDeclines(id)
  }
  for (let round = 0; round < 40; round++) {
    clock.now += hour
    for (const { id } of (await desk.payments.attempts({ review: true, limit: 200 })).items) {
      await desk.payments.resolve({ attemptId: id, as: 'askAgain', reason: 'asked the provider' })
    }
    await runner.work()
  }
}

async function importFile(world: HostileStudio, batch: string): Promise<void> {
  const rows = world.provider.entries
    .filter((entry) => entry.state === 'settled')
    .map(({ id, kind, amount: moved }) => ({
      row: `row-${id}`,
      kind,
      attemptId: id,
      amount: moved.toString(),
      fee: kind === 'payment' ? cny(moved.minor / 200n).toString() : '0.00',
    }))
  if (rows.length === 0) return
  const file = { provider: 'simulated', batch, bank: 'main', currency: 'CNY', rows }
  const { unmatched, elsewhere } = await world.desk.payments.importSettlement(file)
  expect(unmatched).toEqual([])
  expect(elsewhere).toEqual([])
}

const balance = async ({ desk }: HostileStudio, account: string) =>
  Money.of((await desk.ledger.accountBalance({ account })).balance, 'CNY')

async function checkBooks(world: HostileStudio, orders: readonly string[]): Promise<void> {
  const { desk, provider } = world
  const attempts = await attemptsOf(world)
  // Each intended payment is in the books exactly once or not at all, as the provider's own books have it.
  for (const entry of provider.entries) {
    const attempt = attempts.find((one) => one.id === entry.id)
    const moved = entry.state === 'settled'
    expect(attempt?.state === 'settled', `${entry.kind} ${entry.id} is ${entry.state}`).toBe(moved)
    const booked = ['applied', 'owed', 'returned', 'refunded'].includes(attempt?.outcome ?? '')
    expect(booked || !moved, `${entry.id} is ${attempt?.outcome}`).toBe(true)
    if (entry.kind === 'payment') expect(booked).toBe(moved)
  }
  for (const { id, state } of attempts) {
    if (!provider.entries.some((entry) => entry.id === id)) expect(state).not.toBe('settled')
  }
  // Everything has arrived at the bank, so nothing stands in clearing: neither too little was posted, nor twice.
  expect((await balance(world, 'Clearing:WeChat')).toString()).toBe('0.00')
  const bank = await balance(world, 'Bank:main')
  expect(bank.plus(await balance(world, 'PaymentFees')).toString()).toBe(provider.held('CNY').toString())
  const owed = attempts.filter((one) => one.outcome === 'owed').map((one) => Money.of(one.amount, 'CNY'))
  expect((await balance(world, 'UnappliedPayments')).toString()).toBe(Money.sum('CNY', owed).toString())
  for (const orderId of orders) {
    const due = await desk.ledger.balanceDue({ orderId })
    expect(Money.of(due.paid, 'CNY').greaterThan(Money.of(due.total, 'CNY'))).toBe(false)
  }
}

async function live(steps: readonly Step[]) {
  const world = await openHostileStudio()
  const orders = [await world.sell(), await world.sell(), await world.sell()]
  for (const one of steps) await happen(world, orders, one)
  await calmDown(world)
  // What succeeded after the last look, without a message that arrived, comes to light here.
  await importFile(world, 'first')
  await calmDown(world)
  await importFile(world, 'second')
  return { world, orders }
}

describe('a hostile provider', () => {
  it('never doubles and never loses a payment, whatever happens in whatever order', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { world, orders } = await live(steps)
        await checkBooks(world, orders)
        await world.close()
      }),
      { numRuns: 60, seed: 20_261_122 },
    )
  })
})
