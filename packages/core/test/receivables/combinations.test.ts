/** Debts together with what else happens to money: waivers taken back, and foreign money. */
import { describe, expect, it } from 'vitest'
import { openDebts } from './studio.ts'

const reason = 'test'

async function delivered() {
  const studio = await openDebts()
  const { owner, manager, register, order } = studio
  await owner.currency.setRates({
    rates: [
      { currency: 'USD', rate: '7.12' },
      { currency: 'JPY', rate: '0.0475' },
    ],
    source: 'test',
  })
  const customerId = await register('王芳')
  await order('o1', { customerId, total: '1000', paid: '200', delivered: '700' })
  const due = () => manager.ledger.balanceDue({ orderId: 'o1' })
  const balance = async (account: string) => (await manager.ledger.accountBalance({ account })).balance
  return { ...studio, customerId, due, balance }
}

describe('a waiver that is taken back', () => {
  it('is owed again since that day, and overdue after it', async () => {
    const { manager, owner, goTo } = await delivered()
    await owner.settings.change({ plugin: 'ledger', set: { waiverLimit: '1000', waiverLimitRaised: '1000' } })
    await manager.ledger.waive({ orderId: 'o1', reason })
    const { items } = await manager.ledger.entries({ orderId: 'o1' })
    goTo('2026-11-24')
    expect(await manager.receivables.aging({})).toMatchObject({ overdue: '0.00' })
    await manager.ledger.reverseWaiver({ entryId: items.at(-1)?.id ?? '', reason })
    goTo('2026-11-27')
    expect(await manager.receivables.aging({})).toMatchObject({ overdue: '500.00', count: 1 })
  })
})

describe('a debt that was written off', () => {
  it('is recovered by what foreign money is worth', async () => {
    const { manager, due, balance } = await delivered()
    const { entryId: writeOffId } = await manager.receivables.writeOff({ orderId: 'o1', amount: '300', reason })
    const paidIn = (currency: string, amount: string) =>
      manager.receivables.recover({ writeOffId, legs: [{ method: 'cash', currency, amount }] })
    expect(await paidIn('USD', '10')).toMatchObject({ amount: '71.20', receipt: { amount: '71.20' } })
    expect(await paidIn('JPY', '1000')).toMatchObject({ amount: '47.50', receipt: { amount: '47.50' } })
    expect(await balance('Income:BadDebtsRecovered')).toBe('-118.70')
    expect(await due()).toMatchObject({ writtenOff: '181.30', receivable: '200.00', paid: '318.70' })
    await expect(paidIn('USD', '26')).rejects.toMatchObject({ code: 'WRITE_OFF_LEFT_EXCEEDED' })
  })
})
