import { describe, expect, it } from 'vitest'
import { balance, onHand, openBuying, placeOrder, sentOrder, unbilledNet } from './studio.ts'

describe('a delivery', () => {
  it('brings what was ordered in parts that come to the whole, to the last cent', async () => {
    const { manager, factory } = await openBuying()
    const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 3, price: '100.00', per: 3 }])
    const receive = (accepted: number) =>
      manager.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted }] })
    const values = []
    for (const accepted of [1, 1, 1]) {
      const { lines, orders } = await receive(accepted)
      values.push(lines[0]?.value, orders[0]?.status)
    }
    expect(values).toEqual(['33.33', 'partlyReceived', '33.34', 'partlyReceived', '33.33', 'received'])
    expect(await balance(manager, 'Inventory:Albums')).toBe('100.00')
    expect(await unbilledNet(manager)).toBe('100.00')
    expect(await onHand(manager, 'album')).toBe(3)
    await expect(receive(1)).rejects.toMatchObject({ code: 'RECEIPT_BEYOND_ORDER' })
  })

  it('may bring more than was ordered up to the tolerance, and what is rejected stays to come', async () => {
    const { manager, factory } = await openBuying({ settings: { procurement: { overDeliveryPercent: 10 } } })
    const orderId = await sentOrder(manager, factory, [{ item: 'paper', quantity: 100, price: '0.10' }])
    const receive = (line: object) =>
      manager.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted: 0, ...line }] })
    const first = await receive({ accepted: 60, rejected: 50, reason: 'wet' })
    expect(first.lines).toMatchObject([{ accepted: 60, rejected: 50, reason: 'wet', value: '6.00' }])
    expect(first.orders).toMatchObject([{ status: 'partlyReceived' }])
    const none = await receive({ rejected: 40, reason: 'wet again' })
    expect(none).toMatchObject({ movementNumber: null, receipt: { movementId: null }, charges: [] })
    expect((await manager.procurement.order({ orderId })).lines[0]).toMatchObject({ received: 60, outstanding: 40 })
    await expect(receive({ accepted: 51 })).rejects.toMatchObject({
      code: 'RECEIPT_BEYOND_ORDER',
      details: { most: 110, received: 60 },
    })
    expect((await receive({ accepted: 50 })).orders).toMatchObject([{ status: 'received' }])
    expect((await manager.procurement.order({ orderId })).lines[0]).toMatchObject({ received: 110, outstanding: 0 })
    expect(await unbilledNet(manager)).toBe('11.00')
  })

  it('adds its freight to what the goods cost, by their value and to the last cent', async () => {
    const { manager, factory, printer } = await openBuying()
    const received = await manager.procurement.receive({
      supplierId: factory,
      lines: [
        { item: 'album', price: '10.00', accepted: 3 },
        { item: 'paper', price: '0.10', accepted: 300 },
        { item: 'paper', price: '0', accepted: 10 },
      ],
      charges: [
        { description: 'freight', amount: '10.01', supplierId: printer },
        { description: 'customs', amount: '1.00' },
      ],
    })
    expect(received.lines.map((line) => [line.value, line.charges])).toEqual([
      ['30.00', '5.51'],
      ['30.00', '5.50'],
      ['0.00', '0.00'],
    ])
    expect(await balance(manager, 'Inventory:Albums')).toBe('35.51')
    expect(await balance(manager, 'Inventory:Paper')).toBe('35.50')
    expect(await unbilledNet(manager)).toBe('71.01')
    const { suppliers } = await manager.procurement.unbilled({})
    expect(suppliers.map((one) => [one.name, one.toBill])).toEqual([
      ['晨光相册厂', '61.00'],
      ['爱普生', '10.01'],
    ])
    // Freight of gifts is shared by quantity.
    const gifts = await manager.procurement.receive({
      supplierId: factory,
      lines: [
        { item: 'album', price: '0', accepted: 1 },
        { item: 'paper', price: '0', accepted: 3 },
      ],
      charges: [{ description: 'freight', amount: '4.00' }],
    })
    expect(gifts.lines.map((line) => line.charges)).toEqual(['1.00', '3.00'])
  })

  it('of which freight is known later lets it follow the goods, to the cost of what left', async () => {
    const { manager, factory } = await openBuying()
    const { receipt } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'album', price: '10.00', accepted: 4 }],
    })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }], orderId: await placeOrder(manager) })
    const charge = { receiptId: receipt.id, supplierId: factory, description: 'freight', amount: '8.00' }
    expect(await manager.procurement.addCharge(charge)).toMatchObject({ kind: 'charge', open: '8.00' })
    expect(await balance(manager, 'Inventory:Albums')).toBe('36.00')
    expect(await balance(manager, 'COGS:Products')).toBe('12.00')
    expect(await unbilledNet(manager)).toBe('48.00')
    const refused: [object, string][] = [
      [{ receiptId: 'none' }, 'DELIVERY_UNKNOWN'],
      [{ amount: '0' }, 'RECEIPT_INVALID'],
      [{ supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
    ]
    for (const [given, code] of refused) {
      await expect(manager.procurement.addCharge({ ...charge, ...given })).rejects.toMatchObject({ code })
    }
  })

  it('brings lots that expire and things with serials', async () => {
    const { manager, factory } = await openBuying()
    const orderId = await sentOrder(manager, factory, [
      { item: 'ink', quantity: 100, price: '0.50' },
      { item: 'camera', quantity: 3, price: '1000.00', per: 3 },
    ])
    const received = await manager.procurement.receive({
      supplierId: factory,
      lines: [
        { orderId, line: 1, accepted: 60, lot: 'A', expiresOn: '2027-01-01' },
        { orderId, line: 1, accepted: 40, lot: 'B', expiresOn: '2027-02-01' },
        { orderId, line: 2, accepted: 3, serials: ['X1', 'X2', 'X3'] },
      ],
      charges: [{ description: 'freight', amount: '10.50' }],
    })
    expect(received.lines.map((line) => [line.value, line.charges])).toEqual([
      ['30.00', '0.30'],
      ['20.00', '0.20'],
      ['1000.00', '10.00'],
    ])
    const { items: serials } = await manager.inventory.serials({ item: 'camera' })
    expect(serials.map((one) => [one.serial, one.cost]).sort()).toEqual([
      ['X1', '336.67'],
      ['X2', '336.67'],
      ['X3', '336.66'],
    ])
    const { items: lots } = await manager.inventory.lots({ item: 'ink' })
    expect(lots.map((one) => [one.number, one.expiresOn]).sort()).toEqual([
      ['A', '2027-01-01'],
      ['B', '2027-02-01'],
    ])
    // One goes back: at what the supplier asks for it, without the freight that is lost.
    const camera = received.lines[2]?.id ?? ''
    await manager.procurement.returnGoods({
      lines: [{ receiptLineId: camera, quantity: 1, serials: ['X2'] }],
      reason: 'broken',
    })
    expect(await balance(manager, 'StockDifferences')).toBe('3.34')
    expect(await unbilledNet(manager)).toBe('727.17')
    const ink = received.lines[1]?.id ?? ''
    await manager.procurement.returnGoods({ lines: [{ receiptLineId: ink, quantity: 40 }], reason: 'dry' })
    const left = (await manager.inventory.item({ item: 'ink' })).stock
    expect(left.map((one) => one.onHand)).toEqual([60])
  })

  it('is refused where it does not fit', async () => {
    const { manager, west, as, factory, printer } = await openBuying()
    const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 3, price: '1' }])
    const receive = (line: object, given: object = {}, desk = manager) =>
      desk.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted: 1, ...line }], ...given })
    const draft = await manager.procurement.draftOrder({
      supplierId: factory,
      lines: [{ item: 'album', quantity: 1, price: '1' }],
    })
    const refused: [object, object, string][] = [
      [{ line: 2 }, {}, 'RECEIPT_INVALID'],
      [{ orderId: 'none' }, {}, 'PURCHASE_ORDER_UNKNOWN'],
      [{ orderId: draft.id }, {}, 'PURCHASE_ORDER_NOT_FITTING'],
      [{ item: 'album', price: '1' }, {}, 'INPUT_INVALID'],
      [{ line: undefined }, {}, 'INPUT_INVALID'],
      [{ price: '1' }, {}, 'INPUT_INVALID'],
      [{ per: 2 }, {}, 'INPUT_INVALID'],
      [{ accepted: 0 }, {}, 'INPUT_INVALID'],
      [{ accepted: 0, rejected: 1 }, {}, 'INPUT_INVALID'],
      [{ serials: ['A', 'B'] }, {}, 'INPUT_INVALID'],
      [{ location: 'attic' }, {}, 'STOCK_LOCATION_UNKNOWN'],
      [{ lot: 'A' }, {}, 'MOVEMENT_INVALID'],
      [{}, { supplierId: printer }, 'RECEIPT_INVALID'],
      [{}, { supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
      [{}, { charges: [{ description: 'freight', amount: '0' }] }, 'RECEIPT_INVALID'],
      [{}, { charges: [{ description: 'freight', amount: '1', supplierId: 'nobody' }] }, 'SUPPLIER_UNKNOWN'],
      [{}, { at: '2026-11-23T04:00:00.000Z' }, 'MOVEMENT_IN_FUTURE'],
      [
        { accepted: 0, rejected: 1, reason: 'wet' },
        { charges: [{ description: 'freight', amount: '1' }] },
        'RECEIPT_INVALID',
      ],
    ]
    for (const [line, given, code] of refused) {
      await expect(receive(line, given), JSON.stringify([line, given])).rejects.toMatchObject({ code })
    }
    await expect(receive({}, {}, west)).rejects.toMatchObject({ code: 'PURCHASE_ORDER_UNKNOWN' })
    const yesterday = { at: '2026-11-21T04:00:00.000Z' }
    await expect(receive({}, yesterday, as('storekeeper'))).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    expect(await unbilledNet(manager)).toBe('0.00')
    expect((await receive({}, yesterday)).receipt).toMatchObject({ date: '2026-11-21' })
    const before = await manager.procurement.unbilled({ asOf: '2026-11-20' })
    expect(before).toMatchObject({ total: { net: '0.00' }, account: '0.00', difference: '0.00' })
    const { items } = await manager.procurement.receipts({ from: '2026-11-21', to: '2026-11-21' })
    expect(items).toHaveLength(1)
    const { lines, open } = await manager.procurement.receipt({ receiptId: items[0]?.id ?? '' })
    expect(open.map((one) => one.id)).toEqual(lines.map((one) => one.id))
  })
})

describe('goods that go back', () => {
  it('are not to be billed any more where they were not, and come again with their order if wanted', async () => {
    const { manager, factory } = await openBuying()
    const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 4, price: '10.00' }])
    const { lines } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ orderId, line: 1, accepted: 4 }],
    })
    const receiptLineId = lines[0]?.id ?? ''
    const back = (quantity: number, given: object = {}) =>
      manager.procurement.returnGoods({ lines: [{ receiptLineId, quantity }], reason: 'scratched', ...given })
    expect(await back(1)).toMatchObject({ lines: [{ unbilled: 1, lessToBill: '10.00', claimId: null }] })
    expect((await manager.procurement.order({ orderId })).status).toBe('received')
    await back(2, { replace: true })
    const order = await manager.procurement.order({ orderId })
    expect(order).toMatchObject({ status: 'partlyReceived', lines: [{ received: 2, outstanding: 2 }] })
    expect(await unbilledNet(manager)).toBe('10.00')
    expect(await onHand(manager, 'album')).toBe(1)
    await expect(back(2)).rejects.toMatchObject({ code: 'UNBILLED_EXCEEDED', details: { open: 1 } })
    await expect(back(0)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const { orders } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ orderId, line: 1, accepted: 2 }],
    })
    expect(orders).toMatchObject([{ status: 'received' }])
    await manager.procurement.closeOrder({ orderId })
    await expect(back(1, { replace: true })).rejects.toMatchObject({ code: 'PURCHASE_ORDER_NOT_FITTING' })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 3 }] })
    await expect(back(1)).rejects.toMatchObject({ code: 'STOCK_SHORT' })
    await expect(back(1, { lines: [{ receiptLineId: 'none', quantity: 1 }] })).rejects.toMatchObject({
      code: 'UNBILLED_UNKNOWN',
    })
  })

  it('are claimed where they were billed, and settled by credit or by other goods', async () => {
    const { manager, factory } = await openBuying()
    const { lines } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'album', price: '10.00', accepted: 6 }],
    })
    const receiptLineId = lines[0]?.id ?? ''
    const bill = { supplierId: factory, number: '1', lines: [{ openId: receiptLineId, quantity: 5, amount: '55.00' }] }
    await manager.procurement.bill(bill)
    const returned = await manager.procurement.returnGoods({
      lines: [{ receiptLineId, quantity: 3 }],
      reason: 'scratched',
    })
    expect(returned.lines).toMatchObject([{ unbilled: 1, lessToBill: '10.00', claimed: '22.00' }])
    const claimId = returned.lines[0]?.claimId ?? ''
    expect(await unbilledNet(manager)).toBe('-22.00')
    // One of them is replaced, and comes in at what was paid for it.
    const other = await manager.procurement.receive({ supplierId: factory, lines: [{ claimId, accepted: 1 }] })
    expect(other.lines).toMatchObject([{ value: '11.00', claimId }])
    expect(await unbilledNet(manager)).toBe('-11.00')
    const over = manager.procurement.receive({ supplierId: factory, lines: [{ claimId, accepted: 2 }] })
    await expect(over).rejects.toMatchObject({ code: 'UNBILLED_EXCEEDED' })
    // The other is credited at less than was paid: that is lost.
    const note = await manager.procurement.creditNote({
      supplierId: factory,
      number: 'C1',
      lines: [{ openId: claimId, amount: '10.50' }],
    })
    expect(note.lines).toMatchObject([{ quantity: 1, claimed: '11.00', credited: '10.50', lost: '0.50' }])
    expect(await unbilledNet(manager)).toBe('0.00')
    expect(await balance(manager, 'AP:Suppliers')).toBe('-44.50')
    const replaced = { openId: other.lines[0]?.id ?? '' }
    await expect(
      manager.procurement.bill({ supplierId: factory, number: '2', lines: [replaced] }),
    ).rejects.toMatchObject({
      code: 'UNBILLED_NOT_FITTING',
    })
  })
})

describe('goods that the inventory received by itself', () => {
  it('are billed, returned and corrected like the rest', async () => {
    const { manager, factory, printer } = await openBuying()
    const direct = (supplierId?: string) =>
      manager.inventory.receive({
        lines: [{ item: 'album', quantity: 4, unitCost: '10' }],
        supplierId,
        reference: 'L1',
      })
    await direct()
    const known = await direct(factory)
    expect(await unbilledNet(manager)).toBe('80.00')
    const { items } = await manager.procurement.openItems({})
    expect(items.map((one) => one.supplierId)).toEqual([null, factory])
    // What is from nobody in particular is billed by anybody, what is from one supplier by that one.
    const bill = (supplierId: string, openId: string, number: string) =>
      manager.procurement.bill({ supplierId, number, lines: [{ openId }] })
    await bill(printer, items[0]?.id ?? '', '1')
    await expect(bill(printer, items[1]?.id ?? '', '2')).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
    expect(await unbilledNet(manager)).toBe('40.00')
    await manager.inventory.correctPrice({
      movementId: known.id,
      lines: [{ line: 1, difference: '2.00' }],
      reason: 'a fee',
    })
    expect(await unbilledNet(manager)).toBe('42.00')
    await manager.inventory.returnToSupplier({ lines: [{ item: 'album', quantity: 1 }], supplierId: factory })
    expect(await unbilledNet(manager)).toBe('32.00')
    const mistake = await direct(factory)
    await manager.inventory.reverseReceipt({ movementId: mistake.id, reason: 'twice' })
    expect(await unbilledNet(manager)).toBe('32.00')
    const opening = { lines: [{ item: 'paper', quantity: 9, unitCost: '1' }], against: 'Capital' }
    await manager.inventory.receive(opening)
    expect(await unbilledNet(manager)).toBe('32.00')
  })

  it('are not taken back past this room where it received them', async () => {
    const { manager, factory } = await openBuying()
    const { receipt } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'album', price: '10.00', accepted: 1 }],
    })
    const movementId = receipt.movementId ?? ''
    await expect(manager.inventory.reverseReceipt({ movementId, reason: 'twice' })).rejects.toMatchObject({
      code: 'VETOED',
    })
    expect(await unbilledNet(manager)).toBe('10.00')
  })
})
