import { describe, expect, it } from 'vitest'
import { openStudio } from './counter.ts'

const reason = 'the dress is back'
const cash = (amount: string) => [{ method: 'cash', amount }]

async function held() {
  const studio = await openStudio()
  await studio.manager.sales.open({ orderId: 'o1', total: '1000', legs: cash('1000') })
  for (const legs of [cash('200'), [{ method: 'wechat', amount: '100' }]]) {
    await studio.manager.ledger.takePayment({ orderId: 'o1', legs, purpose: 'bond' })
  }
  return studio
}

describe('a bond', () => {
  it('goes back less the damage: 300 held, 50 kept, 250 out of the till', async () => {
    const { manager, cashier } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('300'), purpose: 'bond' })
    const back = await cashier.ledger.returnBond({ orderId: 'o1', kept: '50', reason })
    expect(back).toMatchObject({ kind: 'bondReturn', amount: '250.00', kept: '50.00', purpose: 'bond', reason })
    const [, entry] = (await manager.ledger.entries({ orderId: 'o1' })).items
    expect(entry?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['RentalBonds', '300.00', '0.00'],
      ['Cash:Till:main', '0.00', '250.00'],
      ['Income:DressRental', '0.00', '50.00'],
    ])
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '0.00', balanceDue: '1000.00' })
  })

  it('goes back by the legs it came by, the oldest first, in parts', async () => {
    const { manager } = await held()
    const first = await manager.ledger.returnBond({ orderId: 'o1', returned: '220', reason })
    expect(first.legs.map(({ method, amount }) => [method, amount])).toEqual([
      ['cash', '200.00'],
      ['wechat', '20.00'],
    ])
    const second = await manager.ledger.returnBond({ orderId: 'o1', kept: '80', reason })
    expect(second.legs).toEqual([])
    await expect(manager.ledger.returnBond({ orderId: 'o1', reason })).rejects.toMatchObject({
      code: 'AMOUNT_NOT_POSITIVE',
    })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '0.00', paid: '1000.00' })
  })

  it('is never returned or kept beyond what is held, refunds included', async () => {
    const { manager } = await held()
    const refused: readonly [string, object][] = [
      ['BOND_EXCEEDS_HELD', { kept: '300.01' }],
      ['BOND_EXCEEDS_HELD', { returned: '300', kept: '0.01' }],
      ['AMOUNT_NOT_POSITIVE', { kept: '-1' }],
      ['AMOUNT_NOT_POSITIVE', { returned: '-1', kept: '2' }],
      ['INCOME_ACCOUNT_REFUSED', { kept: '1', keptAccount: 'Rent' }],
      ['REFUND_METHOD_REFUSED', { method: 'voucher' }],
    ]
    for (const [code, given] of refused) {
      await expect(manager.ledger.returnBond({ orderId: 'o1', reason, ...given })).rejects.toMatchObject({ code })
    }
    const bonds = (await manager.ledger.receipts({ orderId: 'o1' })).items.filter((one) => one.purpose === 'bond')
    const outcomes = await Promise.all([
      ...bonds.map((bond) => manager.ledger.refund.attempt({ receiptId: bond.id, amount: bond.amount, reason })),
      manager.ledger.returnBond.attempt({ orderId: 'o1', kept: '100', reason }),
      manager.ledger.returnBond.attempt({ orderId: 'o1', reason }),
    ])
    expect(outcomes.some((outcome) => !outcome.ok)).toBe(true)
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '0.00' })
    expect(await manager.ledger.accountBalance({ account: 'RentalBonds' })).toMatchObject({ balance: '0.00' })
  })

  it('of which something was returned can no longer be voided or refunded in full', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const bond = await manager.ledger.takePayment({ orderId: 'o1', legs: cash('300'), purpose: 'bond' })
    await manager.ledger.returnBond({ orderId: 'o1', returned: '0', kept: '50', reason })
    await expect(manager.ledger.voidReceipt({ receiptId: bond.id, reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_VOIDABLE',
    })
    await expect(manager.ledger.refund({ receiptId: bond.id, amount: '250.01', reason })).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_LEFT',
    })
    await manager.ledger.refund({ receiptId: bond.id, amount: '250', reason })
  })
})

describe('a waiver', () => {
  const amounts = [{ account: 'Income:Package', category: 'package', amount: '500' }]

  async function delivered() {
    const studio = await openStudio()
    await studio.manager.sales.open({ orderId: 'o1', total: '500' })
    const recognitionId = await studio.manager.sales.deliver({ orderId: 'o1', amounts })
    await studio.manager.ledger.takePayment({ orderId: 'o1', legs: cash('499.60') })
    return { ...studio, recognitionId }
  }

  it('of 0.40 settles what was delivered and is a discount', async () => {
    const { cashier, manager } = await delivered()
    const balance = await cashier.ledger.waive({ orderId: 'o1', reason: 'no small change' })
    expect(balance).toMatchObject({ waived: '0.40', balanceDue: '0.00', receivable: '0.00', overpaid: '0.00' })
    const last = (await manager.ledger.entries({ orderId: 'o1' })).items.at(-1)
    expect(last).toMatchObject({ kind: 'waiver', memo: 'no small change', amount: '0.40' })
    expect(last?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['Income:Discounts', '0.40', '0.00'],
      ['AR:Customers', '0.00', '0.40'],
    ])
    expect((await manager.ledger.receivables({})).items).toEqual([])
    await expect(cashier.ledger.waive({ orderId: 'o1', reason })).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' })
  })

  it('is limited by what is owed, and by the role for all waivers of an order together', async () => {
    const { manager, cashier } = await delivered()
    await manager.ledger.refund({
      receiptId: (await manager.ledger.receipts({ orderId: 'o1' })).items[0]?.id ?? '',
      amount: '9.60',
      reason,
    })
    const waive = (amount: string) => cashier.ledger.waive({ orderId: 'o1', amount, reason })
    await expect(waive('10.01')).rejects.toMatchObject({ code: 'WAIVER_EXCEEDS_RECEIVABLE' })
    await expect(waive('1.01')).rejects.toMatchObject({ code: 'WAIVER_EXCEEDS_LIMIT' })
    await waive('0.60')
    await expect(waive('0.41')).rejects.toMatchObject({ code: 'WAIVER_EXCEEDS_LIMIT', details: { waived: '1.01' } })
    await waive('0.40')
    await manager.ledger.waive({ orderId: 'o1', amount: '5', reason })
    await manager.settings.change({ plugin: 'ledger', set: { waiverLimitRaised: '8' } })
    await expect(manager.ledger.waive({ orderId: 'o1', amount: '2.01', reason })).rejects.toMatchObject({
      code: 'WAIVER_EXCEEDS_LIMIT',
    })
    await manager.ledger.waive({ orderId: 'o1', amount: '2', reason })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ waived: '8.00', receivable: '2.00' })
  })

  it('is not for what is not delivered yet', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '500' })
    await expect(manager.ledger.waive({ orderId: 'o1', amount: '1', reason })).rejects.toMatchObject({
      code: 'WAIVER_EXCEEDS_RECEIVABLE',
    })
  })

  it('is undone with the delivery: nobody gets back what nobody paid', async () => {
    const { manager, recognitionId } = await delivered()
    await manager.ledger.waive({ orderId: 'o1', reason })
    await manager.sales.takeBack({ orderId: 'o1', recognitionId })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
      waived: '0.00',
      deposits: '499.60',
      balanceDue: '0.40',
    })
    expect(await manager.ledger.accountBalance({ account: 'Income:Discounts' })).toMatchObject({ balance: '0.00' })
  })

  it('is taken back once, linked to it: what was let go is owed again', async () => {
    const { cashier, manager } = await delivered()
    await cashier.ledger.waive({ orderId: 'o1', reason })
    const waiver = (await manager.ledger.entries({ orderId: 'o1' })).items.at(-1)
    const entryId = waiver?.id ?? ''
    await expect(cashier.ledger.reverseWaiver({ entryId, reason })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => manager.ledger.reverseWaiver.attempt({ entryId, reason: 'she paid it' })),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('ENTRY_REVERSED')
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
      waived: '0.00',
      receivable: '0.40',
      balanceDue: '0.40',
    })
    const last = (await manager.ledger.entries({ orderId: 'o1' })).items.at(-1)
    expect(last).toMatchObject({ kind: 'reversal', correctsId: entryId, memo: 'she paid it', amount: '0.40' })
    expect(last?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['AR:Customers', '0.40', '0.00'],
      ['Income:Discounts', '0.00', '0.40'],
    ])
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('0.40') })
    await expect(manager.ledger.reverseWaiver({ entryId: last?.id ?? '', reason })).rejects.toMatchObject({
      code: 'ENTRY_NOT_REVERSIBLE',
    })
    await expect(manager.ledger.reverseWaiver({ entryId: 'nothing', reason })).rejects.toMatchObject({
      code: 'ENTRY_UNKNOWN',
    })
  })

  it('of what is delivered no more cannot be taken back a second time', async () => {
    const { manager, recognitionId } = await delivered()
    await manager.ledger.waive({ orderId: 'o1', reason })
    const entryId = (await manager.ledger.entries({ orderId: 'o1' })).items.at(-1)?.id ?? ''
    await manager.sales.takeBack({ orderId: 'o1', recognitionId })
    await expect(manager.ledger.reverseWaiver({ entryId, reason })).rejects.toMatchObject({ code: 'WAIVER_UNDONE' })
  })

  it('leaves the total to the order, which may be set again', async () => {
    const { manager } = await delivered()
    await manager.ledger.waive({ orderId: 'o1', reason })
    await manager.sales.change({ orderId: 'o1', total: '500' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ total: '500.00', balanceDue: '0.00' })
    await expect(manager.sales.change({ orderId: 'o1', total: '499.60' })).rejects.toMatchObject({
      code: 'COMMITMENT_BELOW_EARNED',
    })
  })
})
