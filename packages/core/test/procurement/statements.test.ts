import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { openBuying } from './studio.ts'

/** The statements of a command without BEGIN, COMMIT, key, audit and outbox. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const room = await openBuying({ storage: adapter })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => /procurement_|inventory_|payables_|ledger_|sequences|lock/i.test(one))]
  }
  return { ...room, own }
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ item: at % 2 === 0 ? 'album' : 'paper', quantity: 4, price: '10.00' }))

describe('the statements of buying', () => {
  it('are for a delivery as many of ten lines as of one', async () => {
    const { manager, factory, own } = await counted()
    const ordered = async (count: number) => {
      const { id: orderId } = await manager.procurement.draftOrder({ supplierId: factory, lines: lines(count) })
      await manager.procurement.submitOrder({ orderId })
      const came = Array.from({ length: count }, (_, at) => ({ orderId, line: at + 1, accepted: 2 }))
      return own(() => manager.procurement.receive({ supplierId: factory, lines: came }))
    }
    await ordered(2)
    const [, one] = await ordered(1)
    expect(one).toEqual([
      'find payables_suppliers',
      'findForUpdate procurement_orders',
      'find procurement_order_lines',
      'find inventory_items',
      'find inventory_locations',
      'accumulate inventory_pools',
      'accumulate inventory_stock',
      'accumulate calotype_sequences',
      'accumulate procurement_order_lines',
      'update procurement_orders',
      'accumulate inventory_pools',
      'accumulate inventory_layers',
      'accumulate inventory_totals',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert inventory_movements',
      'insert inventory_lines',
      'insert procurement_receipts',
      'insert procurement_receipt_lines',
      'insert procurement_open',
      'insert procurement_moves',
      'insert procurement_order_events',
    ])
    const [, ten] = await ordered(10)
    expect(ten).toEqual(one)
  })

  it('are for a bill as many of ten lines as of one, and those of a movement where the price differs', async () => {
    const { manager, factory, own } = await counted()
    const received = async (count: number) => {
      const came = lines(count).map(({ quantity, ...line }) => ({ ...line, accepted: quantity }))
      const { lines: rows } = await manager.procurement.receive({ supplierId: factory, lines: came })
      return rows.map(({ id: openId }) => ({ openId }))
    }
    const bill = async (number: string, billed: object[]) =>
      own(() => manager.procurement.bill({ supplierId: factory, number, lines: billed as { openId: string }[] }))
    const [, one] = await bill('1', await received(1))
    expect(one).toEqual([
      'findForUpdate procurement_open',
      'find payables_suppliers',
      'insert payables_open',
      'accumulate procurement_open',
      'find procurement_receipt_lines',
      'find procurement_order_lines',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert payables_documents',
      'insert payables_movements',
      'insert procurement_moves',
      'insert procurement_bill_lines',
      'insert procurement_bills',
    ])
    const [, ten] = await bill('10', await received(10))
    expect(ten).toEqual(one)
    const dearer = (await received(2)).map((line) => ({ ...line, amount: '41.00' }))
    const [, corrected] = await bill('2', dearer)
    expect(corrected.filter((one) => /procurement_|payables_/.test(one)).sort()).toEqual(
      [...one].filter((a) => /procurement_|payables_/.test(a)).sort(),
    )
    expect(corrected.length).toBeLessThan(45)
    const more = (await received(8)).map((line) => ({ ...line, amount: '41.00' }))
    const [, eight] = await bill('8', more)
    expect(eight.length).toBe(corrected.length)
  })

  it('are bounded for goods that go back, and for what is read', async () => {
    const { manager, factory, own } = await counted()
    for (const item of ['album', 'paper']) {
      await manager.procurement.addSupplierItem({ supplierId: factory, item, price: '10.00' })
      await manager.inventory.setLevels({ item, low: 50 })
    }
    const [{ lines: rows, receipt }] = await own(() =>
      manager.procurement.receive({
        supplierId: factory,
        lines: lines(4).map(({ quantity, ...line }) => ({ ...line, accepted: quantity })),
      }),
    )
    const back = (ids: string[]) =>
      own(() =>
        manager.procurement.returnGoods({
          lines: ids.map((receiptLineId) => ({ receiptLineId, quantity: 1 })),
          reason: 'test',
        }),
      )
    const ids = rows.map((row) => row.id)
    const [, two] = await back(ids.slice(0, 2))
    const [, four] = await back(ids)
    expect(four).toEqual(two)
    expect(two.filter((one) => one.includes('procurement_'))).toEqual([
      'find procurement_receipt_lines',
      'findForUpdate procurement_open',
      'accumulate procurement_open',
      'insert procurement_moves',
      'insert procurement_returns',
    ])
    const [, suggested] = await own(() => manager.procurement.suggestions({}))
    expect(suggested).toEqual([
      'find procurement_supplier_items',
      'find inventory_levels',
      'find inventory_locations',
      'aggregate inventory_stock',
      'aggregate procurement_order_lines',
      'find inventory_transfers',
      'find inventory_items',
      'find payables_suppliers',
      'aggregate inventory_totals',
    ])
    const [{ orders }, drafted] = await own(() => manager.procurement.orderSuggested({}))
    expect(drafted).toHaveLength(13)
    const counts: [string, number, () => Promise<unknown>][] = [
      ['unbilled', 4, () => manager.procurement.unbilled({})],
      ['openItems', 1, () => manager.procurement.openItems({})],
      ['receipt', 3, () => manager.procurement.receipt({ receiptId: receipt.id })],
      ['receipts', 1, () => manager.procurement.receipts({})],
      ['order', 3, () => manager.procurement.order({ orderId: orders[0]?.id ?? '' })],
      ['orders', 1, () => manager.procurement.orders({})],
      ['lateOrders', 2, () => manager.procurement.lateOrders({})],
      ['supplierItems', 3, () => manager.procurement.supplierItems({})],
      ['checkBill', 3, () => manager.procurement.checkBill({ supplierId: factory, lines: [{ openId: ids[0] ?? '' }] })],
      ['labJobs', 1, () => manager.procurement.labJobs({})],
      ['labFigures', 2, () => manager.procurement.labFigures({ from: '2026-11-01', to: '2026-11-30' })],
    ]
    for (const [name, count, read] of counts) {
      const [, statements] = await own(read)
      expect(statements, name).toHaveLength(count)
    }
  })

  it('are for a movement of the inventory that is billed to nobody none', async () => {
    const { manager, own } = await counted()
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 9, unitCost: '1' }], against: 'Capital' })
    const [, issued] = await own(() => manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] }))
    expect(issued.filter((one) => one.includes('procurement_'))).toEqual([])
    const line = { item: 'album', quantity: 1, unitCost: '1' }
    const [, received] = await own(() => manager.inventory.receive({ lines: [line, line] }))
    expect(received.filter((one) => one.includes('procurement_'))).toEqual([
      'insert procurement_receipts',
      'insert procurement_receipt_lines',
      'insert procurement_open',
      'insert procurement_moves',
    ])
  })
})
