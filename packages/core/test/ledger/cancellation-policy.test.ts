import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCancellationPolicy, forfeitBy } from '../../src/ledger/cancellation-policy.ts'
import { depositsOf, leastOf } from '../../src/ledger/standing.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const zero = cny('0')
const standing = (total: string, paid: string) => ({
  total: cny(total),
  paid: cny(paid),
  recognised: zero,
  forfeited: zero,
  waived: zero,
  writtenOff: zero,
})
const cash = (amount: string) => [{ method: 'cash', amount }]
const card = (amount: string) => [{ method: 'card', amount }]

describe('the policy of cancellation', () => {
  it.each([
    // total, paid, of it earnest: kept
    ['5000', '1000', '1000', '1000.00'],
    ['5000', '1000', '0', '0.00'],
    ['5000', '1500', '500', '500.00'],
    ['5000', '1500', '1500', '1000.00'],
    ['0.09', '0.09', '0.09', '0.01'],
  ])('of %s with %s paid, %s of it earnest money, keeps %s', (total, paid, earnest, kept) => {
    expect(forfeitBy(defaultCancellationPolicy, standing(total, paid), cny(earnest)).toString()).toBe(kept)
  })

  it('keeps something between nothing and the deposits, whatever the policy', () => {
    const percent = fc.integer({ min: 0, max: 100 })
    const minor = fc.bigInt({ min: 0n, max: 10n ** 9n })
    const policy = fc.record({ earnestKept: percent, earnestCap: percent, otherKept: percent })
    fc.assert(
      fc.property(policy, minor, minor, minor, minor, (one, total, paid, recognised, earnest) => {
        const at = {
          ...standing('0', '0'),
          total: Money.ofMinor(total + recognised, 'CNY'),
          paid: Money.ofMinor(paid, 'CNY'),
          recognised: Money.ofMinor(recognised, 'CNY'),
        }
        const forfeit = forfeitBy(one, at, leastOf(Money.ofMinor(earnest, 'CNY'), at.paid))
        expect(forfeit.isNegative()).toBe(false)
        expect(forfeit.atMost(depositsOf(at))).toBe(true)
      }),
    )
  })
})

describe('an order cancelled by policy', () => {
  async function paid() {
    const studio = await openStudio()
    await studio.manager.sales.open({ orderId: 'o1', total: '5000' })
    await studio.manager.ledger.takePayment({ orderId: 'o1', legs: card('400'), purpose: 'advance' })
    await studio.manager.ledger.takePayment({ orderId: 'o1', legs: cash('500'), purpose: 'earnest' })
    return studio
  }

  it('keeps the earnest money and gives the advance back the way it came', async () => {
    const { manager } = await paid()
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ deposits: '900.00', earnest: '500.00' })
    const { receipt, forfeited } = await manager.sales.cancel({ orderId: 'o1', forfeit: 'byPolicy', refund: 'rest' })
    expect(forfeited).toBe('500.00')
    expect(receipt.legs).toMatchObject([{ method: 'card', amount: '400.00' }])
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
      cancelled: true,
      forfeited: '500.00',
      deposits: '0.00',
      earnest: '0.00',
    })
    const { accounts } = await manager.ledger.trialBalance()
    expect(accounts.map(({ account, balance }) => [account, balance])).toEqual([
      ['Cash:Till:main', '500.00'],
      ['Clearing:Card', '0.00'],
      ['CustomerDeposits', '0.00'],
      ['Income:ForfeitedDeposits', '-500.00'],
    ])
  })

  it('counts no earnest money that was refunded or voided', async () => {
    const { manager } = await paid()
    const more = await manager.ledger.takePayment({ orderId: 'o1', legs: cash('50'), purpose: 'earnest' })
    await manager.ledger.voidReceipt({ receiptId: more.id, reason: 'twice' })
    const [first] = (await manager.ledger.receipts({ orderId: 'o1' })).items.filter((one) => one.amount === '500.00')
    await manager.ledger.refund({ receiptId: first?.id ?? '', amount: '200', reason: 'agreed' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ deposits: '700.00', earnest: '300.00' })
    expect(await manager.sales.cancel({ orderId: 'o1', forfeit: 'byPolicy' })).toMatchObject({ forfeited: '300.00' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ deposits: '400.00', earnest: '0.00' })
  })

  it('follows the settings of the studio', async () => {
    const { manager } = await paid()
    const cancellation = { earnestKept: 50, earnestCap: 100, otherKept: 10 }
    await manager.settings.change({ plugin: 'ledger', set: { cancellation } })
    expect(await manager.sales.cancel({ orderId: 'o1', forfeit: 'byPolicy' })).toMatchObject({ forfeited: '290.00' })
  })
})
