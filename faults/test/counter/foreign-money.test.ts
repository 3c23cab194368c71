/** Two engines on one store take, refund and exchange the same foreign money while its till is closed: on every store. */
import { Money, type TrialBalanceRow } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { counterLab } from './lab.ts'
import { storeKinds } from './stores.ts'

const reason = 'both engines'
const usd = (amount: string) => [{ method: 'cash', currency: 'USD', amount }]
/** Debits less credits of an account in minor units of a currency. */
const sumOf = (accounts: readonly TrialBalanceRow[], of: (row: TrialBalanceRow) => boolean, currency: string) =>
  accounts
    .filter((row) => row.currency === currency && of(row))
    .reduce((sum, row) => sum + Money.of(row.balance, currency).minor, 0n)

for (const kind of storeKinds) {
  const { two } = counterLab(kind)

  describe.skipIf(kind.absent)(`foreign money on ${kind.name}`, { meta: kind.meta }, () => {
    it('loses no unit and none of its cost, whoever comes first', async () => {
      const [here, there] = await two()
      const desk = (turn: number) => (turn % 2 === 0 ? here : there).owner
      await desk(0).currency.setRates({ rates: [{ currency: 'USD', rate: '7.12' }], source: 'board' })
      const { id: customerId } = await desk(0).customers.register({ name: '王芳', phone: '13800000000' })
      await desk(0).catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '1000.00' })
      await desk(0).tills.define({ code: 'front', name: 'Front' })
      await desk(0).tills.openShift({ till: 'front', float: { amount: '100' } })
      const place = async () => (await desk(0).orders.place({ customerId, lines: [{ item: 'classic' }] })).id
      const orders = await Promise.all(Array.from({ length: 6 }, place))
      const receipts = []
      for (const orderId of orders) receipts.push(await desk(0).ledger.takePayment({ orderId, legs: usd('20.10') }))
      const first = receipts[0]?.id ?? ''
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 8 }, (_, turn) => {
          const leg = turn % 2 === 0 ? { leg: 1, amount: '5.00', currency: 'USD' } : { leg: 1, amount: '35.60' }
          return desk(turn).ledger.refund({ receiptId: first, legs: [leg], reason })
        }),
        ...orders.flatMap((orderId, turn) => [
          desk(turn).ledger.takePayment({ orderId, legs: usd('13.37') }),
          desk(turn + 1).ledger.exchange({
            from: { account: 'Cash:Till:front', amount: '9.99', currency: 'USD' },
            to: { account: 'Bank:icbc', amount: '71.50' },
          }),
        ]),
        desk(1).tills.closeShift({ cash: { amount: '100' }, foreign: [{ currency: 'USD', amount: '50' }] }),
      ])
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
      for (const code of refused) expect(['REFUND_EXCEEDS_LEFT', 'CASH_WITHOUT_SHIFT']).toContain(code)
      const { refunds } = await desk(1).ledger.receipt({ receiptId: first })
      expect(Number(refunds[0]?.foreign?.left)).toBeGreaterThanOrEqual(0)
      const { accounts } = await desk(1).ledger.trialBalance({})
      const [position] = await desk(0).ledger.positions({})
      const exchange = (row: TrialBalanceRow) => row.account === 'CurrencyExchange:USD'
      const held = sumOf(accounts, (row) => !exchange(row), 'USD')
      expect(Money.of(position?.held ?? '', 'USD').minor).toBe(held)
      expect(sumOf(accounts, exchange, 'USD')).toBe(-held)
      expect(Money.of(position?.cost ?? '', 'CNY').minor).toBe(sumOf(accounts, exchange, 'CNY'))
      expect(sumOf(accounts, () => true, 'CNY')).toBe(0n)
    })
  })
}
