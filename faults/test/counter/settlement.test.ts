/** Settlement files against the clearing accounts, on every store. */
import { describe, expect, it } from 'vitest'
import { counterLab, whole } from './lab.ts'
import { storeKinds } from './stores.ts'

const reason = 'asked'

for (const kind of storeKinds) {
  const { two } = counterLab(kind)

  describe.skipIf(kind.absent)(`a settlement file on ${kind.name}`, { meta: kind.meta }, () => {
    const file = { provider: 'bank', batch: 'today', bank: 'main', currency: 'CNY' }

    it('that two import at once is posted once', async () => {
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
}
