/** What must hold at a counter under any concurrency, on every store, from two engines. */
import { describe, expect, it } from 'vitest'
import { openCounter } from '../../src/counter/studio.ts'
import { counterLab, whole } from './lab.ts'
import { storeKinds } from './stores.ts'

const reason = 'both at once'
const twenty = <T>(work: (turn: number) => T): T[] => Array.from({ length: 20 }, (_, turn) => work(turn))

for (const kind of storeKinds) {
  const { store, two, newTenant, afterwards } = counterLab(kind)

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

    it('no stored value is spent twice, and no voucher', async () => {
      const [here, there] = await two()
      const { id: customerId } = await here.owner.customers.register({ name: '王芳' })
      await here.owner.ledger.topUp({ customerId, legs: [{ method: 'cash', amount: '100' }] })
      await here.owner.sales.open({ orderId: 'o1', total: '1000', customerId })
      const pay = (leg: { method: string; amount: string; code?: string }) =>
        Promise.all(
          twenty((turn) =>
            (turn % 2 === 0 ? here : there).owner.ledger.takePayment.attempt({ orderId: 'o1', legs: [leg] }),
          ),
        )
      const spent = await pay({ method: 'storedValue', amount: '40' })
      expect(spent.filter((outcome) => outcome.ok)).toHaveLength(2)
      const used = await pay({ method: 'meituan', amount: '5', code: '12345678' })
      expect(used.filter((outcome) => outcome.ok)).toHaveLength(1)
      expect(await there.owner.ledger.storedValue({ customerId })).toMatchObject({ balance: '20.00' })
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
        // However the others fare, one comes when the till is closed.
        late.push(closing.then(() => sale(8)))
        const settledLate = Promise.allSettled(late)
        const outcomes = [...(await settledEarly), ...(await settledLate)]
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
      const storage = await (await store()).open()
      const { engine, clock, owner } = await openCounter(storage, { tenant: newTenant(), timeZone: 'America/New_York' })
      afterwards(() => engine.close())
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
  })
}
