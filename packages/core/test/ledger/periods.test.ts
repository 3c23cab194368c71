import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subscribe } from '../../src/engine/subscriber.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { z } from 'zod'
import {
  AccountUnknown,
  closingCategory,
  credit,
  debit,
  PeriodClosed,
  periodClosed,
  PeriodLockedFurther,
  PeriodNotClosed,
  PeriodNotOver,
  periodReopened,
  postEntry,
} from '../../src/ledger/index.ts'
import { closingLines } from '../../src/ledger/period-year-end.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')

/** Posts whatever it is told, on any date, as an import does; twice, or again after a part that failed. */
const past = operation({
  name: 'clerk.past',
  summary: 'Posts an entry of rent on a date.',
  kind: 'command',
  input: z.strictObject({
    businessDate: z.string(),
    amount: z.string().default('10'),
    account: z.string().default('Rent'),
    times: z.int().default(1),
    correctsId: z.string().optional(),
    failingFirst: z.boolean().default(false),
  }),
  output: z.string(),
  errors: [PeriodClosed, AccountUnknown],
  async run(context, { businessDate, amount, account, times, correctsId, failingFirst }) {
    if (failingFirst) await context.attempt(past, { businessDate, account: 'Nowhere' })
    let id = ''
    for (let done = 0; done < times; done++) {
      const lines = [debit(account, cny(amount)), credit('Bank:icbc', cny(amount))]
      const draft = { kind: 'manual', lines, amount: cny(amount), businessDate, correctsId }
      id = (await postEntry(context, draft)).entry.id
    }
    return id
  },
})

const clerk = definePlugin({
  name: 'clerk',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { past },
  roles: { manager: ['clerk.*'], cashier: ['clerk.*'] },
})

const withClerk = () => openStudio({ plugins: [clerk] })

describe('closed books', () => {
  it('take no entry on their last day or before, and any after it', async () => {
    const { manager } = await withClerk()
    await manager.clerk.past({ businessDate: '2026-10-31' })
    const change = await manager.ledger.lockPeriod({ through: '2026-10-31' })
    expect(change).toMatchObject({ kind: 'locked', branch: 'main', through: '2026-10-31', before: null })
    await expect(manager.clerk.past({ businessDate: '2026-10-31' })).rejects.toMatchObject({
      code: 'PERIOD_CLOSED',
      message: expect.stringContaining('must be after 2026-10-31'),
      details: { businessDate: '2026-10-31', branch: 'main', lockedThrough: '2026-10-31' },
    })
    await expect(manager.clerk.past({ businessDate: '2025-01-01' })).rejects.toSatisfy(PeriodClosed.is)
    await manager.clerk.past({ businessDate: '2026-11-01' })
  })

  it('refuse payments of history alike, and leave what is sold today alone', async () => {
    const { manager } = await withClerk()
    await manager.ledger.lockPeriod({ through: '2026-11-21' })
    const legs = [{ method: 'cash', amount: '50' }]
    const history = { orderId: 'o1', total: '100', legs, businessDate: '2026-11-21' }
    await expect(manager.sales.open(history)).rejects.toSatisfy(PeriodClosed.is)
    await manager.sales.open({ orderId: 'o1', total: '100', legs })
    expect((await manager.ledger.entries({})).items.map((entry) => entry.businessDate)).toEqual(['2026-11-22'])
  })

  it('stand for one branch only', async () => {
    const { manager, as } = await withClerk()
    const north = as('manager', { branch: 'north' })
    await manager.ledger.closeMonth({ month: '2026-10' })
    await north.clerk.past({ businessDate: '2026-10-15' })
    expect(await north.ledger.periods({})).toMatchObject({ branch: 'north', lockedThrough: null, changes: [] })
    const lily = as('manager', { tenant: 'lily' })
    await lily.clerk.past({ businessDate: '2026-10-15' })
  })

  it('hold in every process on the store, at once', async () => {
    const disk = memoryDisk()
    const here = await openStudio({ storage: memory({ disk }), plugins: [clerk] })
    const there = await openStudio({ storage: memory({ disk }), plugins: [clerk] })
    await there.manager.clerk.past({ businessDate: '2026-10-15' })
    await here.manager.ledger.closeMonth({ month: '2026-10' })
    await expect(there.manager.clerk.past({ businessDate: '2026-10-15' })).rejects.toSatisfy(PeriodClosed.is)
  })

  it('are never both closed and posted to, however closing and posting race', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }), async (closing) => {
        const disk = memoryDisk()
        const desks = [
          await openStudio({ storage: memory({ disk }), plugins: [clerk] }),
          await openStudio({ storage: memory({ disk }), plugins: [clerk] }),
        ]
        await Promise.allSettled(
          closing.map((close, index) => {
            const desk = desks[index % 2]?.manager
            return close
              ? desk?.ledger.lockPeriod({ through: `2026-10-${10 + index}` })
              : desk?.clerk.past({ businessDate: `2026-10-${10 + index}` })
          }),
        )
        const [one] = desks
        expect(await one?.manager.ledger.verifyPeriod({})).toMatchObject({ intact: true })
      }),
      { numRuns: 25 },
    )
  })

  it('cost a command one statement for entries of the past, however many, and none for today', async () => {
    const reads: string[] = []
    const storage = memory()
    const counted = new Proxy(storage, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (name !== 'transaction') return typeof member === 'function' ? member.bind(target) : member
        return (work: (tx: object) => Promise<unknown>, options: never) =>
          target.transaction(
            (tx) =>
              work(
                new Proxy(tx, {
                  get(inner, call) {
                    const made = Reflect.get(inner, call)
                    if (typeof made !== 'function') return made
                    return (...given: readonly { readonly name?: string }[]) => {
                      if (given[0]?.name === 'ledger_periods') reads.push(String(call))
                      return Reflect.apply(made, inner, given)
                    }
                  },
                }),
              ),
            options,
          )
      },
    })
    const { manager } = await openStudio({ storage: counted, plugins: [clerk] })
    await manager.clerk.past({ businessDate: '2026-10-15' })
    expect(reads).toEqual(['findForUpdate', 'insert', 'findForUpdate'])
    reads.length = 0
    await manager.clerk.past({ businessDate: '2026-10-15', times: 20 })
    expect(reads).toEqual(['findForUpdate'])
    reads.length = 0
    await manager.clerk.past({ businessDate: '2026-11-22', times: 3 })
    expect(reads).toEqual([])
    // What was locked in a part that was undone is asked for again.
    await manager.clerk.past({ businessDate: '2026-10-15', failingFirst: true })
    expect(reads).toEqual(['findForUpdate', 'findForUpdate'])
  })

  it('cannot be the day that lasts, nor one that ended less than a quarter of an hour ago', async () => {
    const { manager, clock } = await withClerk()
    await expect(manager.ledger.lockPeriod({ through: '2026-11-22' })).rejects.toMatchObject({
      code: 'PERIOD_NOT_OVER',
      details: { latest: '2026-11-21' },
    })
    // The day of Shanghai begins at 04:00, which is 20:00 of the day before in UTC.
    clock.now = '2026-11-22T20:14:59.999Z'
    await expect(manager.ledger.lockPeriod({ through: '2026-11-22' })).rejects.toSatisfy(PeriodNotOver.is)
    clock.now = '2026-11-22T20:15:00.000Z'
    await manager.ledger.lockPeriod({ through: '2026-11-22' })
    await expect(manager.ledger.closeMonth({ month: '2026-11' })).rejects.toSatisfy(PeriodNotOver.is)
    await expect(manager.ledger.closeYear({ year: 2026 })).rejects.toSatisfy(PeriodNotOver.is)
  })

  it('are closed once, and further only', async () => {
    const { manager } = await withClerk()
    await manager.ledger.lockPeriod({ through: '2026-10-31' })
    await expect(manager.ledger.closeMonth({ month: '2026-10' })).rejects.toSatisfy(PeriodLockedFurther.is)
    await expect(manager.ledger.lockPeriod({ through: '2026-09-01' })).rejects.toSatisfy(PeriodLockedFurther.is)
    await manager.ledger.lockPeriod({ through: '2026-11-05' })
  })

  it('are nothing that a cashier closes or opens', async () => {
    const { cashier } = await withClerk()
    for (const call of [
      () => cashier.ledger.lockPeriod({ through: '2026-10-31' }),
      () => cashier.ledger.closeMonth({ month: '2026-10' }),
      () => cashier.ledger.closeYear({ year: 2025 }),
      () => cashier.ledger.reopenPeriod({ through: null, reason: 'mine' }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    }
  })

  it('are corrected in the open period, by an entry that names the one it corrects', async () => {
    const { manager } = await withClerk()
    const wrong = await manager.clerk.past({ businessDate: '2026-10-15' })
    await manager.ledger.closeMonth({ month: '2026-10' })
    const before = await manager.ledger.verifyPeriod({})
    const draft = { amount: '3', businessDate: '2026-11-22', correctsId: wrong }
    const correction = await manager.clerk.past(draft)
    const { items } = await manager.ledger.entries({})
    expect(items.find((entry) => entry.id === correction)).toMatchObject({
      correctsId: wrong,
      businessDate: '2026-11-22',
    })
    expect(await manager.ledger.verifyPeriod({})).toEqual(before)
  })

  it('keep their trial balance, whatever is tried on them', async () => {
    const { manager } = await withClerk()
    await manager.clerk.past({ businessDate: '2026-10-15', amount: '12.34' })
    const { balanceHash } = await manager.ledger.closeMonth({ month: '2026-10' })
    for (const businessDate of ['2026-10-15', '2026-10-31', '2024-01-01']) {
      await expect(manager.clerk.past({ businessDate })).rejects.toSatisfy(PeriodClosed.is)
    }
    await manager.clerk.past({ businessDate: '2026-11-02' })
    expect(await manager.ledger.verifyPeriod({})).toEqual({
      branch: 'main',
      lockedThrough: '2026-10-31',
      intact: true,
      closedHash: balanceHash,
      hash: balanceHash,
    })
  })
})

describe('reopening', () => {
  it('opens what comes after a date, by who may, with a reason, in the audit and as an event', async () => {
    const told: unknown[] = []
    const listener = definePlugin({
      name: 'listener',
      version: '1.0.0',
      subscribers: [
        subscribe({
          name: 'periods',
          to: [periodClosed, periodReopened],
          handle: async (_context, event) => void told.push([event.name, event.data]),
        }),
      ],
    })
    const { manager, engine, as } = await openStudio({ plugins: [clerk, listener] })
    await manager.ledger.closeMonth({ month: '2026-10' })
    const change = await manager.ledger.reopenPeriod({ through: '2026-09-30', reason: 'An invoice came late' })
    await manager.clerk.past({ businessDate: '2026-10-01' })
    await expect(manager.clerk.past({ businessDate: '2026-09-30' })).rejects.toSatisfy(PeriodClosed.is)
    expect(change).toMatchObject({ kind: 'reopened', through: '2026-09-30', before: '2026-10-31', actor: 'manager' })
    const { changes, lockedThrough } = await manager.ledger.periods({})
    expect(lockedThrough).toBe('2026-09-30')
    expect(changes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['reopened', 'An invoice came late'],
      ['monthClosed', null],
    ])
    await engine.settle()
    expect(told).toEqual([
      ['ledger.periodClosed', expect.objectContaining({ kind: 'monthClosed', through: '2026-10-31', before: null })],
      ['ledger.periodReopened', expect.objectContaining({ through: '2026-09-30', before: '2026-10-31' })],
    ])
    const { items } = await as('owner').audit.commands({ operation: 'ledger.reopenPeriod' })
    expect(items).toHaveLength(1)
  })

  it('needs something that is closed', async () => {
    const { manager } = await withClerk()
    const reason = 'Nothing'
    await expect(manager.ledger.reopenPeriod({ through: null, reason })).rejects.toSatisfy(PeriodNotClosed.is)
    await manager.ledger.lockPeriod({ through: '2026-10-31' })
    const same = { through: '2026-10-31', reason }
    await expect(manager.ledger.reopenPeriod(same)).rejects.toSatisfy(PeriodNotClosed.is)
    await manager.ledger.reopenPeriod({ through: null, reason })
    await manager.clerk.past({ businessDate: '2020-01-01' })
  })
})

describe('the closing of a year', () => {
  const balance = async (desk: Awaited<ReturnType<typeof withClerk>>['manager'], account: string, asOf?: string) =>
    (await desk.ledger.accountBalance({ account, asOf })).balance

  it('brings income and expenses of the branch to retained earnings on the last day', async () => {
    const { manager, as } = await withClerk()
    await manager.clerk.past({ businessDate: '2025-03-01', amount: '700' })
    await manager.clerk.past({ businessDate: '2025-03-01', amount: '1000', account: 'Income:Product' })
    await manager.clerk.past({ businessDate: '2026-01-01', amount: '5' })
    await as('manager', { branch: 'north' }).clerk.past({ businessDate: '2025-03-01', amount: '40' })
    const { entryIds, change } = await manager.ledger.closeYear({ year: 2025 })
    expect(change).toMatchObject({ kind: 'yearClosed', through: '2025-12-31' })
    const { items } = await manager.ledger.entries({ branch: 'main', from: '2025-12-31', to: '2025-12-31' })
    expect(items.map(({ id, kind, memo }) => [id, kind, memo])).toEqual([[entryIds[0], 'closing', 'Closing of 2025']])
    expect(items[0]?.lines.map(({ account, debit, credit, category }) => [account, debit, credit, category])).toEqual([
      ['Income:Product', '0.00', '1000.00', closingCategory],
      ['Rent', '0.00', '700.00', closingCategory],
      ['RetainedEarnings', '1700.00', '0.00', closingCategory],
    ])
    expect(await balance(manager, 'Rent', '2025-12-31')).toBe('40.00')
    expect(await balance(manager, 'RetainedEarnings')).toBe('1700.00')
    expect(await manager.ledger.verifyPeriod({})).toMatchObject({ intact: true })
  })

  it('is that of the twelve months which the studio calls a year', async () => {
    const { manager, as } = await withClerk()
    await as('owner').settings.change({ plugin: 'ledger', set: { fiscalYearStart: 4 } })
    for (const [businessDate, amount] of [
      ['2025-03-31', '1'],
      ['2025-04-01', '20'],
      ['2026-03-31', '300'],
      ['2026-04-01', '4000'],
    ] as const) {
      await manager.clerk.past({ businessDate, amount })
    }
    expect(await manager.ledger.closeYear({ year: 2024 })).toMatchObject({
      from: '2024-04-01',
      to: '2025-03-31',
      change: { through: '2025-03-31' },
    })
    expect(await balance(manager, 'RetainedEarnings')).toBe('1.00')
    const { from, to, entryIds } = await manager.ledger.closeYear({ year: 2025 })
    expect([from, to]).toEqual(['2025-04-01', '2026-03-31'])
    const { items } = await manager.ledger.entries({ from: to, to })
    expect(items.find((entry) => entry.id === entryIds[0])).toMatchObject({ businessDate: to, amount: '320.00' })
    expect(await balance(manager, 'RetainedEarnings')).toBe('321.00')
    expect(await balance(manager, 'Rent')).toBe('4000.00')
    await expect(manager.ledger.closeYear({ year: 2026 })).rejects.toSatisfy(PeriodNotOver.is)
    await expect(manager.clerk.past({ businessDate: to })).rejects.toSatisfy(PeriodClosed.is)
  })

  it('happens once; after a reopening it posts what came since', async () => {
    const { manager } = await withClerk()
    await manager.clerk.past({ businessDate: '2025-03-01', amount: '700' })
    await manager.ledger.closeMonth({ month: '2025-12' })
    expect((await manager.ledger.closeYear({ year: 2025 })).entryIds).toHaveLength(1)
    await expect(manager.ledger.closeYear({ year: 2025 })).rejects.toSatisfy(PeriodLockedFurther.is)
    await manager.ledger.closeMonth({ month: '2026-10' })
    await manager.ledger.reopenPeriod({ through: '2025-11-30', reason: 'Rent of December' })
    await manager.clerk.past({ businessDate: '2025-12-15', amount: '50' })
    const { entryIds } = await manager.ledger.closeYear({ year: 2025 })
    const { items } = await manager.ledger.entries({ account: 'RetainedEarnings' })
    expect(items.find((entry) => entry.id === entryIds[0])?.amount).toBe('50.00')
    expect(await balance(manager, 'RetainedEarnings')).toBe('750.00')
    expect(await balance(manager, 'Rent')).toBe('0.00')
  })

  it('balances for any accounts, in every currency', () => {
    const account = fc.record({
      account: fc.constantFrom('Rent', 'Income:Product', 'Bank:icbc', 'Capital'),
      type: fc.constantFrom('income', 'expense', 'asset', 'equity'),
      balance: fc
        .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.constantFrom('CNY', 'JPY'))
        .map(([minor, currency]) => Money.ofMinor(minor, currency)),
    })
    fc.assert(
      fc.property(fc.array(account, { maxLength: 8 }), (balances) => {
        const closed = closingLines(balances)
        for (const [currency, lines] of closed) {
          const signed = lines.map(({ side, amount }) => (side === 'debit' ? amount.minor : -amount.minor))
          expect(signed.reduce((sum, minor) => sum + minor, 0n)).toBe(0n)
          expect(lines.every(({ amount }) => amount.isPositive() && amount.currency === currency)).toBe(true)
          const ended = balances.filter((one) => one.balance.currency === currency && /income|expense/.test(one.type))
          const before = ended.reduce((sum, one) => sum + one.balance.minor, 0n)
          const kept = lines.filter((line) => line.account === 'RetainedEarnings')
          const moved = kept.reduce(
            (sum, { side, amount }) => sum + (side === 'debit' ? amount.minor : -amount.minor),
            0n,
          )
          expect(moved).toBe(before)
        }
      }),
    )
  })
})
