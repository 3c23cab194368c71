/** What happens to payments at providers, on every store. */
import { PaymentRunner } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { type Bank, settled } from './bank.ts'
import { counterLab } from './lab.ts'
import { storeKinds } from './stores.ts'

for (const kind of storeKinds) {
  const { store, newTenant, opened: openedFor } = counterLab(kind)
  let tenant = ''
  /** A bank of the studio of this test. */
  const openedAgain = async (): Promise<Bank> => openedFor(await store(), tenant)
  function opened(): Promise<Bank> {
    tenant = newTenant()
    return openedAgain()
  }

  describe.skipIf(kind.absent)(`payments on ${kind.name}`, { meta: kind.meta }, () => {
    describe('a payment at a provider', () => {
      it('calls nobody and posts nothing until it is sent, and pays its order when it settles', async () => {
        const { begin, owner, runner, provider, due, balance } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id, state, outcome } = await begin('1000.00')
        expect({ state, outcome, calls: provider.calls }).toEqual({ state: 'pending', outcome: 'none', calls: [] })
        expect(await due()).toBe('5000.00')
        provider.answers.push(settled('1000.00'))
        const paid = await runner.send(id)
        expect(paid).toMatchObject({ state: 'settled', outcome: 'applied', reference: 'ref-1' })
        expect(await due()).toBe('4000.00')
        expect(await balance('Clearing:WeChat')).toBe('1000.00')
        const { receipt } = await owner.ledger.receipt({ receiptId: paid.entryId ?? '' })
        expect(receipt).toMatchObject({
          amount: '1000.00',
          orderId: 'o1',
          legs: [{ method: 'wechat', amount: '1000.00' }],
        })
      })

      it('is unknown after a time-out, asked about with growing patience, and never sent twice', async () => {
        const { begin, owner, runner, provider, due, later } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push(new Error('ETIMEDOUT'), new Error('ETIMEDOUT'), { state: 'pending' }, settled('1000.00'))
        expect(await runner.send(id)).toMatchObject({ state: 'unknown', outcome: 'none' })
        expect(await runner.work()).toBe(0)
        for (let minute = 0; minute < 3; minute++) {
          later(1)
          await runner.work()
        }
        expect(provider.calls).toEqual(['pay', 'query', 'query', 'query'])
        expect(await due()).toBe('4000.00')
        const { facts } = await owner.payments.attempt({ attemptId: id })
        expect(facts.map((fact) => [fact.source, fact.state])).toEqual([
          ['call', 'unknown'],
          ['query', 'unknown'],
          ['query', 'pending'],
          ['query', 'settled'],
        ])
      })

      it('is unknown where the provider does not answer in time', async () => {
        const { begin, owner, engine, tenant, provider } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push(new Promise(() => {}))
        const hasty = new PaymentRunner(engine, { tenant, branch: 'main', answerWithinMs: 1 })
        expect(await hasty.send(id)).toMatchObject({ state: 'unknown' })
      })

      it('is asked about, not sent again, after a process died between the call and its record', async () => {
        const first = await opened()
        await first.owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await first.begin('1000.00')
        // The provider was called; the process ends before it could write down the answer.
        await first.desk('paymentRunner').payments.claim({ attemptId: id })
        const second = await openedAgain()
        second.provider.answers.push(settled('1000.00'))
        expect(await second.runner.work()).toBe(0)
        second.later(2)
        expect(await second.runner.work()).toBe(1)
        expect(second.provider.calls).toEqual(['query'])
        expect(await second.due()).toBe('4000.00')
      })

      it('has failed where the provider never heard of it, once nothing can be under way', async () => {
        const { begin, owner, runner, provider, later } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push(new Error('reset'), { state: 'absent' }, { state: 'absent' })
        await runner.send(id)
        later(1)
        await runner.work()
        expect((await owner.payments.attempt({ attemptId: id })).state).toBe('unknown')
        later(10)
        await runner.work()
        expect((await owner.payments.attempt({ attemptId: id })).state).toBe('failed')
      })

      it('is closed at the provider when its time is over, or lapses where it was never sent', async () => {
        const { begin, owner, runner, provider, later } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const sent = await begin('1000.00')
        await runner.send(sent.id)
        const unsent = await begin('500.00')
        later(31)
        provider.answers.push({ state: 'voided' })
        await runner.work()
        expect(provider.calls).toEqual(['pay', 'cancel'])
        expect((await owner.payments.attempt({ attemptId: sent.id })).state).toBe('voided')
        expect((await owner.payments.attempt({ attemptId: unsent.id })).state).toBe('failed')
      })

      it('is sent by one of two runners that work at once', async () => {
        const { begin, owner, runner, provider } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        await Promise.all([runner.send(id), runner.send(id), runner.work(), runner.work()])
        expect(provider.calls.filter((call) => call === 'pay')).toHaveLength(1)
      })

      it('is refused for more than is due, an unknown order or provider, another currency', async () => {
        const { begin, owner } = await opened()
        await expect(begin('1.00')).rejects.toMatchObject({ code: 'COMMITMENT_UNKNOWN' })
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        await expect(begin('5000.01')).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' })
        await expect(begin('0')).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' })
        const other = { orderId: 'o1', amount: '1.00' }
        await expect(owner.payments.begin({ ...other, provider: 'nobody' })).rejects.toMatchObject({
          code: 'PAYMENT_PROVIDER_UNKNOWN',
        })
        await expect(owner.payments.begin({ ...other, provider: 'bank', currency: 'USD' })).rejects.toMatchObject({
          code: 'CURRENCY_MISMATCH',
        })
      })

      it('cannot be said to have settled by anybody at the counter', async () => {
        const { begin, owner, desk } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        for (const role of ['cashier', 'manager', 'accountant']) {
          const report = { state: 'settled', moved: { amount: '1000.00', currency: 'CNY' } } as const
          const told = desk(role).payments.report({ attemptId: id, source: 'call', report })
          await expect(told).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
        }
        expect((await desk('cashier').payments.attempt({ attemptId: id })).state).toBe('pending')
      })

      it('is booked in its own branch, whoever hears of it', async () => {
        const { desk, owner, runner, provider } = await opened()
        const north = desk('owner', 'owner', 'north')
        await north.sales.open({ orderId: 'o9', total: '100.00' })
        const { id } = await north.payments.begin({ orderId: 'o9', provider: 'bank', amount: '100.00' })
        provider.answers.push(settled('100.00'))
        await runner.work()
        const { items } = await owner.ledger.receipts({ orderId: 'o9' })
        expect(items.map((one) => one.branch)).toEqual(['north'])
        const report = { state: 'pending' } as const
        const inMain = desk('paymentRunner').payments.report({ attemptId: id, source: 'query', report })
        await expect(inMain).rejects.toMatchObject({ code: 'PAYMENT_IN_OTHER_BRANCH' })
      })
    })

    describe('a late success', () => {
      it('after a failure pays the order where that is still due', async () => {
        const { begin, owner, runner, provider, deliver, due } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push({ state: 'failed' })
        expect(await runner.send(id)).toMatchObject({ state: 'failed', outcome: 'none' })
        expect(await deliver({ eventId: 'e1', id, amount: '1000.00' })).toMatchObject({
          state: 'settled',
          outcome: 'applied',
        })
        expect(await due()).toBe('4000.00')
      })

      it('of what was paid otherwise goes back, and the books show both', async () => {
        const { begin, owner, runner, provider, due, deliver, balance } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '1000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push({ state: 'failed' })
        await runner.send(id)
        await owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '1000.00' }] })
        expect(await deliver({ eventId: 'e1', id, amount: '1000.00' })).toMatchObject({ outcome: 'owed' })
        expect([await balance('Clearing:WeChat'), await balance('UnappliedPayments')]).toEqual(['1000.00', '-1000.00'])
        provider.answers.push(settled('1000.00'))
        await runner.work()
        expect(provider.calls).toEqual(['pay', 'refund'])
        expect([await balance('Clearing:WeChat'), await balance('UnappliedPayments')]).toEqual(['0.00', '0.00'])
        expect((await owner.payments.attempt({ attemptId: id })).outcome).toBe('returned')
        expect(await due()).toBe('0.00')
      })

      it('that cannot go back waits for a person, who may try again', async () => {
        const { begin, owner, runner, provider, deliver, balance } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '1000.00' })
        const { id } = await begin('1000.00')
        await owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '1000.00' }] })
        await deliver({ eventId: 'e1', id, amount: '1000.00' })
        provider.answers.push({ state: 'failed' })
        await runner.work()
        const [waiting] = (await owner.payments.attempts({ review: true })).items
        expect(waiting).toMatchObject({ kind: 'refund', state: 'failed', review: expect.stringContaining('refused') })
        await owner.payments.resolve({
          attemptId: waiting?.id ?? '',
          as: 'return',
          reason: 'the account is open again',
        })
        provider.answers.push(settled('1000.00'))
        await runner.work()
        expect([await balance('Clearing:WeChat'), await balance('UnappliedPayments')]).toEqual(['0.00', '0.00'])
        expect((await owner.payments.attempts({ review: true })).items).toEqual([])
      })
    })

    describe('webhooks', () => {
      it('delivered 50 times in parallel make one entry and 50 equal answers', async () => {
        const { begin, owner, deliver, due } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        const once = { eventId: 'e1', id, amount: '1000.00' }
        const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(once)))
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
        expect(answers[0]).toMatchObject({ attemptId: id, state: 'settled', outcome: 'applied' })
        expect((await owner.ledger.receipts({ orderId: 'o1' })).items).toHaveLength(1)
        expect(await due()).toBe('4000.00')
        expect((await owner.payments.attempt({ attemptId: id })).facts).toHaveLength(1)
      })

      it('may come before the answer to the call, and in the wrong order', async () => {
        const { begin, owner, runner, provider, deliver, due } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        await deliver({ eventId: 'e2', id, amount: '1000.00' })
        await deliver({ eventId: 'e1', id, state: 'pending' })
        await deliver({ eventId: 'e0', id, state: 'failed' })
        provider.answers.push(settled('1000.00'))
        expect(await runner.send(id)).toMatchObject({ state: 'settled', outcome: 'applied' })
        expect(await due()).toBe('4000.00')
      })

      it('that nobody signed are refused, and those about nothing we began are kept for a person', async () => {
        const { begin, owner, deliver, due } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        await expect(deliver({ eventId: 'e1', id, amount: '1000.00' }, 'forged')).rejects.toMatchObject({
          code: 'WEBHOOK_SIGNATURE_INVALID',
        })
        const nobody = { attemptId: null, state: null, outcome: null, entryId: null }
        expect(await deliver({ eventId: 'e2', id: 'somebody-else', amount: '1.00' })).toEqual(nobody)
        expect(await deliver({ eventId: 'e3', id, kind: 'refund', amount: '1000.00' })).toEqual(nobody)
        expect(await due()).toBe('5000.00')
      })

      it.each([
        ['1000.01', 'CNY'],
        ['1000.00', 'USD'],
      ])('over %s %s instead of 1000.00 CNY are held back', async (amount, currency) => {
        const { begin, owner, runner, deliver, due, provider } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        await runner.send(id)
        expect(await deliver({ eventId: 'e1', id, amount, currency })).toMatchObject({
          state: 'unknown',
          outcome: 'none',
        })
        const held = await owner.payments.attempt({ attemptId: id })
        expect(held).toMatchObject({ reported: { amount, currency }, review: expect.stringContaining('was intended') })
        // Even the right amount no longer moves anything by itself: one of the two is wrong.
        await deliver({ eventId: 'e2', id, amount: '1000.00' })
        expect(await due()).toBe('5000.00')
        await owner.payments.resolve({ attemptId: id, as: 'askAgain', reason: 'asked the provider' })
        provider.answers.push(settled('1000.00'))
        await runner.work()
        expect(await due()).toBe('4000.00')
      })

      it('over a wrong amount that is so are accepted or sent back, as a person decides', async () => {
        const { begin, owner, runner, provider, deliver, due, balance } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const one = await begin('1000.00')
        const two = await begin('1000.00')
        await deliver({ eventId: 'e1', id: one.id, amount: '900.00' })
        await deliver({ eventId: 'e2', id: two.id, amount: '100.00', currency: 'USD' })
        const accepted = await owner.payments.resolve({
          attemptId: one.id,
          as: 'accept',
          reason: 'a discount of the wallet',
        })
        expect(accepted).toMatchObject({ state: 'settled', outcome: 'applied', review: null })
        expect(await due()).toBe('4100.00')
        await owner.payments.resolve({ attemptId: two.id, as: 'return', reason: 'not ours' })
        provider.answers.push(settled('100.00', 'USD'))
        await runner.work()
        expect(await balance('Clearing:WeChat')).toBe('900.00')
        const { totals, accounts } = await owner.ledger.trialBalance({})
        expect(totals.find((total) => total.currency === 'USD')).toMatchObject({ debit: '200.00', credit: '200.00' })
        expect(accounts.filter((row) => row.currency === 'USD').map((row) => row.balance)).toEqual(['0.00', '0.00'])
        const again = owner.payments.resolve({ attemptId: one.id, as: 'accept', reason: 'twice' })
        await expect(again).rejects.toMatchObject({ code: 'PAYMENT_NOT_IN_REVIEW' })
      })
    })

    describe('a refund at the provider', () => {
      it('stands in the books at once, so that 20 in parallel give back what was paid and no more', async () => {
        const { owner, paid, runner, provider, balance } = await opened()
        const { entryId } = await paid('1000.00')
        const refund = () =>
          owner.payments.refund.attempt({ receiptId: entryId ?? '', amount: '100.00', reason: 'asked' })
        const first = await Promise.all(Array.from({ length: 20 }, refund))
        const then = await Promise.all(Array.from({ length: 20 }, refund))
        expect(first.filter((one) => one.ok)).toHaveLength(10)
        expect(then.every((one) => !one.ok && one.error.code === 'REFUND_EXCEEDS_LEFT')).toBe(true)
        provider.answers.push(...Array.from({ length: 10 }, () => settled('100.00')))
        await runner.work()
        expect(provider.calls.filter((call) => call === 'refund')).toHaveLength(10)
        expect(await balance('Clearing:WeChat')).toBe('0.00')
      })

      it('that the provider refuses is taken back, can be asked for anew, and counts if it goes out after all', async () => {
        const { owner, paid, runner, provider, deliver, due, balance } = await opened()
        const { entryId } = await paid('1000.00')
        const { id } = await owner.payments.refund({ receiptId: entryId ?? '', amount: '400.00', reason: 'asked' })
        expect(await due()).toBe('4400.00')
        provider.answers.push({ state: 'failed' })
        const refused = await runner.send(id)
        expect(refused).toMatchObject({ state: 'failed', outcome: 'putBack' })
        expect([await due(), await balance('Clearing:WeChat')]).toEqual(['4000.00', '1000.00'])
        const anew = await owner.payments.refund({
          receiptId: refused.entryId ?? '',
          amount: '150.00',
          reason: 'again',
        })
        expect(anew.paymentId).toBe(refused.paymentId)
        await deliver({ eventId: 'e1', id, kind: 'refund', amount: '400.00' })
        // 150.00 of the 400.00 is promised elsewhere by now: the provider has sent too much, and the books say so.
        expect(await balance('Clearing:WeChat')).toBe('450.00')
        expect(await balance('UnappliedPayments')).toBe('400.00')
      })

      it('is sent again where the provider never heard of it', async () => {
        const { owner, paid, runner, provider, later } = await opened()
        const { entryId } = await paid('1000.00')
        const { id } = await owner.payments.refund({ receiptId: entryId ?? '', amount: '400.00', reason: 'asked' })
        provider.answers.push(new Error('reset'), { state: 'absent' }, settled('400.00'))
        await runner.send(id)
        later(10)
        await runner.work()
        later(10)
        await runner.work()
        expect(provider.calls).toEqual(['pay', 'refund', 'query', 'refund'])
        expect((await owner.payments.attempt({ attemptId: id })).state).toBe('settled')
      })

      it('is refused of what came otherwise, and by those who only take money', async () => {
        const { owner, paid, desk } = await opened()
        const { entryId } = await paid('1000.00')
        const cash = await owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '10.00' }] })
        const asked = { amount: '1.00', reason: 'asked' }
        await expect(owner.payments.refund({ receiptId: cash.id, ...asked })).rejects.toMatchObject({
          code: 'PAYMENT_NOT_REFUNDABLE',
        })
        await expect(desk('cashier').payments.refund({ receiptId: entryId ?? '', ...asked })).rejects.toMatchObject({
          code: 'PERMISSION_MISSING',
        })
      })

      it('is what undoes such a receipt: it cannot be voided', async () => {
        const { owner, paid, due } = await opened()
        const { entryId } = await paid('1000.00')
        const voided = owner.ledger.voidReceipt({ receiptId: entryId ?? '', reason: 'mistaken' })
        await expect(voided).rejects.toMatchObject({
          code: 'VETOED',
          message: expect.stringContaining('payments.refund'),
        })
        expect(await due()).toBe('4000.00')
      })
    })

    describe('a settlement file', () => {
      const file = { provider: 'bank', batch: '2026-11-23', bank: 'main', currency: 'CNY' }

      it('moves what arrived to the bank, pays the fees, and is posted once', async () => {
        const { owner, paid, balance } = await opened()
        const { id } = await paid('2000.00')
        expect((await owner.payments.attempts({ arrived: false })).items.map((one) => one.id)).toEqual([id])
        const rows = [{ row: 'r1', kind: 'payment' as const, attemptId: id, amount: '2000.00', fee: '12.00' }]
        const first = await owner.payments.importSettlement({ ...file, rows })
        expect(first).toMatchObject({ matched: 1, known: 0, unmatched: [], elsewhere: [] })
        const again = await owner.payments.importSettlement({ ...file, batch: 'the same again', rows })
        expect(again).toMatchObject({ entryId: null, matched: 0, known: 1 })
        expect(await balance('Bank:main')).toBe('1988.00')
        expect(await balance('PaymentFees')).toBe('12.00')
        expect(await balance('Clearing:WeChat')).toBe('0.00')
        expect((await owner.payments.attempts({ arrived: false })).items).toEqual([])
      })

      it('lists what fits nothing, and posts none of it', async () => {
        const { owner, paid, balance } = await opened()
        const { id } = await paid('2000.00')
        const row = { kind: 'payment' as const, attemptId: id, amount: '2000.00', fee: '0' }
        const rows = [
          { ...row, row: 'r1', amount: '1999.99' },
          { ...row, row: 'r2', attemptId: 'nobody' },
          { ...row, row: 'r3', kind: 'refund' as const },
          { ...row, row: 'r4' },
          { ...row, row: 'r5' },
        ]
        const { unmatched, matched } = await owner.payments.importSettlement({ ...file, rows })
        expect(matched).toBe(1)
        expect(unmatched).toEqual([
          { row: 'r1', reason: 'amount' },
          { row: 'r2', reason: 'unknown' },
          { row: 'r3', reason: 'kind' },
          { row: 'r5', reason: 'again' },
        ])
        expect(await balance('Bank:main')).toBe('2000.00')
        const { items } = await owner.payments.unmatched({})
        expect(items.map(({ row: name, amount, reason }) => [name, amount, reason])).toEqual([
          ['r1', '1999.99', 'amount'],
          ['r2', '2000.00', 'unknown'],
          ['r3', '2000.00', 'kind'],
          ['r5', '2000.00', 'again'],
        ])
      })

      it('brings to light what succeeded without anybody hearing of it', async () => {
        const { owner, begin, runner, provider, due } = await opened()
        await owner.sales.open({ orderId: 'o1', total: '5000.00' })
        const { id } = await begin('1000.00')
        provider.answers.push({ state: 'failed' })
        await runner.send(id)
        const rows = [{ row: 'r1', kind: 'payment' as const, attemptId: id, amount: '1000.00', fee: '6.00' }]
        await owner.payments.importSettlement({ ...file, rows })
        expect(await due()).toBe('4000.00')
        expect(await owner.payments.attempt({ attemptId: id })).toMatchObject({ state: 'settled', outcome: 'applied' })
      })

      it('is refused whole where a row makes no sense', async () => {
        const { owner, paid } = await opened()
        const { id } = await paid('2000.00')
        const row = { row: 'r1', kind: 'payment' as const, attemptId: id, amount: '2000.00', fee: '0' }
        for (const wrong of [{ ...row, fee: '2000.01' }, { ...row, fee: '-1' }, { ...row, amount: '0' }, row]) {
          const rows = [row, wrong].slice(wrong === row ? 0 : 1)
          await expect(owner.payments.importSettlement({ ...file, rows })).rejects.toMatchObject({
            code: 'SETTLEMENT_ROW_INVALID',
          })
        }
      })
    })
  })
}
