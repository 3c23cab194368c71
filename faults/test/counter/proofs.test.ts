/** What must hold at a counter under any concurrency, on every store, from two engines and from two processes. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { counterViolations } from '../../src/counter/checks.ts'
import { callsOf } from '../../src/counter/file-provider.ts'
import { noon, openCounter } from '../../src/counter/studio.ts'
import { readerOf } from '../../src/stores/open.ts'
import type { Place } from '../../src/stores/place.ts'
import { type Bank, openBank, settled } from './bank.ts'
import { OtherDesk } from './other-desk.ts'
import { type FreshStore, storeKinds } from './stores.ts'

const reason = 'both at once'
const twenty = <T>(work: (turn: number) => T): T[] => Array.from({ length: 20 }, (_, turn) => work(turn))

for (const kind of storeKinds) {
  let store: FreshStore | undefined
  let studios = 0
  const ending: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })
  afterAll(() => store?.remove())

  async function opened(own: FreshStore, tenant: string): Promise<Bank> {
    const bank = await openBank(await own.open(), tenant)
    ending.push(() => bank.engine.close())
    return bank
  }
  /** Two engines of one studio, on the store that the tests of this kind share. */
  async function two(): Promise<readonly [Bank, Bank]> {
    store ??= await kind.fresh()
    const tenant = `studio-${++studios}`
    return [await opened(store, tenant), await opened(store, tenant)]
  }
  /** A store of one test's own that processes reach, and how to start one there. */
  async function reachable(): Promise<{
    here: Bank
    books: string
    start: (diesAtCall?: number) => Promise<OtherDesk>
  }> {
    const own = await kind.fresh()
    const folder = mkdtempSync(join(tmpdir(), 'calotype-counter-books-'))
    ending.push(() => rmSync(folder, { recursive: true, force: true }))
    ending.push(() => own.remove())
    const here = await opened(own, 'rose')
    const { place } = own
    if (place === undefined) throw new Error(`no process reaches ${kind.name}`)
    const books = join(folder, 'books')
    return {
      here,
      books,
      async start(diesAtCall) {
        const desk = await OtherDesk.start({ place, books, now: noon, diesAtCall: diesAtCall ?? null })
        ending.push(() => desk.end())
        return desk
      },
    }
  }
  async function whole(bank: Bank): Promise<void> {
    expect(await counterViolations(bank.owner)).toEqual([])
  }

  describe.skipIf(kind.absent)(`at the counter, on ${kind.name},`, { meta: kind.meta }, () => {
    it('one webhook delivered 50 times to two engines makes one entry and 50 equal answers', async () => {
      const [here, there] = await two()
      await here.owner.sales.open({ orderId: 'o1', total: '5000.00' })
      const { id } = await here.begin('1000.00')
      const deliveries = Array.from({ length: 50 }, (_, turn) =>
        (turn % 2 === 0 ? here : there).deliver({ eventId: 'e1', id, amount: '1000.00' }),
      )
      const answers = await Promise.all(deliveries)
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect((await there.owner.ledger.receipts({ orderId: 'o1' })).items).toHaveLength(1)
      expect((await there.owner.payments.attempt({ attemptId: id })).facts).toHaveLength(1)
      await whole(here)
    })

    it('of 1,000 paid, exactly ten of 20 and 20 more refunds of 100 go out', async () => {
      const [here, there] = await two()
      const legs = [{ method: 'wechat', amount: '1000' }]
      const receiptId = String(await here.owner.sales.open({ orderId: 'o1', total: '1000', legs }))
      const refunds = () =>
        Promise.all(
          twenty((turn) =>
            (turn % 2 === 0 ? here : there).owner.ledger.refund.attempt({ receiptId, amount: '100', reason }),
          ),
        )
      const outcomes = [...(await refunds()), ...(await refunds())]
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('REFUND_EXCEEDS_LEFT')
      expect(await there.owner.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '0.00', deposits: '0.00' })
      await whole(here)
    })

    it('a receipt is voided once or refunded, and no refund is refunded', async () => {
      const [here, there] = await two()
      await here.owner.sales.open({ orderId: 'o1', total: '9000' })
      for (let round = 0; round < 4; round++) {
        const legs = [{ method: 'card', amount: '100' }]
        const { id: receiptId } = await here.owner.ledger.takePayment({ orderId: 'o1', legs })
        const outcomes = await Promise.all([
          here.owner.ledger.voidReceipt.attempt({ receiptId, reason }),
          there.owner.ledger.refund.attempt({ receiptId, amount: '100', reason }),
          there.owner.ledger.voidReceipt.attempt({ receiptId, reason }),
        ])
        expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
      }
      const { id: receiptId } = await here.owner.ledger.takePayment({
        orderId: 'o1',
        legs: [{ method: 'card', amount: '50' }],
      })
      const refund = await here.owner.ledger.refund({ receiptId, amount: '50', reason })
      const again = there.owner.ledger.refund({ receiptId: refund.id, amount: '50', reason })
      await expect(again).rejects.toMatchObject({ code: 'RECEIPT_NOT_REFUNDABLE' })
      expect(await here.balance('Clearing:Card')).toBe('0.00')
      await whole(here)
    })

    it('a sale is in the shift that counted it, or refused, while its till closes', async () => {
      const [here, there] = await two()
      await here.owner.tills.define({ code: 'front', name: 'Front' })
      await here.owner.sales.open({ orderId: 'o1', total: '90000' })
      let taken = 0
      let refused = 0
      for (let before = 0; before <= 8; before += 2) {
        const shift = await here.owner.tills.openShift({ float: { amount: '0' } })
        const sale = (turn: number) =>
          (turn % 2 === 0 ? here : there).owner.ledger.takePayment({
            orderId: 'o1',
            legs: [{ method: 'cash', amount: '10' }],
          })
        const early = Array.from({ length: before }, (_, turn) => sale(turn))
        const settledEarly = Promise.allSettled(early)
        if (before > 0) await Promise.any(early)
        const closing = there.owner.tills.closeShift({ shiftId: shift.id, cash: { amount: '0' } })
        const late = Array.from({ length: 8 - before }, (_, turn) => sale(turn))
        const outcomes = [...(await settledEarly), ...(await Promise.allSettled(late))]
        const { expected } = await closing
        const done = outcomes.filter((outcome) => outcome.status === 'fulfilled').length
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('CASH_WITHOUT_SHIFT')
        }
        expect(expected).toBe(`${done * 10}.00`)
        taken += done
        refused += outcomes.length - done
      }
      expect([taken > 0, refused > 0]).toEqual([true, true])
      expect(await here.balance('Cash:Till:front')).toBe('0.00')
      await whole(here)
    })

    it('cash outside a shift is in what the next shift carries, or in the shift', async () => {
      const [here, there] = await two()
      await here.owner.tills.define({ code: 'front', name: 'Front', cashOutsideShift: true })
      await here.owner.sales.open({ orderId: 'o1', total: '90000' })
      for (let round = 0; round < 6; round++) {
        const sales = Array.from({ length: 6 }, (_, turn) =>
          (turn % 2 === 0 ? here : there).owner.ledger.takePayment({
            orderId: 'o1',
            till: 'front',
            legs: [{ method: 'cash', amount: '10' }],
          }),
        )
        const opening = there.owner.tills.openShift({ till: 'front', float: { amount: '100' } })
        await Promise.all([...sales, opening])
        await whole(here)
        await here.owner.tills.closeShift({ cash: { amount: '100' } })
        await whole(there)
      }
    })

    it('one of two opens a till, one of two takes it over, and a day is closed or has a shift', async () => {
      const [here, there] = await two()
      await here.owner.tills.define({ code: 'front', name: 'Front' })
      const ann = here.desk('ann', 'manager')
      const bob = there.desk('bob', 'manager')
      const codes = new Set<string>()
      const oneOf = async (
        works: readonly Promise<{ readonly ok: boolean; readonly error?: { readonly code: string } }>[],
      ) => {
        const outcomes = await Promise.all(works)
        expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
        for (const { error } of outcomes) if (error !== undefined) codes.add(error.code)
      }
      const float = { amount: '0' }
      const cash = { amount: '0' }
      for (let round = 0; round < 4; round++) {
        await oneOf([ann.tills.openShift.attempt({ float }), bob.tills.openShift.attempt({ float })])
        const [open] = await here.owner.tills.list({})
        const shiftId = String(open?.shiftId)
        await oneOf([
          ann.tills.handOver.attempt({ shiftId, cash, to: 'cho' }),
          bob.tills.handOver.attempt({ shiftId, cash, to: 'dee' }),
          bob.tills.closeShift.attempt({ shiftId, cash }),
        ])
        const left = (await here.owner.tills.shifts({ open: true })).items[0]
        if (left !== undefined) await here.owner.tills.closeShift({ shiftId: left.id, cash })
        await oneOf([
          there.owner.tills.closeDay.attempt({}),
          round % 2 === 0 ? ann.tills.openShift.attempt({ float }) : here.owner.tills.closeDay.attempt({}),
        ])
        const late = (await here.owner.tills.shifts({ open: true })).items[0]
        if (late === undefined) {
          const again = { date: '2026-11-22', reason }
          await oneOf([here.owner.tills.reopenDay.attempt(again), there.owner.tills.reopenDay.attempt(again)])
        } else await here.owner.tills.closeShift({ shiftId: late.id, cash })
      }
      const known = [
        'TILL_IN_USE',
        'TILL_SHIFT_NOT_OPEN',
        'TILL_DAY_CLOSED',
        'TILL_DAY_HAS_OPEN_SHIFTS',
        'TILL_DAY_NOT_CLOSED',
      ]
      expect(known).toEqual(expect.arrayContaining([...codes]))
      await whole(here)
    })

    it('what timed out at the provider is neither doubled nor lost, succeed it late or never', async () => {
      const [here, there] = await two()
      await here.owner.sales.open({ orderId: 'o1', total: '1000.00' })
      const { id } = await here.begin('1000.00')
      here.provider.answers.push(new Error('ETIMEDOUT'))
      expect(await here.runner.send(id)).toMatchObject({ state: 'unknown' })
      here.later(2)
      there.later(2)
      // Failed, as far as the one engine learns, while its success arrives at the other; and the order is paid in cash.
      here.provider.query = async () => ({ state: 'failed' })
      for (const { provider } of [here, there]) provider.settlesAll = true
      await Promise.all([
        here.runner.work(),
        there.deliver({ eventId: 'e1', id, amount: '1000.00' }),
        here.owner.ledger.takePayment.attempt({ orderId: 'o1', legs: [{ method: 'cash', amount: '1000.00' }] }),
        there.deliver({ eventId: 'e1', id, amount: '1000.00' }),
      ])
      const { outcome } = await here.owner.payments.attempt({ attemptId: id })
      expect(['applied', 'owed', 'returned']).toContain(outcome)
      await there.runner.work()
      expect(await here.balance('Clearing:WeChat')).toBe(outcome === 'applied' ? '1000.00' : '0.00')
      expect(await here.due()).toBe('0.00')
      await whole(here)
    })

    it('every sale is in one business day, also where a day has 23 or 25 hours', async () => {
      store ??= await kind.fresh()
      const tenant = `studio-${++studios}`
      const { engine, clock, owner } = await openCounter(await store.open(), { tenant, timeZone: 'America/New_York' })
      ending.push(() => engine.close())
      await owner.sales.open({ orderId: 'o1', total: '90000' })
      // The night in which the clocks go forward, and that in which they go back; the day begins at four.
      const days = [
        { first: Date.parse('2026-03-07T09:00:00Z'), hours: 23, dates: ['2026-03-06', '2026-03-07', '2026-03-08'] },
        { first: Date.parse('2026-10-31T08:00:00Z'), hours: 25, dates: ['2026-10-30', '2026-10-31', '2026-11-01'] },
      ] as const
      const soldAt = async (instant: number) => {
        clock.now = new Date(instant).toISOString()
        const legs = [{ method: 'card', amount: '1' }]
        return (await owner.ledger.takePayment({ orderId: 'o1', legs })).businessDate
      }
      for (const { first, hours, dates } of days) {
        const [before, day, after] = dates
        const end = first + hours * 3_600_000
        expect(await soldAt(first - 1)).toBe(before)
        for (let at = first; at < end; at += 3_600_000) expect(await soldAt(at)).toBe(day)
        expect(await soldAt(end - 1)).toBe(day)
        expect(await soldAt(end)).toBe(after)
        const { accounts } = await owner.ledger.trialBalance({ from: day, to: day })
        expect(accounts.find((one) => one.account === 'Clearing:Card')?.balance).toBe(`${hours + 1}.00`)
      }
    })

    it('a settlement file imported by two at once is posted once', async () => {
      const [here, there] = await two()
      await here.owner.sales.open({ orderId: 'o1', total: '5000.00' })
      const begun = [await here.begin('1000.00'), await here.begin('500.00'), await here.begin('70.00')]
      await here.deliver({ eventId: 'e1', id: begun[0]?.id ?? '', amount: '1000.00' })
      const rows = begun.map(({ id, amount }) => ({
        row: id,
        kind: 'payment' as const,
        attemptId: id,
        amount,
        fee: '1',
      }))
      const file = { provider: 'bank', batch: 'today', bank: 'main', currency: 'CNY' }
      const [one, other, ...deliveries] = await Promise.all([
        here.owner.payments.importSettlement({ ...file, rows }),
        there.owner.payments.importSettlement({ ...file, rows: rows.toReversed() }),
        there.deliver({ eventId: 'e2', id: begun[1]?.id ?? '', amount: '500.00' }),
        here.deliver({ eventId: 'e3', id: begun[2]?.id ?? '', amount: '70.00' }),
      ])
      expect([one.matched, other.matched, one.known, other.known].sort()).toEqual([0, 0, 3, 3])
      expect(deliveries.map(({ state }) => state)).toEqual(['settled', 'settled'])
      expect(await here.balance('Bank:main')).toBe('1567.00')
      expect(await here.balance('Clearing:WeChat')).toBe('0.00')
      expect(await here.due()).toBe('3430.00')
      await whole(here)
    })
  })

  describe.skipIf(kind.absent)(`a settlement file on ${kind.name}`, { meta: kind.meta }, () => {
    const file = { provider: 'bank', batch: 'today', bank: 'main', currency: 'CNY' }

    it('is matched in part, nets refunds and fees given back, and what is new in it is posted by the next', async () => {
      const [here, there] = await two()
      const { entryId, id: payment } = await here.paid('1000.00')
      const refund = await here.owner.payments.refund({ receiptId: String(entryId), amount: '400.00', reason })
      const late = await here.begin('70.00')
      const rows = [
        { row: 'r1', kind: 'payment' as const, attemptId: payment, amount: '1000.00', fee: '6.00' },
        { row: 'r2', kind: 'refund' as const, attemptId: refund.id, amount: '400.00', fee: '-2.40' },
        { row: 'r3', kind: 'payment' as const, attemptId: 'nobody', amount: '5.00', fee: '0' },
        { row: 'r4', kind: 'payment' as const, attemptId: late.id, amount: '71.00', fee: '0' },
        { row: 'r5', kind: 'payment' as const, attemptId: payment, amount: '1000.00', fee: '6.00' },
      ]
      const first = await here.owner.payments.importSettlement({ ...file, rows })
      expect(first).toMatchObject({ matched: 2, known: 0 })
      expect(first.unmatched.map(({ row, reason: why }) => `${row} ${why}`)).toEqual([
        'r3 unknown',
        'r4 amount',
        'r5 again',
      ])
      expect([await here.balance('Bank:main'), await here.balance('PaymentFees')]).toEqual(['596.40', '3.60'])
      expect(await here.balance('Clearing:WeChat')).toBe('0.00')
      const corrected = rows.map((row) => (row.row === 'r4' ? { ...row, amount: '70.00', fee: '0.42' } : row))
      const next = await there.owner.payments.importSettlement({ ...file, batch: 'tomorrow', rows: corrected })
      expect(next).toMatchObject({ matched: 1, known: 2 })
      expect(await here.balance('Bank:main')).toBe('665.98')
      const { items } = await here.owner.payments.unmatched({})
      expect(items.map(({ row, amount, reason: why }) => `${row} ${amount} ${why}`)).toEqual([
        'r3 5.00 unknown',
        'r5 1000.00 again',
      ])
      await whole(here)
    })

    it('that says something else of a row than was posted is told, and posts nothing', async () => {
      const [here, there] = await two()
      const { id } = await here.paid('1000.00')
      const row = { row: 'r1', kind: 'payment' as const, attemptId: id, amount: '1000.00', fee: '6.00' }
      await here.owner.payments.importSettlement({ ...file, rows: [row] })
      const changed = await there.owner.payments.importSettlement({ ...file, rows: [{ ...row, fee: '60.00' }] })
      expect(changed).toMatchObject({
        entryId: null,
        matched: 0,
        known: 0,
        unmatched: [{ row: 'r1', reason: 'changed' }],
      })
      expect((await here.owner.payments.unmatched({})).items).toMatchObject([
        { row: 'r1', fee: '6.00', reason: 'changed' },
      ])
      await there.owner.payments.importSettlement({ ...file, rows: [row] })
      expect((await here.owner.payments.unmatched({})).items).toEqual([])
      expect(await here.balance('Bank:main')).toBe('994.00')
    })

    it('of several branches is imported by each, also by who reaches one of them only', async () => {
      const [here] = await two()
      const { engine, tenant } = here
      const north = engine.as({
        tenant,
        branch: 'north',
        actor: { id: 'n', roles: [{ role: 'owner', branches: ['north'] }] },
      })
      const main = engine.as({
        tenant,
        branch: 'main',
        actor: { id: 'm', roles: [{ role: 'owner', branches: ['main'] }] },
      })
      const { id } = await here.paid('1000.00')
      await north.sales.open({ orderId: 'o9', total: '100.00' })
      const there = await north.payments.begin({ orderId: 'o9', provider: 'bank', amount: '100.00' })
      const rows = [
        { row: 'r1', kind: 'payment' as const, attemptId: id, amount: '1000.00', fee: '0' },
        { row: 'r2', kind: 'payment' as const, attemptId: there.id, amount: '100.00', fee: '0' },
        { row: 'r3', kind: 'payment' as const, attemptId: 'nobody', amount: '5.00', fee: '0' },
      ]
      // What he cannot see is to him a row of nobody, until its branch imports the file.
      expect(await main.payments.importSettlement({ ...file, rows })).toMatchObject({ matched: 1 })
      expect(await north.payments.importSettlement({ ...file, rows })).toMatchObject({ matched: 1, known: 1 })
      expect(await main.payments.importSettlement({ ...file, rows })).toMatchObject({ matched: 0, known: 2 })
      expect((await here.owner.payments.unmatched({})).items.map((one) => one.row)).toEqual(['r3'])
      expect(await here.balance('Bank:main')).toBe('1100.00')
      await whole(here)
    })
  })

  describe.skipIf(kind.absent || kind.name === 'memory')(`two processes on ${kind.name}`, { meta: kind.meta }, () => {
    it('let exactly ten refunds of 100 out of 1,000, and count every sale in the shift of its till', async () => {
      const { here, start } = await reachable()
      const legs = [{ method: 'wechat', amount: '1000' }]
      const receiptId = String(await here.owner.sales.open({ orderId: 'o1', total: '90000', legs }))
      const desks = [await start(), await start()]
      const all = async (order: Parameters<OtherDesk['tell']>[0]) =>
        (await Promise.all(desks.map((desk) => desk.tell(order)))).flatMap((told) => told ?? ['killed'])
      const refunds = { do: 'refund', times: 10, receiptId, amount: '100' } as const
      const refunded = [...(await all(refunds)), ...(await all(refunds))]
      expect(refunded.filter((one) => one === 'done')).toHaveLength(10)
      expect(new Set(refunded)).toEqual(new Set(['done', 'REFUND_EXCEEDS_LEFT']))
      await here.owner.tills.define({ code: 'front', name: 'Front' })
      const ann = here.desk('ann', 'manager')
      for (let round = 0; round < 3; round++) {
        const shift = await ann.tills.openShift({ float: { amount: '0' } })
        const selling = all({ do: 'pay', times: 6, clerk: 'ann', orderId: 'o1', till: 'front', amount: '10' })
        const closing = ann.tills.closeShift({ shiftId: shift.id, cash: { amount: '0' } })
        const sold = (await selling).filter((one) => one === 'done').length
        expect((await closing).expected).toBe(`${sold * 10}.00`)
      }
      await whole(here)
    })

    it('that run the payments send each once, though one is killed after the provider moved the money', async () => {
      const { here, books, start } = await reachable()
      await here.owner.sales.open({ orderId: 'o1', total: '90000' })
      const ids: string[] = []
      for (let count = 0; count < 12; count++) ids.push((await here.begin('10.00')).id)
      const [mortal, one, other] = await Promise.all([start(1), start(), start()])
      const work = { do: 'work', times: 2 } as const
      expect(await mortal.tell(work)).toBeUndefined()
      expect(callsOf(books)).toHaveLength(1)
      await Promise.all([one.tell(work), other.tell(work)])
      const sent = callsOf(books).map(({ id }) => id)
      expect(sent.toSorted()).toEqual(ids.toSorted())
      // What the killed one had sent is asked for once its claim has run out, by whoever comes.
      here.later(2)
      here.provider.query = async ({ id }) =>
        callsOf(books).some((one) => one.id === id) ? settled('10.00') : { state: 'absent' }
      await here.runner.work()
      expect(here.provider.calls).toEqual([])
      const { items } = await here.owner.payments.attempts({ limit: 200 })
      expect(items.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(ids.map(() => 'settled applied'))
      expect(await here.balance('Clearing:WeChat')).toBe('120.00')
      await whole(here)
    })
  })

  describe.skipIf(kind.absent || kind.name === 'memory')(
    `a refused command on ${kind.name}`,
    { meta: kind.meta },
    () => {
      it('changes not a byte', async () => {
        const own = await kind.fresh()
        ending.push(() => own.remove())
        const { owner, desk, begin } = await opened(own, 'rose')
        const { place } = own
        if (place === undefined) throw new Error('nobody else can read it')
        const legs = [{ method: 'cash', amount: '1000' }]
        const receiptId = String(await owner.sales.open({ orderId: 'o1', total: '1000', legs }))
        await owner.tills.define({ code: 'front', name: 'Front' })
        await owner.tills.openShift({ float: { amount: '5' } })
        const pay = (leg: object) =>
          owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '1', ...leg }] })
        const refusals: readonly [string, () => Promise<unknown>][] = [
          ['PAYMENT_EXCEEDS_DUE', () => pay({})],
          ['PAYMENT_METHOD_UNKNOWN', () => pay({ method: 'shells' })],
          ['REFUND_EXCEEDS_LEFT', () => owner.ledger.refund({ receiptId, amount: '1000.01', reason })],
          ['RECEIPT_UNKNOWN', () => owner.ledger.voidReceipt({ receiptId: 'none', reason })],
          [
            'ENTRY_UNBALANCED',
            () =>
              owner.ledger.post({
                memo: reason,
                lines: [
                  { account: 'Rent', debit: '2' },
                  { account: 'Bank:a', credit: '1' },
                ],
              }),
          ],
          ['CASHIER_BUSY', () => owner.tills.handOver({ cash: { amount: '5' }, to: 'owner' })],
          ['TILL_IN_USE', () => desk('bob', 'manager').tills.openShift({ float: { amount: '1' } })],
          [
            'CASH_COUNT_CONTRADICTS',
            () => owner.tills.closeShift({ cash: { amount: '1', denominations: [{ value: '100', pieces: 1 }] } }),
          ],
          ['TILL_DAY_HAS_OPEN_SHIFTS', () => owner.tills.closeDay({})],
          ['PAYMENT_EXCEEDS_DUE', () => begin('1')],
          [
            'SETTLEMENT_ROW_INVALID',
            () =>
              owner.payments.importSettlement({
                provider: 'bank',
                batch: 'b',
                bank: 'main',
                currency: 'CNY',
                rows: [{ row: '1', kind: 'payment', attemptId: 'a', amount: '0', fee: '0' }],
              }),
          ],
          [
            'PERMISSION_MISSING',
            () =>
              desk('cashier').ledger.post({
                memo: reason,
                lines: [
                  { account: 'Rent', debit: '1' },
                  { account: 'Bank:a', credit: '1' },
                ],
              }),
          ],
        ]
        for (const [code, refused] of refusals) {
          const before = await contentOf(place)
          await expect(refused(), code).rejects.toMatchObject({ code })
          expect(await contentOf(place), code).toEqual(before)
        }
      })
    },
  )
}

/** Of a file its bytes, with what waits beside it; of a server every row of every table. */
async function contentOf(place: Place): Promise<unknown> {
  if (place.kind === 'sqlite') {
    const files = ['', '-wal'].map((end) => createHash('sha256').update(readFileSync(`${place.file}${end}`)))
    return files.map((hash) => hash.digest('hex'))
  }
  const reader = await readerOf(place)
  try {
    const schema = place.kind === 'postgres' ? `'public'` : 'database()'
    const names = await reader.rows(
      `select table_name as name from information_schema.tables where table_schema = ${schema} order by table_name`,
    )
    const content: Record<string, string> = {}
    for (const { name } of names) {
      const rows = await reader.rows(`select * from ${String(name)}`)
      const lines = rows.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
      )
      content[String(name)] = lines.sort().join('\n')
    }
    return content
  } finally {
    await reader.close()
  }
}
