/** Two engines on one store receive, bill, return and void the same goods at once: on every store. */
import { describe, expect, it } from 'vitest'
import { counterLab } from './lab.ts'
import { storeKinds } from './stores.ts'

const reason = 'both engines'

for (const kind of storeKinds) {
  const { two } = counterLab(kind)

  /** A supplier with an order over 30 albums at 10.00, of which twelve came in three deliveries. */
  async function purchases() {
    const [here, there] = await two()
    const desk = (turn: number) => (turn % 2 === 0 ? here : there).owner
    const { id: supplierId } = await desk(0).payables.addSupplier({ name: '晨光相册厂' })
    await desk(0).inventory.addItem({ code: 'album', kind: 'product', name: 'Album', valuation: 'fifo' })
    const lines = [{ item: 'album', quantity: 30, price: '10.00' }]
    const { id: orderId } = await desk(0).procurement.draftOrder({ supplierId, lines })
    await desk(0).procurement.submitOrder({ orderId })
    const receive = (accepted: number, turn: number) =>
      desk(turn).procurement.receive({ supplierId, lines: [{ orderId, line: 1, accepted }] })
    const goods: string[] = []
    for (let turn = 0; turn < 3; turn++) goods.push((await receive(4, turn)).lines[0]?.id ?? '')
    const balanced = async () => {
      const { total, account, difference } = await desk(1).procurement.unbilled({})
      expect(difference).toBe('0.00')
      expect(account).toBe(total.net)
      const { debit, credit } = (await desk(0).ledger.trialBalance({})).totals[0] ?? {}
      expect(debit).toBe(credit)
      return total.net
    }
    return { desk, supplierId, orderId, goods, receive, balanced }
  }

  const settled = async (work: readonly Promise<unknown>[], codes: readonly string[]): Promise<number> => {
    const outcomes = await Promise.allSettled(work)
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    for (const error of refused) expect(codes, String(error)).toContain(error.code)
    return outcomes.length - refused.length
  }

  describe.skipIf(kind.absent)(`purchases on ${kind.name}`, { meta: kind.meta }, () => {
    it('never come to more than was ordered, and are never billed twice', async () => {
      const { desk, supplierId, orderId, goods, receive, balanced } = await purchases()
      const came = Array.from({ length: 8 }, (_, turn) => receive(5, turn))
      expect(await settled(came, ['RECEIPT_BEYOND_ORDER'])).toBe(3)
      expect((await desk(1).procurement.order({ orderId })).lines).toMatchObject([{ received: 27, outstanding: 3 }])
      const [openId = ''] = goods
      const bills = Array.from({ length: 6 }, (_, turn) =>
        desk(turn).procurement.bill({
          supplierId,
          number: `${turn}`,
          lines: [{ openId, quantity: 2, amount: '21.00' }],
        }),
      )
      expect(await settled(bills, ['UNBILLED_EXCEEDED'])).toBe(2)
      expect(await balanced()).toBe('230.00')
    })

    it('are billed, returned, charged and voided in any order, and the books agree', async () => {
      const { desk, supplierId, goods, receive, balanced } = await purchases()
      const [first = '', second = '', third = ''] = goods
      const { document } = await desk(0).procurement.bill({
        supplierId,
        number: 'first',
        lines: [first, second].map((openId) => ({ openId, quantity: 2, amount: '22.00' })),
      })
      const { receiptId } = await desk(0)
        .procurement.openItems({ kind: 'goods' })
        .then(({ items }) => ({ receiptId: items[0]?.sourceId ?? '' }))
      const backwards = goods.toReversed()
      await settled(
        [
          ...[0, 1, 2, 3].map((turn) =>
            desk(turn).procurement.bill({
              supplierId,
              number: `bill ${turn}`,
              lines: (turn % 2 === 0 ? goods : backwards).map((openId) => ({ openId, quantity: 1, amount: '10.50' })),
            }),
          ),
          ...[first, third].map((receiptLineId, turn) =>
            desk(turn + 1).procurement.returnGoods({ lines: [{ receiptLineId, quantity: 1 }], reason }),
          ),
          desk(0).payables.voidDocument({ documentId: document.id, reason }),
          desk(1).procurement.addCharge({ receiptId, supplierId, description: 'freight', amount: '3.00' }),
          desk(0).inventory.issue({ lines: [{ item: 'album', quantity: 2 }] }),
          receive(2, 1),
        ],
        ['UNBILLED_EXCEEDED', 'UNBILLED_NOT_FITTING', 'VETOED', 'APPROVER_MISSING'],
      )
      await balanced()
      expect(await desk(1).inventory.verify({})).toMatchObject({ intact: true, differing: [], accounts: [] })
    })
  })
}
