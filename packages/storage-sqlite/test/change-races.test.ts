/** Two engines on one store, of files and of memory: what is exchanged, cancelled and handed over at once happens in some order, and no money is lost. */
import { beforeEach, describe, expect, it } from 'vitest'
import { meetingPlaces, succeeded, twoEngines } from './two-engines.ts'

const flows = {
  stages: { flowOfKind: { shootPackage: 'handover', package: 'handover', product: 'handover', service: 'handover' } },
}

describe.each(meetingPlaces)('two engines on %s', (on) => {
  const { deskOf } = twoEngines({ on, settings: flows })
  let customerId = ''

  beforeEach(async () => {
    const { catalog, customers } = deskOf(0)
    await catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '100.00' })
    await catalog.addItem({ code: 'noble', kind: 'package', name: '尊享套系', price: '150.00' })
    await catalog.addItem({ code: 'simple', kind: 'package', name: '轻套系', price: '60.00' })
    await catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '10.00' })
    customerId = (await customers.register({ name: '王芳' })).id
  })

  async function placed() {
    const payment = { legs: [{ method: 'cash', amount: '110.00' }], purpose: 'earnest' as const }
    const lines = [{ item: 'classic' }, { item: 'frame' }]
    const order = await deskOf(0).orders.place({ customerId, lines, payment })
    return { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
  }

  /** What was paid is earned, or still the customer's; what is owed was earned. */
  async function balanced(orderId: string) {
    const { paid, recognised, forfeited, deposits, receivable } = await deskOf(0).ledger.balanceDue({ orderId })
    expect(Number(paid) + Number(receivable)).toBeCloseTo(Number(recognised) + Number(forfeited) + Number(deposits), 9)
  }

  it('exchange a line or hand it over: what was handed over is what it then was', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lineId } = await placed()
      const [exchanged, handed] = await Promise.all([
        deskOf(round).orders.exchangeLine.attempt({ orderId, lineId, item: 'noble' }),
        deskOf(round + 1).orders.pickUp.attempt({ orderId, lines: [lineId], arrearsAllowed: true }),
      ])
      expect(handed.ok).toBe(true)
      if (!exchanged.ok) expect(exchanged.error.code).toBe('LINE_NOT_CHANGEABLE')
      const { recognised } = await deskOf(0).ledger.balanceDue({ orderId })
      expect(recognised).toBe(exchanged.ok ? '150.00' : '100.00')
      await balanced(orderId)
    }
  })

  it('cancel a line or hand it over, never both', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lineId } = await placed()
      const [cancelled, handed] = await Promise.all([
        deskOf(round).orders.cancelLine.attempt({ orderId, lineId, refund: true }),
        deskOf(round + 1).orders.pickUp.attempt({ orderId, lines: [lineId] }),
      ])
      expect(succeeded([cancelled, handed])).toBe(1)
      if (!cancelled.ok) expect(cancelled.error.code).toBe('LINE_NOT_CHANGEABLE')
      if (!handed.ok) expect(['LINE_NOT_CHANGEABLE', 'BALANCE_DUE']).toContain(handed.error.code)
      const { recognised, forfeited } = await deskOf(0).ledger.balanceDue({ orderId })
      expect([recognised, forfeited]).toEqual(cancelled.ok ? ['0.00', '20.00'] : ['100.00', '0.00'])
      await balanced(orderId)
    }
  })

  it('exchange a line twice: both are kept, one after the other, and each read revision has one winner', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lineId } = await placed()
      const revision = round % 2 === 0 ? {} : { revision: 1 }
      const outcomes = await Promise.all(
        ['noble', 'simple'].map((item, at) =>
          deskOf(round + at).orders.exchangeLine.attempt({ orderId, lineId, item, ...revision }),
        ),
      )
      const made = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.exchange] : []))
      expect(made).toHaveLength(round % 2 === 0 ? 2 : 1)
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('ORDER_CHANGED')
      const [first, second] = made.sort((one, other) => one.revision - other.revision)
      if (second !== undefined) expect(second.amountBefore).toBe(first?.amount)
      const order = await deskOf(1).orders.get({ orderId })
      expect(order.lines[0]?.amount).toBe((second ?? first)?.amount)
      expect(order.revision).toBe(1 + made.length)
      for (const { revision: at, amount } of made) {
        expect((await deskOf(0).orders.version({ orderId, revision: at })).lines[0]?.amount).toBe(amount)
      }
      await balanced(orderId)
    }
  })
})
