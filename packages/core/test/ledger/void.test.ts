import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/index.ts'
import { on } from '../../src/engine/hook.ts'
import { approving } from '../../src/ledger/approval.ts'
import { voiding } from '../../src/ledger/hook-points.ts'
import { openStudio } from './counter.ts'

const reason = 'typed twice'

/** Stands for a host that knows its people: only `hong` may approve, and `ming` never did. */
const approvers = definePlugin({
  name: 'approvers',
  version: '1.0.0',
  requires: { ledger: '*' },
  hooks: [
    on(approving, (_, { approver, permission, vouch }) => {
      if (approver === 'hong' && permission === 'ledger.void') vouch()
    }),
  ],
})

async function paidOrder() {
  const studio = await openStudio({ plugins: [approvers] })
  const legs = [
    { method: 'cash', amount: '300', tendered: '400' },
    { method: 'card', amount: '200', tendered: '250', changeInCash: true },
  ]
  const receipt = await studio.manager.sales.open({ orderId: 'o1', total: '1000', legs })
  return { ...studio, receiptId: String(receipt.id) }
}

describe('a void', () => {
  it('puts every account back where it was, change included, and is linked to its receipt', async () => {
    const { manager, receiptId } = await paidOrder()
    const voided = await manager.ledger.voidReceipt({ receiptId, reason })
    expect(voided).toMatchObject({ kind: 'void', correctsId: receiptId, reason, amount: '500.00', orderId: 'o1' })
    expect(voided.legs.map(({ method, amount, refundOf }) => [method, amount, refundOf])).toEqual([
      ['cash', '300.00', { receiptId, leg: 1 }],
      ['card', '200.00', { receiptId, leg: 2 }],
    ])
    for (const { balance } of (await manager.ledger.trialBalance()).accounts) expect(balance).toBe('0.00')
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '0.00', balanceDue: '1000.00' })
    expect(await manager.ledger.receipt({ receiptId })).toMatchObject({ voidedBy: voided.id })
  })

  it('is done once, and leaves nothing to refund', async () => {
    const { manager, receiptId } = await paidOrder()
    const voided = await manager.ledger.voidReceipt({ receiptId, reason })
    const again = { code: 'RECEIPT_VOIDED', details: { receiptId, voidId: voided.id } }
    await expect(manager.ledger.voidReceipt({ receiptId, reason })).rejects.toMatchObject(again)
    await expect(manager.ledger.refund({ receiptId, amount: '1', reason })).rejects.toMatchObject(again)
    await expect(manager.ledger.refund({ receiptId: voided.id, amount: '1', reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_REFUNDABLE',
    })
    await expect(manager.ledger.voidReceipt({ receiptId: voided.id, reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_VOIDABLE',
    })
    await expect(manager.ledger.voidReceipt({ receiptId: 'none', reason })).rejects.toMatchObject({
      code: 'RECEIPT_UNKNOWN',
    })
  })

  it('against refunds and other voids has one winner', async () => {
    for (let round = 0; round < 10; round++) {
      const { manager, receiptId } = await paidOrder()
      const tries = [
        () => manager.ledger.voidReceipt.attempt({ receiptId, reason }),
        () => manager.ledger.refund.attempt({ receiptId, amount: '500', reason }),
        () => manager.ledger.voidReceipt.attempt({ receiptId, reason }),
      ]
      const turned = [...tries.slice(round % 3), ...tries.slice(0, round % 3)]
      const outcomes = await Promise.all(turned.map((one) => one()))
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
      expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '0.00', deposits: '0.00' })
    }
  })

  it('of a receipt that was refunded in part is refused', async () => {
    const { manager, receiptId } = await paidOrder()
    await manager.ledger.refund({ receiptId, amount: '0.01', reason })
    await expect(manager.ledger.voidReceipt({ receiptId, reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_VOIDABLE',
    })
  })

  it('is of the same business day and branch: after that it is a refund', async () => {
    const { manager, as, clock, receiptId } = await paidOrder()
    await expect(as('manager', { branch: 'east' }).ledger.voidReceipt({ receiptId, reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_VOIDABLE',
    })
    // 03:59 of the next calendar day is still the same business day.
    clock.now = '2026-11-22T20:00:00.000Z'
    await expect(manager.ledger.voidReceipt({ receiptId, reason })).rejects.toMatchObject({
      code: 'RECEIPT_NOT_VOIDABLE',
    })
    clock.now = '2026-11-22T19:59:59.999Z'
    await manager.ledger.voidReceipt({ receiptId, reason })
  })

  it('by a cashier needs an approver for whom the host vouches, and names that person', async () => {
    const { cashier, receiptId } = await paidOrder()
    const refused: readonly [string, string | undefined][] = [
      ['APPROVER_MISSING', undefined],
      ['APPROVER_REFUSED', 'cashier'],
      ['APPROVER_REFUSED', 'ming'],
    ]
    for (const [code, approver] of refused) {
      await expect(cashier.ledger.voidReceipt({ receiptId, reason, approver })).rejects.toMatchObject({ code })
    }
    expect(await cashier.ledger.voidReceipt({ receiptId, reason, approver: 'hong' })).toMatchObject({
      approver: 'hong',
      cashier: 'cashier',
    })
  })

  it('by a cashier is refused where no plugin vouches for anybody', async () => {
    const { cashier } = await openStudio()
    const legs = [{ method: 'cash', amount: '10' }]
    const { id } = await cashier.sales.open({ orderId: 'o1', total: '10', legs })
    await expect(cashier.ledger.voidReceipt({ receiptId: id, reason, approver: 'hong' })).rejects.toMatchObject({
      code: 'APPROVER_REFUSED',
    })
  })

  it('can be vetoed, as by a shift that was closed', async () => {
    const closed = definePlugin({
      name: 'closed',
      version: '1.0.0',
      requires: { ledger: '*' },
      hooks: [
        on(voiding, () => {
          throw new Error('the shift is closed')
        }),
      ],
    })
    const { manager } = await openStudio({ plugins: [closed] })
    const { id } = await manager.sales.open({ orderId: 'o1', total: '9', legs: [{ method: 'cash', amount: '9' }] })
    await expect(manager.ledger.voidReceipt({ receiptId: id, reason })).rejects.toThrow()
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '9.00' })
  })

  it('of what was delivered since is owed again; of what a cancellation kept it is refused', async () => {
    const { manager, receiptId } = await paidOrder()
    const amounts = [{ account: 'Income:Package', category: 'package', amount: '400' }]
    await manager.sales.deliver({ orderId: 'o1', amounts })
    await manager.ledger.voidReceipt({ receiptId, reason })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ receivable: '400.00', deposits: '0.00' })

    const other = await paidOrder()
    await other.manager.sales.cancel({ orderId: 'o1', forfeit: '100' })
    const late = other.manager.ledger.voidReceipt({ receiptId: other.receiptId, reason })
    await expect(late).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_DEPOSITS' })
  })

  it('of a bond gives up the bond', async () => {
    const { manager } = await paidOrder()
    const legs = [{ method: 'cash', amount: '300' }]
    const bond = await manager.ledger.takePayment({ orderId: 'o1', legs, purpose: 'bond' })
    await manager.ledger.voidReceipt({ receiptId: bond.id, reason })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '0.00', paid: '500.00' })
  })
})

describe('a reversal of a manual entry', () => {
  const lines = [
    { account: 'Rent', debit: '8000', category: 'rent' },
    { account: 'Bank:icbc', credit: '8000' },
  ]

  it('stands on the other sides, keeps the dimensions, names what it corrects, and is done once', async () => {
    const { manager } = await openStudio()
    const entry = await manager.ledger.post({ lines, memo: 'rent' })
    const back = await manager.ledger.reverse({ entryId: entry.id, reason: 'wrong month' })
    expect(back).toMatchObject({ kind: 'reversal', correctsId: entry.id, memo: 'wrong month', amount: '8000.00' })
    expect(back.lines.map(({ account, debit, credit, category }) => [account, debit, credit, category])).toEqual([
      ['Rent', '0.00', '8000.00', 'rent'],
      ['Bank:icbc', '8000.00', '0.00', null],
    ])
    const again = manager.ledger.reverse({ entryId: entry.id, reason })
    await expect(again).rejects.toMatchObject({ code: 'ENTRY_REVERSED', details: { reversalId: back.id } })
  })

  it('at the same time as another has one winner', async () => {
    const { manager } = await openStudio()
    const { id: entryId } = await manager.ledger.post({ lines, memo: 'rent' })
    const tries = [1, 2, 3, 4].map(() => manager.ledger.reverse.attempt({ entryId, reason }))
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('ENTRY_REVERSED')
  })

  it('is not for receipts, reversals, other branches, unknown entries or cashiers', async () => {
    const { manager, cashier, as } = await openStudio()
    const legs = [{ method: 'cash', amount: '10' }]
    const receipt = await manager.sales.open({ orderId: 'o1', total: '10', legs })
    const entry = await manager.ledger.post({ lines, memo: 'rent' })
    const east = as('manager', { branch: 'east' })
    await expect(east.ledger.reverse({ entryId: entry.id, reason })).rejects.toMatchObject({
      code: 'ENTRY_NOT_REVERSIBLE',
    })
    const back = await manager.ledger.reverse({ entryId: entry.id, reason })
    for (const entryId of [receipt.id, back.id]) {
      await expect(manager.ledger.reverse({ entryId, reason })).rejects.toMatchObject({ code: 'ENTRY_NOT_REVERSIBLE' })
    }
    await expect(manager.ledger.reverse({ entryId: 'none', reason })).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' })
    await expect(cashier.ledger.reverse({ entryId: entry.id, reason })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })
})
