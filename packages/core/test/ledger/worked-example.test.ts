import { describe, expect, it } from 'vitest'
import { openStudio } from './counter.ts'

type Desk = Awaited<ReturnType<typeof openStudio>>['manager']

/** The newest entry of an order, as `side account amount` lines in the order in which they stand. */
async function lastLines(desk: Desk, orderId: string): Promise<string[]> {
  const { items } = await desk.ledger.entries({ orderId })
  const lines = items.at(-1)?.lines ?? []
  return lines.map(({ account, debit, credit }) =>
    debit === '0.00' ? `Cr ${account} ${credit}` : `Dr ${account} ${debit}`,
  )
}

describe('a package of 4,999.00 less 5 %, from deposit to pickup', () => {
  it('stands in the journal line by line', async () => {
    const { manager: desk } = await openStudio()
    const orderId = 'wedding'
    await desk.sales.open({ orderId, total: '4749.05' })
    expect((await desk.ledger.entries({ orderId })).items).toEqual([])

    await desk.ledger.takePayment({ orderId, legs: [{ method: 'wechat', amount: '1000.00' }], purpose: 'earnest' })
    expect(await lastLines(desk, orderId)).toEqual(['Dr Clearing:WeChat 1000.00', 'Cr CustomerDeposits 1000.00'])
    expect(await desk.ledger.balanceDue({ orderId })).toMatchObject({ balanceDue: '3749.05', deposits: '1000.00' })

    const balance = await desk.ledger.takePayment({
      orderId,
      legs: [
        { method: 'cash', amount: '1749.05', tendered: '1800.00' },
        { method: 'card', amount: '2000.00' },
      ],
      purpose: 'balance',
    })
    expect(await lastLines(desk, orderId)).toEqual([
      'Dr Cash:Till:main 1749.05',
      'Dr Clearing:Card 2000.00',
      'Cr CustomerDeposits 3749.05',
    ])
    expect(balance).toMatchObject({ amount: '3749.05', change: '50.95', totalPaid: '4749.05', balanceDue: '0.00' })

    await desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '300' }], purpose: 'bond' })
    expect(await lastLines(desk, orderId)).toEqual(['Dr Cash:Till:main 300.00', 'Cr RentalBonds 300.00'])

    await desk.sales.change({ orderId, total: '5949.05' })
    const second = await desk.ledger.takePayment({ orderId, legs: [{ method: 'alipay', amount: '1200.00' }] })
    expect(await lastLines(desk, orderId)).toEqual(['Dr Clearing:Alipay 1200.00', 'Cr CustomerDeposits 1200.00'])

    await desk.sales.change({ orderId, total: '5749.05' })
    await desk.ledger.refund({ receiptId: second.id, amount: '200.00', reason: 'one print less' })
    expect(await lastLines(desk, orderId)).toEqual(['Dr CustomerDeposits 200.00', 'Cr Clearing:Alipay 200.00'])

    await desk.sales.deliver({
      orderId,
      amounts: [
        { account: 'Income:Package', category: 'package', amount: '3599.00', discount: '249.95' },
        { account: 'Income:DressRental', category: 'dress-rental', amount: '600.00' },
        { account: 'Income:Makeup', category: 'makeup', amount: '300.00' },
        { account: 'Income:AlbumAddOns', category: 'album-add-on', amount: '500.00' },
        { account: 'Income:SecondSale', category: 'second-sale', amount: '992.06' },
        { account: 'LoyaltyPoints', category: 'second-sale', amount: '7.94' },
      ],
    })
    expect(await lastLines(desk, orderId)).toEqual([
      'Dr CustomerDeposits 5749.05',
      'Dr Income:Discounts 249.95',
      'Cr Income:Package 3599.00',
      'Cr Income:DressRental 600.00',
      'Cr Income:Makeup 300.00',
      'Cr Income:AlbumAddOns 500.00',
      'Cr Income:SecondSale 992.06',
      'Cr LoyaltyPoints 7.94',
    ])
    expect(await desk.ledger.balanceDue({ orderId })).toMatchObject({
      paid: '5749.05',
      deposits: '0.00',
      receivable: '0.00',
      bond: '300.00',
    })
  })

  it('cancelled after 800 in cash, half of it forfeited, is one entry with the money that goes back', async () => {
    const { manager: desk } = await openStudio()
    const orderId = 'cancelled'
    await desk.sales.open({ orderId, total: '4749.05', legs: [{ method: 'cash', amount: '800.00' }] })
    const { receipt } = await desk.sales.cancel({ orderId, forfeit: '400.00', refund: 'rest' })
    expect(await lastLines(desk, orderId)).toEqual([
      'Dr CustomerDeposits 800.00',
      'Cr Income:ForfeitedDeposits 400.00',
      'Cr Cash:Till:main 400.00',
    ])
    expect(receipt).toMatchObject({ kind: 'cancellation', number: 'Fmain-261122-0001', amount: '400.00' })
    expect(await desk.ledger.balanceDue({ orderId })).toMatchObject({
      total: '400.00',
      paid: '400.00',
      balanceDue: '0.00',
    })
  })

  it('picked up with 500 unpaid becomes a receivable, which the next payment settles', async () => {
    const { manager: desk } = await openStudio()
    const orderId = 'arrears'
    await desk.sales.open({ orderId, total: '500.00' })
    await desk.sales.deliver({
      orderId,
      amounts: [{ account: 'Income:Package', category: 'package', amount: '500.00' }],
    })
    expect(await lastLines(desk, orderId)).toEqual(['Dr AR:Customers 500.00', 'Cr Income:Package 500.00'])
    await desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '499.60' }] })
    expect(await lastLines(desk, orderId)).toEqual(['Dr Cash:Till:main 499.60', 'Cr AR:Customers 499.60'])
    expect(await desk.ledger.balanceDue({ orderId })).toMatchObject({ receivable: '0.40', balanceDue: '0.40' })
  })
})
