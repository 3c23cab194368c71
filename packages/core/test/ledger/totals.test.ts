import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import {
  AccountUnknown,
  closingCategory,
  credit,
  debit,
  ledgerLines,
  ledgerTotals,
  postEntry,
  readTotals,
  readTotalsOf,
  type Total,
  type TotalDimension,
  type WantedTotals,
} from '../../src/ledger/index.ts'
import { periodsCovering, periodsOf } from '../../src/ledger/total-periods.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { addDays, dateOfEpochDay, epochDayOf } from '../../src/values/calendar-date.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

const dimensions = ['branch', 'account', 'currency', 'method', 'category', 'shootType', 'cash', 'closing'] as const

/** What the totals answer, and what the lines add up to when they are walked one by one. */
const look = operation({
  name: 'auditor.look',
  summary: 'Reads totals in two ways.',
  kind: 'query',
  input: z.custom<WantedTotals>(),
  output: z.any(),
  async run({ store }, wanted) {
    const lines = await store.find(ledgerLines, { limit: 'all' })
    const groups = new Map<string, Total>()
    for (const line of lines) {
      const { branch, account, currency, cash, businessDate, debit: debits, credit: credits } = line
      const text = { method: line.method ?? '', category: line.category ?? '', shootType: line.shootType ?? '' }
      if (wanted.from !== undefined && businessDate < wanted.from) continue
      if (wanted.to !== undefined && businessDate > wanted.to) continue
      if (wanted.branches?.includes(branch) === false || wanted.accounts?.includes(account) === false) continue
      if (wanted.categories?.includes(text.category) === false) continue
      if (wanted.shootTypes?.includes(text.shootType) === false) continue
      if (wanted.cash !== undefined && wanted.cash !== cash) continue
      const closing = line.category === closingCategory
      if (wanted.closing !== undefined && wanted.closing !== closing) continue
      const whole = { branch, account, currency, ...text, cash, closing }
      const told = Object.fromEntries(
        dimensions.map((name) => [
          name,
          wanted.groupBy.includes(name) ? whole[name] : name === 'cash' || name === 'closing' ? false : '',
        ]),
      ) as unknown as Total
      const before = groups.get(JSON.stringify(told)) ?? { debit: 0n, credit: 0n }
      groups.set(JSON.stringify(told), {
        ...told,
        debit: before.debit + debits,
        credit: before.credit + credits,
      })
    }
    const whole = { from: wanted.from, to: wanted.to }
    const early = { to: '2026-03-31' }
    const [first = [], middle = [], last = []] = await readTotalsOf(store, wanted, [
      early,
      whole,
      { from: '2026-04-01' },
    ])
    const [apart = []] = await readTotalsOf(store, wanted, [{}])
    return {
      totals: shown(await readTotals(store, wanted)),
      replayed: shown([...groups.values()]),
      // Read together with others, and the whole as the sum of its parts.
      together: shown(middle),
      parts: debits([...first, ...last]),
      whole: debits(apart),
    }
  },
})

const debits = (totals: readonly Total[]): string => String(totals.reduce((sum, total) => sum + total.debit, 0n))
const shown = (totals: readonly Total[]): string[] =>
  totals
    .map((total) => JSON.stringify([...dimensions.map((name) => total[name]), `${total.debit}`, `${total.credit}`]))
    .sort()

const clerkInput = z.strictObject({
  date: z.string().optional(),
  amount: z.int(),
  category: z.string().optional(),
  shootType: z.string().optional(),
  method: z.string().optional(),
  cash: z.boolean().default(true),
  account: z.string().default('Rent'),
  times: z.int().default(1),
  failingFirst: z.boolean().default(false),
})

/** Posts whatever it is told, on any date. */
const past = operation({
  name: 'auditor.past',
  summary: 'Posts entries of the past.',
  kind: 'command',
  input: clerkInput,
  output: z.null(),
  errors: [AccountUnknown],
  async run(context, { date: businessDate, amount, cash, account, times, failingFirst, method, ...dimensions }) {
    const paid = Money.ofMinor(BigInt(amount), 'CNY')
    const failing = { amount, times: 1, failingFirst: false, cash, account: 'Nowhere' }
    if (failingFirst) await context.attempt(past, { ...failing, date: '2026-11-01' })
    for (let done = 0; done < times; done++) {
      const lines = [debit(account, paid, dimensions), credit(cash ? 'Bank:icbc' : 'AP:Suppliers', paid, { method })]
      await postEntry(context, { kind: 'manual', lines, amount: paid, businessDate })
    }
    return null
  },
})

/** Damages the totals, as a mistake of a later version might. */
const damage = operation({
  name: 'auditor.damage',
  summary: 'Puts totals out.',
  kind: 'command',
  input: z.strictObject({ period: z.string() }),
  output: z.null(),
  async run({ store }, { period }) {
    await store.updateWhere(ledgerTotals, { period, account: 'Rent' }, {}, { debit: 1n })
    return null
  },
})

const auditor = definePlugin({
  name: 'auditor',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { look, past, damage },
  roles: { manager: ['auditor.*'] },
})

const branches = ['main', 'north', 'south'] as const
const date = fc.integer({ min: epochDayOf('2024-12-30'), max: epochDayOf('2026-11-21') }).map(dateOfEpochDay)
const lately = fc.integer({ min: epochDayOf('2026-11-15'), max: epochDayOf('2026-11-21') }).map(dateOfEpochDay)
const maybe = <V>(values: fc.Arbitrary<V>) => fc.option(values, { nil: undefined })

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      branch: fc.constantFrom(...branches),
      date: maybe(fc.oneof(date, lately)),
      amount: fc.integer({ min: 1, max: 99 }),
      category: maybe(fc.constantFrom('wedding', 'album', closingCategory)),
      shootType: maybe(fc.constantFrom('children', 'portrait')),
      method: maybe(fc.constantFrom('cash', 'card')),
      cash: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
      failingFirst: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('total' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const), branch: fc.constantFrom(...branches) }) },
)

const wanted: fc.Arbitrary<WantedTotals> = fc.record(
  {
    from: date,
    to: fc.oneof(date, lately),
    branches: fc.subarray([...branches], { minLength: 1 }),
    accounts: fc.subarray(['Rent', 'Bank:icbc', 'AP:Suppliers'], { minLength: 1 }),
    categories: fc.subarray(['', 'wedding', 'album'], { minLength: 1 }),
    shootTypes: fc.subarray(['', 'children', 'portrait'], { minLength: 1 }),
    cash: fc.boolean(),
    closing: fc.boolean(),
    groupBy: fc.subarray([...dimensions]),
  },
  { requiredKeys: ['groupBy'] },
)

const everything: TotalDimension[] = [...dimensions]

describe('the totals', () => {
  it('equal the lines after every step, over any range, branches, accounts and dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), fc.array(wanted, { minLength: 20 }), async (steps, asked) => {
        const { engine, as, clock, manager } = await openStudio({ plugins: [auditor] })
        for (const [index, one] of steps.entries()) {
          if (one.do === 'post') {
            const { do: _, branch, ...entry } = one
            await as('manager', { branch }).auditor.past(entry)
          } else if (one.do === 'total') await manager.ledger.totalDays({})
          else if (one.do === 'rebuild') await as('manager', { branch: one.branch }).ledger.rebuildTotals({})
          else if (one.do === 'settle') await engine.settle()
          else clock.now = new Date(Date.parse(clock.now) + one.days * 86_400_000).toISOString()
          for (const whole of [{ groupBy: everything }, asked[index] ?? { groupBy: [] }]) {
            const look = await manager.auditor.look(whole)
            expect(look.totals).toEqual(look.replayed)
            expect(look.together).toEqual(look.replayed)
            expect(look.parts).toBe(look.whole)
          }
        }
        for (const branch of branches) {
          const { intact, differing } = await manager.ledger.verifyTotals({ branch })
          expect({ intact, differing }).toEqual({ intact: true, differing: [] })
        }
        await engine.close()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('show a manager of one branch that branch', async () => {
    const { as, manager } = await openStudio({ plugins: [auditor] })
    await manager.auditor.past({ date: '2026-11-01', amount: 5 })
    await as('manager', { branch: 'north' }).auditor.past({ date: '2026-11-01', amount: 7 })
    await manager.ledger.totalDays({ idempotencyKey: 'once' })
    const { totals } = await manager.auditor.look({ groupBy: ['branch'], branches: ['north'] })
    expect(totals).toEqual(['["north","","","","","",false,false,"7","7"]'])
  })

  it('of one branch made anew leave out nothing of a branch that was never totalled', async () => {
    const { as, clock, manager } = await openStudio({ plugins: [auditor] })
    await manager.auditor.past({ amount: 5 })
    await as('manager', { branch: 'north' }).auditor.past({ amount: 7 })
    clock.now = '2026-11-23T04:00:00.000Z'
    await manager.ledger.rebuildTotals({})
    const { totals, replayed } = await manager.auditor.look({ groupBy: ['branch'] })
    expect(totals).toEqual(replayed)
  })

  it('asked for by a manager of one branch leave out nothing of the others', async () => {
    const { engine, as, clock, manager } = await openStudio({ plugins: [auditor] })
    const actor = { id: 'lin', roles: [{ role: 'manager', branches: ['main'] }] }
    const ofMain = engine.as({ tenant: 'rose', branch: 'main', actor })
    await manager.auditor.past({ amount: 5 })
    await as('manager', { branch: 'north' }).auditor.past({ amount: 7 })
    clock.now = '2026-11-23T04:00:00.000Z'
    for (const ask of [
      () => ofMain.ledger.totalDays({}),
      () => ofMain.ledger.rebuildTotals({}),
      () => engine.settle(),
    ]) {
      await ask()
      const { totals, replayed } = await manager.auditor.look({ groupBy: ['branch'] })
      expect(totals).toEqual(replayed)
    }
    expect(await manager.ledger.verifyTotals({ branch: 'north' })).toMatchObject({
      through: '2026-11-22',
      intact: true,
    })
  })

  it('hold a new branch whose day ends after that of the others', async () => {
    const studio = {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      branches: { main: {}, far: { timeZone: 'Pacific/Honolulu' }, late: { dayStartsAt: '06:00' } },
    }
    const { as, clock, manager } = await openStudio({ plugins: [auditor], studio })
    await manager.auditor.past({ amount: 5 })
    // Half past midnight in Shanghai: the other branches are still in the day that is over here.
    clock.now = '2026-11-22T16:30:00.000Z'
    await manager.ledger.totalDays({})
    await as('manager', { branch: 'far' }).auditor.past({ amount: 7 })
    await as('manager', { branch: 'late' }).auditor.past({ amount: 9 })
    for (const now of ['2026-11-22T16:31:00.000Z', '2026-11-26T00:00:00.000Z']) {
      clock.now = now
      const { totals, replayed } = await manager.auditor.look({ groupBy: ['branch'] })
      expect(totals).toEqual(replayed)
      await manager.ledger.totalDays({})
    }
  })

  it('come of themselves, every hour, however long the history is', async () => {
    const { engine, clock, manager } = await openStudio({ plugins: [auditor] })
    await manager.auditor.past({ date: '2025-01-01', amount: 5 })
    await engine.settle()
    clock.now = '2026-11-22T05:30:00.000Z'
    await engine.settle()
    expect(await manager.ledger.verifyTotals({})).toMatchObject({ intact: true, through: '2026-11-21' })
  })

  it('pass over the years in which nothing happened', async () => {
    const { manager } = await openStudio({ plugins: [auditor] })
    for (const date of ['0203-02-01', '1999-12-31', '2026-11-20']) await manager.auditor.past({ date, amount: 5 })
    let calls = 1
    while ((await manager.ledger.totalDays({})).more) calls++
    expect(calls).toBe(3)
    expect(await manager.ledger.verifyTotals({})).toMatchObject({ intact: true })
    const { totals, replayed } = await manager.auditor.look({ groupBy: everything })
    expect(totals).toEqual(replayed)
  })

  it('wait until a day has been over for a quarter of an hour', async () => {
    const { clock, manager } = await openStudio({ plugins: [auditor] })
    await manager.auditor.past({ amount: 5 })
    // The day begins at four in the morning.
    clock.now = '2026-11-22T20:14:59.000Z'
    expect(await manager.ledger.totalDays({})).toMatchObject({ branches: [{ through: '2026-11-21' }] })
    clock.now = '2026-11-22T20:15:00.000Z'
    expect(await manager.ledger.totalDays({})).toMatchObject({ branches: [{ through: '2026-11-22' }] })
  })

  it('tell which periods are damaged, and are mended by a rebuild', async () => {
    const { manager } = await openStudio({ plugins: [auditor] })
    await manager.auditor.past({ date: '2026-10-01', amount: 5 })
    await manager.auditor.past({ date: '2026-10-02', amount: 5 })
    while ((await manager.ledger.totalDays({})).more);
    expect(await manager.ledger.verifyTotals({})).toMatchObject({ intact: true })
    await manager.auditor.damage({ period: '2026-10-02' })
    await manager.auditor.damage({ period: '2026' })
    expect(await manager.ledger.verifyTotals({})).toMatchObject({ intact: false, differing: ['2026', '2026-10-02'] })
    await manager.ledger.rebuildTotals({})
    while ((await manager.ledger.totalDays({})).more);
    expect(await manager.ledger.verifyTotals({})).toMatchObject({ intact: true, differing: [] })
  })

  it('hold every entry once while two engines total, post and import at once', async () => {
    const disk = memoryDisk()
    const one = await openStudio({ plugins: [auditor], storage: memory({ disk }) })
    const other = await openStudio({ plugins: [auditor], storage: memory({ disk }) })
    const desks = [one, other].flatMap(({ as }) => branches.map((branch) => as('manager', { branch })))
    await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const desk = desks[index % desks.length]
        if (index % 6 === 5) await desk?.ledger.totalDays({})
        else if (index % 7 === 6) await desk?.ledger.rebuildTotals({})
        else {
          const past = index % 3 === 0 ? {} : { date: addDays('2026-09-01', (index * 37) % 80) }
          await desk?.auditor.past({ ...past, amount: index + 1 })
        }
      }),
    )
    while ((await one.manager.ledger.totalDays({})).more);
    for (const branch of branches) {
      expect(await other.manager.ledger.verifyTotals({ branch })).toMatchObject({ intact: true, through: '2026-11-21' })
    }
    const { totals, replayed } = await other.manager.auditor.look({ groupBy: everything })
    expect(totals).toEqual(replayed)
  })
})

describe('periods of totals', () => {
  it('cover every date of a range once and no other, and are few', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1500 }), (from, days) => {
        const to = addDays(from, days)
        const covering = new Set(periodsCovering(from, to))
        for (let day = addDays(from, -400); day <= addDays(to, 400); day = addDays(day, 1)) {
          const covered = periodsOf(day).filter((period) => covering.has(period)).length
          expect(covered).toBe(day >= from && day <= to ? 1 : 0)
        }
        expect(covering.size).toBeLessThanOrEqual(60 + 22 + Math.ceil(days / 365))
      }),
      { numRuns: 200 },
    )
  })

  it('of a whole year are one', () => {
    expect(periodsCovering('2025-01-01', '2025-12-31')).toEqual(['2025'])
    expect(periodsCovering('2024-12-31', '2026-02-01')).toEqual(['2024-12-31', '2025', '2026-01', '2026-02-01'])
  })
})
