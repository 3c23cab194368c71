import { describe, expect, it } from 'vitest'
import { openBuying, sentOrder } from './studio.ts'

describe('what suppliers sell', () => {
  it('is packed and priced by quantity, and keeps what was last paid', async () => {
    const { manager, factory, items } = await openBuying()
    const sold = await manager.procurement.addSupplierItem({
      supplierId: factory,
      item: 'album',
      code: 'CG-12',
      pack: { unit: 'box', quantity: 12 },
      price: '120.00',
      breaks: [{ from: 48, price: '108.00' }],
      leadTimeDays: 5,
      minimum: 12,
    })
    expect(sold).toMatchObject({
      itemId: items.album,
      pack: { unit: 'box', quantity: 12 },
      price: '120.00',
      per: 12,
      breaks: [{ from: 48, price: '108.00' }],
      last: null,
    })
    const draft = async (quantity: number) => {
      const lines = [{ item: 'album', quantity }]
      return (await manager.procurement.draftOrder({ supplierId: factory, lines })).lines[0]
    }
    expect(await draft(12)).toMatchObject({ price: '120.00', per: 12, amount: '120.00', expectedOn: '2026-11-27' })
    expect(await draft(47)).toMatchObject({ amount: '470.00' })
    expect(await draft(48)).toMatchObject({ price: '108.00', amount: '432.00' })
    const bought = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'album', price: '118.00', per: 12, accepted: 6 }],
    })
    const openId = bought.lines[0]?.id ?? ''
    await manager.procurement.bill({ supplierId: factory, number: '1', lines: [{ openId, amount: '59.10' }] })
    const [listed] = (await manager.procurement.supplierItems({ supplierId: factory })).items
    expect(listed?.last).toMatchObject({ price: '118.20', quantity: 6, cost: '59.10', on: '2026-11-22' })
  })

  it('is at one price a day, and preferred of one supplier', async () => {
    const { manager, factory, printer } = await openBuying()
    const add = (supplierId: string, given: object) =>
      manager.procurement.addSupplierItem({ supplierId, item: 'album', price: '10', preferred: true, ...given })
    const first = await add(factory, {})
    await expect(add(factory, { validFrom: '2027-01-01' })).rejects.toMatchObject({ code: 'SUPPLIER_ITEM_OVERLAPS' })
    const end = { supplierItemId: first.id, validUntil: '2026-12-31' }
    await manager.procurement.changeSupplierItem(end)
    await add(factory, { validFrom: '2027-01-01', price: '11' })
    await add(printer, {})
    const { items } = await manager.procurement.supplierItems({ preferred: true })
    expect(items.map((one) => one.supplierId)).toEqual([printer])
    const today = await manager.procurement.supplierItems({ on: '2026-11-22', supplierId: factory })
    expect(today.items.map((one) => one.price)).toEqual(['10.00'])
    const refused: [object, string][] = [
      [{ validFrom: '2025-01-01', validUntil: '2024-12-31' }, 'SUPPLIER_ITEM_INVALID'],
      [
        {
          breaks: [
            { from: 2, price: '1' },
            { from: 2, price: '2' },
          ],
          validFrom: '2020-01-01',
        },
        'SUPPLIER_ITEM_INVALID',
      ],
      [{ price: '1.23456' }, 'INPUT_INVALID'],
      [{ item: 'albun' }, 'STOCK_ITEM_UNKNOWN'],
      [{ supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
    ]
    for (const [given, code] of refused) await expect(add(factory, given)).rejects.toMatchObject({ code })
    const unknown = manager.procurement.changeSupplierItem({ supplierItemId: 'none' })
    await expect(unknown).rejects.toMatchObject({ code: 'SUPPLIER_ITEM_UNKNOWN' })
  })
})

describe('a purchase order', () => {
  it('is drafted, submitted, approved by a second person, sent, received and closed, and remembers it', async () => {
    const { as, factory } = await openBuying({ settings: { procurement: { approvalLimit: '500' } } })
    const [keeper, boss] = [as('manager', { id: 'mei' }), as('manager', { id: 'boss' })]
    const lines = [{ item: 'album', quantity: 6, price: '100.00' }]
    const { id: orderId, number, status } = await keeper.procurement.draftOrder({ supplierId: factory, lines })
    expect({ number, status }).toEqual({ number: null, status: 'draft' })
    const submitted = await keeper.procurement.submitOrder({ orderId, note: 'for spring' })
    expect(submitted).toMatchObject({ number: 'POmain-2026-0001', status: 'submitted', approval: 'needed' })
    await expect(keeper.procurement.approveOrder({ orderId })).rejects.toMatchObject({
      code: 'PURCHASE_ORDER_NOT_TO_APPROVE',
    })
    await expect(keeper.procurement.sendOrder({ orderId })).rejects.toMatchObject({
      code: 'PURCHASE_ORDER_NOT_FITTING',
    })
    expect(await boss.procurement.approveOrder({ orderId })).toMatchObject({ status: 'approved', approval: 'given' })
    expect(await keeper.procurement.sendOrder({ orderId, expectedOn: '2026-11-30' })).toMatchObject({
      status: 'sent',
      sentOn: '2026-11-22',
      expectedOn: '2026-11-30',
    })
    const receive = (accepted: number) =>
      keeper.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted }] })
    expect((await receive(4)).orders[0]?.status).toBe('partlyReceived')
    await expect(keeper.procurement.cancelOrder({ orderId, note: 'no' })).rejects.toMatchObject({
      code: 'PURCHASE_ORDER_NOT_FITTING',
    })
    expect((await receive(2)).orders[0]?.status).toBe('received')
    expect(await keeper.procurement.closeOrder({ orderId })).toMatchObject({ status: 'closed' })
    const { history } = await keeper.procurement.order({ orderId })
    expect(history.map((one) => `${one.kind} by ${one.actor}`)).toEqual([
      'drafted by mei',
      'submitted by mei',
      'approved by boss',
      'sent by mei',
      'received by mei',
      'received by mei',
      'closed by mei',
    ])
    await expect(receive(1)).rejects.toMatchObject({ code: 'PURCHASE_ORDER_NOT_FITTING' })
  })

  it('up to the limit needs nobody, and has a number of its own in each branch and year', async () => {
    const { manager, west, clock, factory } = await openBuying({ settings: { procurement: { approvalLimit: '600' } } })
    const submit = async (desk: typeof manager) => {
      const lines = [{ item: 'album', quantity: 6, price: '100.00' }]
      const { id: orderId } = await desk.procurement.draftOrder({ supplierId: factory, lines })
      return desk.procurement.submitOrder({ orderId })
    }
    expect(await submit(manager)).toMatchObject({
      number: 'POmain-2026-0001',
      status: 'approved',
      approval: 'notNeeded',
    })
    expect((await submit(west)).number).toBe('POwest-2026-0001')
    expect((await submit(manager)).number).toBe('POmain-2026-0002')
    clock.now = '2027-01-02T04:00:00.000Z'
    expect((await submit(manager)).number).toBe('POmain-2027-0001')
  })

  it('sent back is written anew and keeps its number; a cancelled one keeps it too', async () => {
    const { as, factory } = await openBuying({ settings: { procurement: { approvalLimit: '500' } } })
    const [keeper, boss] = [as('storekeeper'), as('accountant')]
    const lines = [{ item: 'album', quantity: 6, price: '100.00' }]
    const { id: orderId } = await keeper.procurement.draftOrder({ supplierId: factory, lines })
    const { number } = await keeper.procurement.submitOrder({ orderId })
    expect(await boss.procurement.rejectOrder({ orderId, note: 'too many' })).toMatchObject({ status: 'draft', number })
    const fewer = [{ line: 1, item: 'album', quantity: 5 }]
    expect(await keeper.procurement.changeOrder({ orderId, lines: fewer })).toMatchObject({
      total: '500.00',
      revision: 2,
    })
    expect(await keeper.procurement.submitOrder({ orderId })).toMatchObject({ status: 'approved', number })
    expect(await keeper.procurement.cancelOrder({ orderId, note: 'found some' })).toMatchObject({
      status: 'cancelled',
      number,
    })
  })

  it('that comes to more than was approved waits for approval again, and is refused once goods came', async () => {
    const { as, factory } = await openBuying({ settings: { procurement: { approvalLimit: '500' } } })
    const [keeper, boss] = [as('manager', { id: 'mei' }), as('manager', { id: 'boss' })]
    const { id: orderId } = await keeper.procurement.draftOrder({
      supplierId: factory,
      lines: [{ item: 'album', quantity: 6, price: '100.00' }],
    })
    await keeper.procurement.submitOrder({ orderId })
    await boss.procurement.approveOrder({ orderId })
    await keeper.procurement.sendOrder({ orderId })
    const change = (quantity: number, more: object[] = []) => {
      const lines = [{ line: 1, item: 'album', quantity }, ...(more as { item: string; quantity: number }[])]
      return keeper.procurement.changeOrder({ orderId, lines, note: 'a change' })
    }
    expect(await change(5)).toMatchObject({ status: 'sent', total: '500.00', approval: 'given' })
    expect(await change(6)).toMatchObject({ status: 'sent', total: '600.00', approval: 'given' })
    expect(await change(7)).toMatchObject({ status: 'submitted', total: '700.00', approval: 'needed' })
    // Who approved it first may approve it again, and who changed it may not.
    await expect(keeper.procurement.approveOrder({ orderId })).rejects.toThrow('drafted by "mei"')
    await boss.procurement.approveOrder({ orderId })
    await keeper.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted: 3 }] })
    await expect(change(8)).rejects.toMatchObject({ code: 'PURCHASE_ORDER_ABOVE_APPROVAL' })
    await expect(change(2)).rejects.toMatchObject({ code: 'PURCHASE_ORDER_INVALID' })
    const other = { line: 1, item: 'paper', quantity: 7, price: '1' }
    await expect(keeper.procurement.changeOrder({ orderId, lines: [other] })).rejects.toThrow('of which goods were')
    const dearer = { line: 1, item: 'album', quantity: 3, price: '99.00' }
    await expect(keeper.procurement.changeOrder({ orderId, lines: [dearer] })).rejects.toThrow('since goods were')
    const gone = { item: 'paper', quantity: 1, price: '1' }
    await expect(keeper.procurement.changeOrder({ orderId, lines: [gone] })).rejects.toThrow('keep every line')
    const twice = [1, 1].map((line) => ({ line, item: 'album', quantity: 3 }))
    await expect(keeper.procurement.changeOrder({ orderId, lines: twice })).rejects.toThrow('each once')
    // What came is all that is wanted: the order is complete.
    expect(await change(3)).toMatchObject({ status: 'received', total: '300.00' })
    const { history } = await keeper.procurement.order({ orderId })
    expect(history.filter((one) => one.kind === 'changed').map((one) => one.lines?.[0]?.quantity)).toEqual([5, 6, 7, 3])
    expect(history[0]?.lines?.[0]?.price).toMatch(/\.\d\d$/)
  })

  it('keeps its lines where only its day is changed, and adds and removes lines', async () => {
    const { manager, factory, items } = await openBuying()
    const orderId = await sentOrder(manager, factory, [
      { item: 'album', quantity: 6, price: '100.00' },
      { item: 'paper', quantity: 500, price: '35', per: 1000 },
    ])
    const later = await manager.procurement.changeOrder({ orderId, expectedOn: '2026-12-24', memo: 'late' })
    expect(later).toMatchObject({ expectedOn: '2026-12-24', total: '617.50', memo: 'late' })
    const lines = [
      { line: 2, item: 'paper', quantity: 600 },
      { item: 'ink', quantity: 10, price: '0.5' },
    ]
    const after = await manager.procurement.changeOrder({ orderId, lines })
    expect(after.lines.map((line) => [line.line, line.itemId, line.quantity, line.price, line.expectedOn])).toEqual([
      [2, items.paper, 600, '35.00', '2026-12-24'],
      [3, items.ink, 10, '0.50', '2026-11-29'],
    ])
    expect(after.total).toBe('26.00')
  })

  it('is late when its day has passed and goods are still to come', async () => {
    const { manager, clock, factory, printer } = await openBuying()
    const line = { item: 'album', quantity: 2, price: '1' }
    const late = await sentOrder(manager, factory, [
      { ...line, expectedOn: '2026-11-24' },
      { ...line, expectedOn: '2026-12-24' },
    ])
    const done = await sentOrder(manager, printer, [{ ...line, expectedOn: '2026-11-23' }])
    await manager.procurement.receive({ supplierId: printer, lines: [{ orderId: done, line: 1, accepted: 2 }] })
    expect((await manager.procurement.lateOrders({})).items).toEqual([])
    clock.now = '2026-11-27T04:00:00.000Z'
    const { items } = await manager.procurement.lateOrders({})
    expect(items).toMatchObject([{ orderId: late, line: 1, outstanding: 2, daysLate: 3, status: 'sent' }])
    await manager.procurement.cancelOrder({ orderId: late, note: 'too late' })
    expect((await manager.procurement.lateOrders({})).items).toEqual([])
  })

  it('is refused where it does not fit', async () => {
    const { manager, as, west, factory } = await openBuying()
    const draft = (given: object) =>
      manager.procurement.draftOrder({
        supplierId: factory,
        lines: [{ item: 'album', quantity: 1, price: '1' }],
        ...given,
      })
    const { id: orderId } = await draft({})
    await manager.inventory.changeItem({ item: 'paper', active: false })
    const refused: [object, string][] = [
      [{ supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
      [{ lines: [] }, 'INPUT_INVALID'],
      [{ lines: [{ item: 'album', quantity: 1 }] }, 'PURCHASE_PRICE_MISSING'],
      [{ lines: [{ item: 'album', quantity: 0, price: '1' }] }, 'INPUT_INVALID'],
      [{ lines: [{ item: 'none', quantity: 1, price: '1' }] }, 'STOCK_ITEM_UNKNOWN'],
      [{ lines: [{ item: 'paper', quantity: 1, price: '1' }] }, 'STOCK_ITEM_INACTIVE'],
      [{ expectedOn: '2026-11-21' }, 'PURCHASE_ORDER_INVALID'],
    ]
    for (const [given, code] of refused) await expect(draft(given)).rejects.toMatchObject({ code })
    await expect(west.procurement.submitOrder({ orderId })).rejects.toMatchObject({ code: 'PURCHASE_ORDER_UNKNOWN' })
    await expect(manager.procurement.order({ orderId: 'none' })).rejects.toMatchObject({
      code: 'PURCHASE_ORDER_UNKNOWN',
    })
    await expect(as('cashier').procurement.draftOrder({ supplierId: factory, lines: [] })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    await manager.payables.changeSupplier({ supplierId: factory, active: false })
    await expect(draft({})).rejects.toMatchObject({ code: 'SUPPLIER_INACTIVE' })
    await expect(manager.procurement.submitOrder({ orderId })).rejects.toMatchObject({ code: 'SUPPLIER_INACTIVE' })
    const { items } = await manager.procurement.orders({ status: ['draft'], supplierId: factory })
    expect(items.map((one) => one.id)).toEqual([orderId])
  })
})
