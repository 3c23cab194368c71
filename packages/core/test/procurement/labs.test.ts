import { describe, expect, it } from 'vitest'
import { balance, openBuying } from './studio.ts'

async function withLab(options: Parameters<typeof openBuying>[0] = {}) {
  const room = await openBuying(options)
  const { manager, factory } = room
  const send = (given: object = {}) =>
    manager.procurement.sendToLab({
      supplierId: factory,
      orderId: 'order-1',
      description: '12-inch album',
      price: '200.00',
      expectedOn: '2026-11-25',
      ...given,
    })
  const day = (date: string) => {
    room.clock.now = `${date}T04:00:00.000Z`
  }
  return { ...room, send, day }
}

describe('work at an outside lab', () => {
  it('is sent, comes back, is inspected and billed as cost of its order', async () => {
    const { manager, factory, send, day } = await withLab()
    const job = await send({ quantity: 3, category: 'album', shootType: 'wedding' })
    expect(job).toMatchObject({ number: 'Lmain-2026-0001', status: 'sent', pending: 3, round: 1 })
    const { id: jobId } = job
    await expect(manager.procurement.inspectLabJob({ jobId })).rejects.toMatchObject({ code: 'LAB_JOB_NOT_FITTING' })
    day('2026-11-26')
    expect((await manager.procurement.labJobs({ overdue: true })).items.map((one) => one.id)).toEqual([jobId])
    expect(await manager.procurement.returnFromLab({ jobId })).toMatchObject({
      status: 'returned',
      returnedOn: '2026-11-26',
    })
    expect((await manager.procurement.labJobs({ overdue: true })).items).toEqual([])
    expect(await manager.procurement.inspectLabJob({ jobId })).toMatchObject({
      status: 'accepted',
      accepted: 3,
      pending: 0,
    })
    expect((await manager.procurement.labJobs({ billed: false })).items).toHaveLength(1)
    const billed = await manager.procurement.billLab({ supplierId: factory, number: 'L1', lines: [{ jobId }] })
    expect(billed).toMatchObject({ document: { amount: '200.00' }, jobs: [{ billed: '200.00' }] })
    expect(await balance(manager, 'COGS:OutsideLabs')).toBe('200.00')
    const { items } = await manager.ledger.entries({})
    expect(items.flatMap((entry) => entry.lines).find((line) => line.account === 'COGS:OutsideLabs')).toMatchObject({
      orderId: 'order-1',
      category: 'album',
      shootType: 'wedding',
    })
    const again = manager.procurement.billLab({ supplierId: factory, number: 'L2', lines: [{ jobId }] })
    await expect(again).rejects.toMatchObject({ code: 'LAB_JOB_NOT_FITTING' })
    expect((await manager.procurement.labJobs({ billed: true })).items).toHaveLength(1)
    const { history } = await manager.procurement.labJob({ jobId })
    expect(history.map((one) => one.kind)).toEqual(['sent', 'returned', 'accepted', 'billed'])
    expect(history[1]).toMatchObject({ days: 4, late: true })
  })

  it('that is not good is done again, or given up for credit', async () => {
    const { manager, factory, send, day } = await withLab()
    const { id: jobId } = await send({ quantity: 4 })
    const back = (given: object) =>
      manager.procurement.returnFromLab({ jobId }).then(() => manager.procurement.inspectLabJob({ jobId, ...given }))
    day('2026-11-24')
    const rework = await back({ rejected: 3, outcome: 'rework', expectedOn: '2026-11-28', note: 'too dark' })
    expect(rework).toMatchObject({ status: 'sent', round: 2, pending: 3, accepted: 1, expectedOn: '2026-11-28' })
    await expect(manager.procurement.cancelLabJob({ jobId, note: 'no' })).rejects.toMatchObject({
      code: 'LAB_JOB_NOT_FITTING',
    })
    day('2026-11-27')
    await expect(back({ rejected: 4, outcome: 'credit' })).rejects.toMatchObject({ code: 'LAB_JOB_NOT_FITTING' })
    expect(await manager.procurement.inspectLabJob({ jobId, rejected: 1, outcome: 'credit' })).toMatchObject({
      status: 'rejected',
      accepted: 3,
      rejected: 1,
      pending: 0,
    })
    const bill = await manager.procurement.billLab({ supplierId: factory, number: 'L1', lines: [{ jobId }] })
    const credit = (amount?: string) =>
      manager.procurement.creditLab({ supplierId: factory, number: `C${amount}`, lines: [{ jobId, amount }] })
    await expect(credit('200.01')).rejects.toMatchObject({ code: 'LAB_JOB_NOT_FITTING' })
    const note = await credit('50.00')
    expect(note.jobs).toMatchObject([{ credited: '50.00' }])
    expect(await balance(manager, 'COGS:OutsideLabs')).toBe('150.00')
    const voided = (documentId: string) => manager.payables.voidDocument({ documentId, reason: 'wrong' })
    await expect(voided(bill.document.id)).rejects.toMatchObject({ code: 'VETOED' })
    await voided(note.document.id)
    await voided(bill.document.id)
    expect(await manager.procurement.labJob({ jobId })).toMatchObject({
      billId: null,
      billed: '0.00',
      credited: '0.00',
    })
    await manager.procurement.billLab({ supplierId: factory, number: 'L1', lines: [{ jobId }] })
    const { labs } = await manager.procurement.labFigures({ from: '2026-11-22', to: '2026-11-27' })
    expect(labs).toMatchObject([
      {
        name: '晨光相册厂',
        sent: 2,
        returned: 2,
        turnaroundDays: '2.5',
        onTimeRate: '100.0',
        accepted: 3,
        rejected: 4,
        rejectRate: '57.1',
        cost: '200.00',
      },
    ])
  })

  it('that was never back or inspected has no turnaround and no rates', async () => {
    const { manager, send } = await withLab()
    await send()
    const { labs } = await manager.procurement.labFigures({ from: '2026-11-22', to: '2026-11-22' })
    expect(labs).toMatchObject([{ sent: 1, turnaroundDays: null, onTimeRate: null, rejectRate: null, cost: '0.00' }])
    expect((await manager.procurement.labFigures({ from: '2026-11-23', to: '2026-11-23' })).labs).toEqual([])
  })

  it('dearer than agreed needs the permission', async () => {
    const { manager, accountant, factory, send } = await withLab()
    const { id: jobId } = await send()
    const bill = (amount: string, desk = accountant) =>
      desk.procurement.billLab({ supplierId: factory, number: 'L1', lines: [{ jobId, amount }] })
    await expect(bill('210.01')).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    expect((await bill('210.00')).jobs).toMatchObject([{ billed: '210.00' }])
    const { id: other } = await send()
    const dear = { supplierId: factory, number: 'L2', lines: [{ jobId: other, amount: '999' }] }
    expect((await manager.procurement.billLab(dear)).approver).toBe(null)
  })

  it('is refused where it does not fit', async () => {
    const { manager, west, factory, printer, send } = await withLab()
    const { id: jobId } = await send()
    const refused: [object, string][] = [
      [{ supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
      [{ expectedOn: '2026-11-21' }, 'PURCHASE_ORDER_INVALID'],
      [{ price: '-1' }, 'PURCHASE_ORDER_INVALID'],
      [{ quantity: 0 }, 'INPUT_INVALID'],
    ]
    for (const [given, code] of refused) await expect(send(given)).rejects.toMatchObject({ code })
    const bill = (given: object) =>
      manager.procurement.billLab({ supplierId: factory, number: '1', lines: [{ jobId }], ...given })
    const bills: [object, string][] = [
      [{ supplierId: printer }, 'LAB_JOB_NOT_FITTING'],
      [{ lines: [{ jobId }, { jobId }] }, 'LAB_JOB_NOT_FITTING'],
      [{ lines: [{ jobId: 'none' }] }, 'LAB_JOB_UNKNOWN'],
      [{ lines: [{ jobId, tax: '1' }] }, 'PAYABLE_AMOUNT_INVALID'],
    ]
    for (const [given, code] of bills) await expect(bill(given)).rejects.toMatchObject({ code })
    await expect(west.procurement.returnFromLab({ jobId })).rejects.toMatchObject({ code: 'LAB_JOB_UNKNOWN' })
    await expect(manager.procurement.labJob({ jobId: 'none' })).rejects.toMatchObject({ code: 'LAB_JOB_UNKNOWN' })
    await expect(manager.procurement.inspectLabJob({ jobId, rejected: 1 })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
    expect(await manager.procurement.cancelLabJob({ jobId, note: 'called back' })).toMatchObject({
      status: 'cancelled',
    })
    await expect(bill({})).rejects.toMatchObject({ code: 'LAB_JOB_NOT_FITTING' })
  })
})
