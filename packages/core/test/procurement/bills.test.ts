import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { approving } from '../../src/ledger/index.ts'
import { balance, type Buying, openBuying, placeOrder, sentOrder, unbilledNet } from './studio.ts'

/** Ten albums at 10.00 of an order, received. */
async function delivered(options: Parameters<typeof openBuying>[0] = {}) {
  const room = await openBuying(options)
  const { manager, factory } = room
  const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 10, price: '10.00' }])
  const { lines, receipt } = await manager.procurement.receive({
    supplierId: factory,
    lines: [{ orderId, line: 1, accepted: 10 }],
  })
  return { ...room, orderId, openId: lines[0]?.id ?? '', receiptId: receipt.id }
}

const billing =
  ({ accountant, factory, openId }: Pick<Buying, 'accountant' | 'factory'> & { openId: string }) =>
  (number: string, line: object = {}, given: object = {}) =>
    accountant.procurement.bill({ supplierId: factory, number, lines: [{ openId, ...line }], ...given })

describe('a bill for goods', () => {
  it('takes them off the account where it asks what was agreed', async () => {
    const room = await delivered()
    const { manager } = room
    const { document, lines, correctionId } = await billing(room)('1')
    expect(document).toMatchObject({ kind: 'bill', amount: '100.00' })
    expect(correctionId).toBe(null)
    expect(lines).toMatchObject([
      { ordered: { quantity: 10, amount: '100.00' }, received: 10, billed: 10, expected: '100.00', difference: '0.00' },
    ])
    expect(await unbilledNet(manager)).toBe('0.00')
    expect(await balance(manager, 'AP:Suppliers')).toBe('-100.00')
    expect((await manager.procurement.openItems({})).items).toEqual([])
    await expect(billing(room)('2')).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
    await expect(billing(room)('2', { quantity: 1 })).rejects.toMatchObject({
      code: 'UNBILLED_EXCEEDED',
      details: { quantity: 1, open: 0 },
    })
  })

  it('lets a difference of price follow the goods: to the stock, and to the cost of what left', async () => {
    const room = await delivered()
    const { manager } = room
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 4 }], orderId: await placeOrder(manager) })
    const asked = { lines: [{ openId: room.openId, amount: '102.00' }], supplierId: room.factory }
    const checked = await manager.procurement.checkBill(asked)
    expect(checked).toMatchObject({ beyondTolerance: false, lines: [{ expected: '100.00', difference: '2.00' }] })
    const { correctionId } = await billing(room)('1', { amount: '102.00' })
    expect(correctionId).not.toBe(null)
    expect(await balance(manager, 'Inventory:Albums')).toBe('61.20')
    expect(await balance(manager, 'COGS:Products')).toBe('40.80')
    expect(await unbilledNet(manager)).toBe('0.00')
  })

  it('in parts bills each unit once, and a difference may be billed later by itself', async () => {
    const room = await delivered()
    const { manager, openId, factory } = room
    const bill = billing(room)
    await bill('1', { quantity: 3, amount: '30.00' })
    expect(await unbilledNet(manager)).toBe('70.00')
    await bill('2', { quantity: 7, amount: '69.00' })
    expect(await unbilledNet(manager)).toBe('0.00')
    await bill('3', { quantity: 0, amount: '1.50' })
    expect(await unbilledNet(manager)).toBe('0.00')
    expect(await balance(manager, 'Inventory:Albums')).toBe('100.50')
    await expect(bill('4', { quantity: 0 })).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
    // A credit note for a lower price follows the goods as well.
    const note = (amount: string) =>
      manager.procurement.creditNote({ supplierId: factory, number: `C-${amount}`, lines: [{ openId, amount }] })
    const credited = await note('20.50')
    expect(credited.lines).toMatchObject([{ quantity: 0, credited: '20.50', lost: '0.00' }])
    expect(await balance(manager, 'Inventory:Albums')).toBe('80.00')
    expect(await unbilledNet(manager)).toBe('0.00')
    await expect(note('80.01')).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
  })

  it('beyond the tolerance needs the permission, or somebody who approved it', async () => {
    const yes = definePlugin({
      name: 'signatures',
      version: '1.0.0',
      hooks: [on(approving, (_, asked) => void (asked.approver === 'boss' && asked.vouch()))],
    })
    const room = await delivered({ plugins: [yes] })
    const bill = billing(room)
    // Above 2 % and above 10.00.
    await expect(bill('1', { amount: '110.01' })).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await expect(bill('1', { amount: '110.01' }, { approver: 'nobody' })).rejects.toMatchObject({
      code: 'APPROVER_REFUSED',
    })
    const { approver, lines } = await bill('1', { amount: '110.01' }, { approver: 'boss' })
    expect({ approver, beyond: lines[0]?.beyondTolerance }).toEqual({ approver: 'boss', beyond: true })
    await expect(bill('2', { quantity: 0, amount: '10.01' })).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await bill('2', { quantity: 0, amount: '10.00' })
    // What is cheaper is nobody's to approve, and neither is what a manager bills.
    const cheap = await delivered()
    await billing(cheap)('1', { amount: '1.00' })
    const dear = await delivered()
    const { manager, factory, openId } = dear
    await manager.procurement.bill({ supplierId: factory, number: '1', lines: [{ openId, amount: '999.00' }] })
    expect(await unbilledNet(manager)).toBe('0.00')
  })

  it('for more than came makes a claim, which credit or goods settle', async () => {
    const room = await delivered()
    const { manager, factory, openId } = room
    const asked = { overbilled: 2, amount: '120.00' }
    await expect(billing(room)('1', asked)).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    const bill = await manager.procurement.bill({ supplierId: factory, number: '1', lines: [{ openId, ...asked }] })
    expect(bill.lines).toMatchObject([{ billed: 12, overbilled: 2, askedForMissing: '20.00', difference: '0.00' }])
    expect(await unbilledNet(manager)).toBe('-20.00')
    const { items } = await manager.procurement.openItems({ kind: 'overbilled' })
    const claimId = items[0]?.id ?? ''
    expect(items).toMatchObject([{ openQuantity: 2, open: '-20.00', goodsId: openId }])
    await expect(
      manager.procurement.bill({ supplierId: factory, number: '2', lines: [{ openId: claimId }] }),
    ).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
    const late = await manager.procurement.receive({ supplierId: factory, lines: [{ claimId, accepted: 2 }] })
    expect(late.lines).toMatchObject([{ value: '20.00' }])
    expect(await unbilledNet(manager)).toBe('0.00')
    // What it was billed with cannot be voided any more.
    const { id: documentId } = bill.document
    await expect(manager.payables.voidDocument({ documentId, reason: 'no' })).rejects.toMatchObject({ code: 'VETOED' })
  })

  it('may name freight and other things, and tax as the studio has it', async () => {
    const plain = await openBuying()
    const taxed = await openBuying({ settings: { payables: { inputVat: true } } })
    const receive = ({ manager, factory, printer }: Buying) =>
      manager.procurement.receive({
        supplierId: factory,
        lines: [{ item: 'album', price: '10.00', accepted: 10 }],
        charges: [{ description: 'freight', amount: '8.00', supplierId: printer }],
      })
    for (const room of [plain, taxed]) {
      const { manager, factory, printer } = room
      const { lines, charges } = await receive(room)
      const [goods, freight] = [lines[0]?.id ?? '', charges[0]?.id ?? '']
      await manager.procurement.bill({
        supplierId: factory,
        number: '1',
        lines: [{ openId: goods, amount: '100.00', tax: '13.00' }],
        others: [{ account: 'OfficeSupplies', amount: '5.00' }],
      })
      await manager.procurement.bill({
        supplierId: printer,
        number: 'F1',
        lines: [{ openId: freight, amount: '9.00' }],
      })
      expect(await unbilledNet(manager)).toBe('0.00')
      expect(await balance(manager, 'OfficeSupplies')).toBe('5.00')
      expect(await balance(manager, 'AP:Suppliers')).toBe('-127.00')
    }
    expect(await balance(plain.manager, 'Inventory:Albums')).toBe('122.00')
    expect(await balance(taxed.manager, 'Inventory:Albums')).toBe('109.00')
    expect(await balance(taxed.manager, 'InputVAT')).toBe('13.00')
  })

  it('is refused where it does not fit', async () => {
    const room = await delivered()
    const { manager, as, west, factory, printer, openId } = room
    const { charges } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'paper', price: '1', accepted: 1 }],
      charges: [{ description: 'freight', amount: '1.00' }],
    })
    const charge = charges[0]?.id ?? ''
    const bill = (line: object, given: object = {}) =>
      manager.procurement.bill({ supplierId: factory, number: '1', lines: [{ openId, ...line }], ...given })
    const refused: [object, object, string][] = [
      [{ openId: 'none' }, {}, 'UNBILLED_UNKNOWN'],
      [{ quantity: 11 }, {}, 'UNBILLED_EXCEEDED'],
      [{ quantity: 0 }, {}, 'UNBILLED_NOT_FITTING'],
      [{ quantity: 0, amount: '1' }, {}, 'UNBILLED_NOT_FITTING'],
      [{ amount: '-1' }, {}, 'PAYABLE_AMOUNT_INVALID'],
      [{ amount: '1', tax: '-1' }, {}, 'PAYABLE_AMOUNT_INVALID'],
      [{ tax: '1' }, {}, 'PAYABLE_AMOUNT_INVALID'],
      [{ amount: '1.001' }, {}, 'MONEY_TOO_PRECISE'],
      [{ openId: charge, overbilled: 1 }, {}, 'UNBILLED_NOT_FITTING'],
      [{}, { supplierId: printer }, 'UNBILLED_NOT_FITTING'],
      [{}, { supplierId: 'nobody' }, 'UNBILLED_NOT_FITTING'],
      [{}, { lines: [{ openId }, { openId }] }, 'UNBILLED_NOT_FITTING'],
      [{}, { others: [{ account: 'GoodsReceived', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{}, { postedOn: '2026-11-23' }, 'PAYABLE_DATES_INVALID'],
    ]
    for (const [line, given, code] of refused) {
      await expect(bill(line, given), JSON.stringify([line, given])).rejects.toMatchObject({ code })
    }
    await expect(
      west.procurement.bill({ supplierId: factory, number: '1', lines: [{ openId }] }),
    ).rejects.toMatchObject({ code: 'UNBILLED_UNKNOWN' })
    await expect(west.procurement.checkBill({ supplierId: factory, lines: [{ openId }] })).rejects.toMatchObject({
      code: 'UNBILLED_UNKNOWN',
    })
    await expect(
      as('storekeeper').procurement.bill({ supplierId: factory, number: '1', lines: [{ openId }] }),
    ).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await bill({})
    await expect(bill({ openId: charge })).rejects.toMatchObject({ code: 'PAYABLE_NUMBER_TAKEN' })
    expect(await unbilledNet(manager)).toBe('2.00')
  })

  it('of the past stands in the report of its day, as in the books', async () => {
    const { manager, clock, factory, openId } = await delivered()
    clock.now = '2026-11-25T04:00:00.000Z'
    const lines = [{ openId, amount: '105.00' }]
    await manager.procurement.bill({ supplierId: factory, number: '1', postedOn: '2026-11-23', lines })
    const told = async (asOf: string) => {
      const { total, account, difference } = await manager.procurement.unbilled({ asOf })
      return [total.net, account, difference]
    }
    expect(await told('2026-11-22')).toEqual(['100.00', '100.00', '0.00'])
    // The paper is of the 23rd; that it asked more was booked on the 25th.
    expect(await told('2026-11-23')).toEqual(['-5.00', '-5.00', '0.00'])
    expect(await told('2026-11-25')).toEqual(['0.00', '0.00', '0.00'])
  })
})

describe('what came in a month that is closed', () => {
  it('is booked today, and the report says of each day what the books say', async () => {
    const { manager, clock, factory } = await openBuying()
    await manager.ledger.closeMonth({ month: '2026-10' })
    const { lines, receipt } = await manager.procurement.receive({
      supplierId: factory,
      lines: [{ item: 'album', price: '10.00', accepted: 10 }],
      at: '2026-10-20T04:00:00.000Z',
    })
    expect(receipt).toMatchObject({ date: '2026-10-20' })
    const openId = lines[0]?.id ?? ''
    const told = async (asOf: string) => {
      const { total, difference } = await manager.procurement.unbilled({ asOf })
      return [total.net, difference]
    }
    expect(await told('2026-11-21')).toEqual(['0.00', '0.00'])
    expect(await told('2026-11-22')).toEqual(['100.00', '0.00'])
    clock.now = '2026-12-02T04:00:00.000Z'
    await manager.ledger.closeMonth({ month: '2026-11' })
    await manager.procurement.returnGoods({
      lines: [{ receiptLineId: openId, quantity: 1 }],
      reason: 'broken',
      at: '2026-11-25T04:00:00.000Z',
    })
    const bill = { supplierId: factory, number: '1', lines: [{ openId, amount: '91.00' }] }
    await manager.procurement.bill(bill)
    expect(await told('2026-12-01')).toEqual(['100.00', '0.00'])
    expect(await told('2026-12-02')).toEqual(['0.00', '0.00'])
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })
})

describe('a bill that is voided', () => {
  it('gives back what it billed, and the goods cost again what was agreed', async () => {
    const room = await delivered()
    const { manager } = room
    const bill = billing(room)
    const { document } = await bill('1', { quantity: 6, amount: '66.00' })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 5 }] })
    await manager.payables.voidDocument({ documentId: document.id, reason: 'wrong' })
    expect(await unbilledNet(manager)).toBe('100.00')
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
    expect(await balance(manager, 'Inventory:Albums')).toBe('50.00')
    expect(await balance(manager, 'COGS:Products')).toBe('50.00')
    await bill('1')
    expect(await unbilledNet(manager)).toBe('0.00')
  })

  it('is refused where something followed from it', async () => {
    const room = await delivered()
    const { manager, factory, openId } = room
    const { document } = await billing(room)('1', { amount: '109.00' })
    const voided = (documentId: string) => manager.payables.voidDocument({ documentId, reason: 'wrong' })
    const lines = [{ openId, amount: '60.00' }]
    const note = await manager.procurement.creditNote({ supplierId: factory, number: 'C1', lines })
    await expect(voided(document.id)).rejects.toMatchObject({ code: 'VETOED' })
    await voided(note.document.id)
    expect(await balance(manager, 'Inventory:Albums')).toBe('109.00')
    await manager.procurement.returnGoods({ lines: [{ receiptLineId: openId, quantity: 1 }], reason: 'broken' })
    await expect(voided(document.id)).rejects.toMatchObject({ code: 'VETOED' })
    expect(await unbilledNet(manager)).toBe('-10.90')
  })

  it('and a credit note that is voided opens its claim again', async () => {
    const room = await delivered()
    const { manager, factory, openId } = room
    await billing(room)('1')
    const back = { lines: [{ receiptLineId: openId, quantity: 2 }], reason: 'broken' }
    const claimId = (await manager.procurement.returnGoods(back)).lines[0]?.claimId ?? ''
    const credit = (number: string, line: object) =>
      manager.procurement.creditNote({ supplierId: factory, number, lines: [{ openId: claimId, ...line }] })
    const { document } = await credit('C1', { quantity: 1, amount: '9.00' })
    expect(await balance(manager, 'StockDifferences')).toBe('1.00')
    expect(await unbilledNet(manager)).toBe('-10.00')
    await manager.payables.voidDocument({ documentId: document.id, reason: 'wrong' })
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    expect(await unbilledNet(manager)).toBe('-20.00')
    // Credited with more than was claimed: the studio gains.
    await credit('C1', { amount: '21.00' })
    expect(await balance(manager, 'StockDifferences')).toBe('-1.00')
    expect(await unbilledNet(manager)).toBe('0.00')
    await expect(credit('C2', {})).rejects.toMatchObject({ code: 'UNBILLED_NOT_FITTING' })
  })

  it('with more than came takes its claim along', async () => {
    const { manager, factory, openId } = await delivered()
    const lines = [{ openId, quantity: 4, overbilled: 3, amount: '77.00' }]
    const { document } = await manager.procurement.bill({ supplierId: factory, number: '1', lines })
    expect(await unbilledNet(manager)).toBe('27.00')
    await manager.payables.voidDocument({ documentId: document.id, reason: 'wrong' })
    expect(await unbilledNet(manager)).toBe('100.00')
    expect((await manager.procurement.openItems({ kind: 'overbilled' })).items).toEqual([])
  })

  it('that is of no goods is none of this room', async () => {
    const { manager, factory } = await openBuying()
    const lines = [{ account: 'Rent', amount: '5' }]
    const { id: documentId } = await manager.payables.recordBill({ supplierId: factory, number: '1', lines })
    await manager.payables.voidDocument({ documentId, reason: 'wrong' })
    expect(await unbilledNet(manager)).toBe('0.00')
  })
})
