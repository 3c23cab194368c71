/** Two engines on one file try to give the same money away twice. */
import { describe, expect, it } from 'vitest'
import { twoEngines } from './two-engines.ts'

const reason = 'both engines'

const { deskOf } = twoEngines({ actors: ['li-na', 'li-na'] })

async function order(legs: { method: string; amount: string }[]) {
  const desk = deskOf(0)
  const { id: customerId } = await desk.customers.register({ name: '王芳', phone: '13800000000' })
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '1000.00' })
  const { id: orderId } = await desk.orders.place({ customerId, lines: [{ item: 'classic' }] })
  const receipt = legs.length === 0 ? undefined : await desk.ledger.takePayment({ orderId, legs })
  return { customerId, orderId, receiptId: receipt?.id ?? '' }
}

describe('two engines on one file', () => {
  it('let exactly ten of 20 and 20 more refunds of 100 through, of 1,000 paid', async () => {
    const { receiptId, orderId } = await order([{ method: 'wechat', amount: '1000' }])
    const twenty = () =>
      Promise.all(
        Array.from({ length: 20 }, (_, turn) =>
          deskOf(turn).ledger.refund.attempt({ receiptId, amount: '100', reason }),
        ),
      )
    const outcomes = [...(await twenty()), ...(await twenty())]
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('REFUND_EXCEEDS_LEFT')
    expect(await deskOf(1).ledger.balanceDue({ orderId })).toMatchObject({ paid: '0.00', deposits: '0.00' })
  })

  it('void a receipt or refund it, once', async () => {
    const { receiptId } = await order([{ method: 'wechat', amount: '1000' }])
    const outcomes = await Promise.all([
      deskOf(0).ledger.voidReceipt.attempt({ receiptId, reason }),
      deskOf(1).ledger.refund.attempt({ receiptId, amount: '1000', reason }),
      deskOf(1).ledger.voidReceipt.attempt({ receiptId, reason }),
    ])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    const { balance } = await deskOf(0).ledger.accountBalance({ account: 'Clearing:WeChat' })
    expect(balance).toBe('0.00')
  })

  it('spend no stored value twice, and no voucher', async () => {
    const { customerId, orderId } = await order([])
    await deskOf(0).ledger.topUp({ customerId, legs: [{ method: 'cash', amount: '100' }] })
    const pay = (leg: { method: string; amount: string; code?: string }) =>
      Promise.all(
        Array.from({ length: 8 }, (_, turn) => deskOf(turn).ledger.takePayment.attempt({ orderId, legs: [leg] })),
      )
    const spent = await pay({ method: 'storedValue', amount: '40' })
    expect(spent.filter((outcome) => outcome.ok)).toHaveLength(2)
    const used = await pay({ method: 'meituan', amount: '5', code: '12345678' })
    expect(used.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(await deskOf(1).ledger.storedValue({ customerId })).toMatchObject({ balance: '20.00' })
  })

  /** `taken`, or the code of the error: what a hook refuses with stands in no operation's list. */
  const outcomeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'taken',
      (error: { code: string }) => error.code,
    )

  it('sell while one of them closes the till: each sale is in the shift that was counted, or refused', async () => {
    const { orderId } = await order([])
    await deskOf(0).tills.define({ code: 'front', name: 'Front' })
    const pay = (turn: number) =>
      outcomeOf(deskOf(turn).ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '1' }] }))
    const met = new Set<string>()
    for (let before = 0; before <= 6; before += 2) {
      const { id: shiftId } = await deskOf(before).tills.openShift({ float: { amount: '0' } })
      const sales = Array.from({ length: before }, (_, turn) => pay(turn))
      const closing = deskOf(1).tills.closeShift({ cash: { amount: '0' } })
      for (let turn = before; turn < 6; turn++) sales.push(pay(turn))
      const outcomes = await Promise.all(sales)
      await closing
      for (const outcome of outcomes) met.add(outcome)
      const sold = outcomes.filter((outcome) => outcome === 'taken').length
      expect((await deskOf(0).tills.shiftReport({ shiftId })).expected).toBe(`${sold}.00`)
      expect((await deskOf(1).ledger.accountBalance({ account: 'Cash:Till:front' })).balance).toBe('0.00')
    }
    expect(met).toEqual(new Set(['taken', 'CASH_WITHOUT_SHIFT']))
  })

  it('learn of the first till of a branch at once, whatever one of them remembers', async () => {
    const { orderId } = await order([])
    const pay = (turn: number) =>
      outcomeOf(deskOf(turn).ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '1' }] }))
    for (const turn of [0, 0, 1, 1]) expect(await pay(turn)).toBe('taken')
    await deskOf(1).tills.define({ code: 'front', name: 'Front' })
    for (const turn of [0, 1]) expect(await pay(turn)).toBe('CASH_WITHOUT_SHIFT')
    const { id } = await deskOf(1).tills.openShift({ float: { amount: '0' } })
    for (const turn of [0, 1]) expect(await pay(turn)).toBe('taken')
    expect((await deskOf(0).tills.shiftReport({ shiftId: id })).expected).toBe('2.00')
  })

  it('answer a repeated key alike, also over what the first has done', async () => {
    const { orderId } = await order([])
    const request = { orderId, legs: [{ method: 'cash', amount: '1000' }], idempotencyKey: 'press-1' }
    // Nothing is left to pay after the first: whoever comes later still gets its receipt.
    const answers = await Promise.all([0, 1, 0, 1].map((turn) => deskOf(turn).ledger.takePayment(request)))
    expect(new Set(answers.map((answer) => answer.number)).size).toBe(1)
    expect(await deskOf(1).ledger.takePayment(request)).toEqual(answers[0])
    expect((await deskOf(0).ledger.receipts({ orderId })).items).toHaveLength(1)
  })
})
