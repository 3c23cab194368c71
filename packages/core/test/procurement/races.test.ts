import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { type Desk, onHand, openBuying, sentOrder, unbilledNet } from './studio.ts'

const reason = 'race'

/** Two engines on one memory, with an order over ten albums at 10.00. */
async function twoDesks() {
  const disk = memoryDisk()
  const here = await openBuying({ storage: memory({ disk }) })
  const there = await openBuyingOn(disk)
  const { manager, factory } = here
  const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 10, price: '10.00' }])
  const receive = (accepted: number, desk: Desk = manager) =>
    desk.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted }] })
  const many = async <T>(count: number, work: (own: Desk, turn: number) => Promise<T>) => {
    const desk = (turn: number) => (turn % 2 === 0 ? manager : there)
    const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, turn) => work(desk(turn), turn)))
    const refused = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    )
    return { done: outcomes.length - refused.length, codes: [...new Set(refused)].sort() }
  }
  return { ...here, orderId, receive, many }
}

async function openBuyingOn(disk: ReturnType<typeof memoryDisk>): Promise<Desk> {
  const { openStockroom } = await import('../inventory/studio.ts')
  return (await openStockroom({ storage: memory({ disk }) })).manager
}

describe('two engines at once', () => {
  it('receive no more of an order than was ordered', async () => {
    const { manager, orderId, receive, many } = await twoDesks()
    expect(await many(8, (desk) => receive(3, desk))).toEqual({ done: 3, codes: ['RECEIPT_BEYOND_ORDER'] })
    expect(await onHand(manager, 'album')).toBe(9)
    expect((await manager.procurement.order({ orderId })).lines).toMatchObject([{ received: 9, outstanding: 1 }])
    expect(await unbilledNet(manager)).toBe('90.00')
  })

  it('bill each unit of a delivery once', async () => {
    const { manager, factory, receive, many } = await twoDesks()
    const openId = (await receive(10)).lines[0]?.id ?? ''
    const bill = (desk: Desk, turn: number) =>
      desk.procurement.bill({ supplierId: factory, number: `${turn}`, lines: [{ openId, quantity: 3 }] })
    expect(await many(8, bill)).toEqual({ done: 3, codes: ['UNBILLED_EXCEEDED'] })
    expect(await unbilledNet(manager)).toBe('10.00')
    expect(await balanceOf(manager)).toBe('-90.00')
  })

  it('bill goods or send them back, and credit a claim once', async () => {
    const { manager, factory, receive, many } = await twoDesks()
    const { lines, receipt } = await receive(10)
    const openId = lines[0]?.id ?? ''
    const either = await many<unknown>(10, (desk, turn) =>
      turn % 3 === 0
        ? desk.procurement.bill({ supplierId: factory, number: `${turn}`, lines: [{ openId, quantity: 2 }] })
        : desk.procurement.returnGoods({ lines: [{ receiptLineId: openId, quantity: 1 }], reason }),
    )
    expect(either.done).toBeGreaterThan(7)
    await unbilledNet(manager)
    const { items } = await manager.procurement.openItems({ kind: 'goods' })
    for (const { id } of items) {
      await manager.procurement.bill({ supplierId: factory, number: `rest ${id}`, lines: [{ openId: id }] })
    }
    const { open } = await manager.procurement.receipt({ receiptId: receipt.id })
    const kept = open.find((one) => one.id === openId)?.billedQuantity ?? 0
    if (kept > 0) await manager.procurement.returnGoods({ lines: [{ receiptLineId: openId, quantity: kept }], reason })
    for (const claim of (await manager.procurement.openItems({ kind: 'returned' })).items) {
      const credit = (desk: Desk, turn: number) =>
        desk.procurement.creditNote({
          supplierId: factory,
          number: `C ${claim.id} ${turn}`,
          lines: [{ openId: claim.id, quantity: claim.openQuantity }],
        })
      expect(await many(4, credit)).toEqual({ done: 1, codes: ['UNBILLED_EXCEEDED'] })
    }
    expect(await unbilledNet(manager)).toBe('0.00')
  })

  it('bill several deliveries in any order without waiting for each other for ever', async () => {
    const { manager, factory, receive, many } = await twoDesks()
    const ids: string[] = []
    for (let delivery = 0; delivery < 4; delivery++) ids.push((await receive(2)).lines[0]?.id ?? '')
    const bill = (desk: Desk, turn: number) => {
      const order = turn % 2 === 0 ? ids : ids.toReversed()
      const lines = order.map((openId) => ({ openId, quantity: 1, amount: '10.50' }))
      return desk.procurement.bill({ supplierId: factory, number: `${turn}`, lines })
    }
    expect(await many(5, bill)).toEqual({ done: 2, codes: ['UNBILLED_EXCEEDED'] })
    expect(await unbilledNet(manager)).toBe('0.00')
  })

  it('void a bill or bill on, and the books agree', async () => {
    const { manager, factory, receive, many } = await twoDesks()
    const openId = (await receive(10)).lines[0]?.id ?? ''
    const { document } = await manager.procurement.bill({
      supplierId: factory,
      number: 'first',
      lines: [{ openId, quantity: 5, amount: '55.00' }],
    })
    const { done } = await many<unknown>(4, (desk, turn) =>
      turn < 2
        ? desk.payables.voidDocument({ documentId: document.id, reason })
        : desk.procurement.bill({ supplierId: factory, number: `${turn}`, lines: [{ openId, quantity: 4 }] }),
    )
    expect(done).toBe(done === 3 ? 3 : 2)
    const { total } = await manager.procurement.unbilled({})
    expect(total.net).toBe(done === 3 ? '20.00' : '60.00')
    await unbilledNet(manager)
  })

  it('draft what is suggested once, approve and send an order once', async () => {
    const { manager, factory, many } = await twoDesks()
    await manager.procurement.addSupplierItem({ supplierId: factory, item: 'paper', price: '1' })
    await manager.inventory.setLevels({ item: 'paper', low: 5 })
    await many(6, (desk) => desk.procurement.orderSuggested({}))
    const { items } = await manager.procurement.orders({ status: ['draft'] })
    expect(items).toHaveLength(1)
    const orderId = items[0]?.id ?? ''
    const submit = (desk: Desk) => desk.procurement.submitOrder({ orderId })
    expect(await many(6, submit)).toEqual({ done: 1, codes: ['PURCHASE_ORDER_NOT_FITTING'] })
    const send = (desk: Desk) => desk.procurement.sendOrder({ orderId })
    expect(await many(6, send)).toEqual({ done: 1, codes: ['PURCHASE_ORDER_NOT_FITTING'] })
  })

  it('bill a job of a lab once, and prefer one supplier', async () => {
    const { manager, factory, printer, many } = await twoDesks()
    const job = { supplierId: factory, description: 'album', price: '5' }
    const { id: jobId } = await manager.procurement.sendToLab(job)
    const bill = (desk: Desk, turn: number) =>
      desk.procurement.billLab({ supplierId: factory, number: `${turn}`, lines: [{ jobId }] })
    expect(await many(6, bill)).toEqual({ done: 1, codes: ['LAB_JOB_NOT_FITTING'] })
    const prefer = (desk: Desk, turn: number) =>
      desk.procurement.addSupplierItem({
        supplierId: turn % 2 === 0 ? factory : printer,
        item: 'album',
        price: '1',
        preferred: true,
      })
    expect(await many(4, prefer)).toEqual({ done: 2, codes: ['SUPPLIER_ITEM_OVERLAPS'] })
    expect((await manager.procurement.supplierItems({ preferred: true })).items).toHaveLength(1)
  })
})

async function balanceOf(desk: Desk): Promise<string> {
  return (await desk.ledger.accountBalance({ account: 'AP:Suppliers' })).balance
}
