import { afterEach, describe, expect, it } from 'vitest'
import { type Batch, memory, type Receipt, type StorageAdapter, type Tx } from '@calotype/core'
import { renderText } from '../src/index.ts'
import { openStudio, stores } from './studio.ts'

type Studio = Awaited<ReturnType<typeof openStudio>>

let studio: Studio | undefined
afterEach(async () => {
  await studio?.engine.close()
  studio = undefined
})

async function open(given: Parameters<typeof openStudio>[0] = {}): Promise<Studio> {
  studio = await openStudio(given)
  return studio
}

async function paid({ desk, place }: Studio): Promise<Receipt> {
  const order = await place()
  return desk.ledger.takePayment({
    orderId: order.id,
    purpose: 'earnest',
    legs: [{ method: 'cash', amount: '300.00', tendered: '500.00' }],
  })
}

describe('printing a receipt', () => {
  it('is an original once, and a copy with its number each time after', async () => {
    const studio = await open({ template: { language: 'zh', studio: '玫瑰摄影' } })
    const { id: receiptId, number } = await paid(studio)
    const cashier = studio.as('cashier')
    const first = await cashier.receipts.print({ receiptId })
    expect(first.document).toMatchObject({
      copy: 0,
      number,
      kind: 'receipt',
      purpose: '定金',
      time: '2026-11-22 12:00',
      order: expect.stringContaining('main'),
      lines: [{ name: '写真', quantity: '1', unitPrice: '1060.00', amount: '1060.00' }],
      taxes: [{ rate: '6', amount: '60.00' }],
      legs: [{ method: '现金', amount: '300.00', tendered: '500.00', change: '200.00' }],
      balanceDue: '760.00',
    })
    expect(renderText(first.document)).not.toContain('副本')
    expect((await cashier.receipts.print({ receiptId })).copy).toBe(1)
    const third = await cashier.receipts.print({ receiptId })
    expect(third.copy).toBe(2)
    expect(renderText(third.document).match(/副本\/COPY 2/g)).toHaveLength(2)
  })

  it('shows where the hash chain ends, if asked, in a form that verifies', async () => {
    const studio = await open()
    const { id: receiptId } = await paid(studio)
    expect((await studio.desk.receipts.print({ receiptId })).document.headHash).toBeNull()
    await studio.engine.settle()
    const { document } = await studio.desk.receipts.print({ receiptId, head: true })
    const [sequence = '', hash = ''] = (document.headHash ?? '').split(':')
    expect(renderText(document).replaceAll(/\s/g, '')).toContain(`${sequence}:${hash}`)
    const expected = { sequence: Number(sequence), hash }
    expect(await studio.desk.ledger.verify({ expected })).toMatchObject({ intact: true, verified: 1 })
    const other = { ...expected, hash: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
    expect(await studio.desk.ledger.verify({ expected: other })).toMatchObject({ intact: false })
  })

  it('answers the same paper to the same key: a jam of the printer makes no copy', async () => {
    const studio = await open()
    const { id: receiptId } = await paid(studio)
    const print = () => studio.desk.receipts.print({ receiptId, idempotencyKey: 'p1' })
    const first = await print()
    expect(await print()).toEqual(first)
    expect(first.copy).toBe(0)
    expect((await studio.desk.receipts.print({ receiptId })).copy).toBe(1)
  })

  it.each(stores)('by many at once gives one original and no copy twice (%s)', async (_name, storage) => {
    const studio = await open({ storage: storage() })
    const { id: receiptId } = await paid(studio)
    const copies = await Promise.all(Array.from({ length: 12 }, () => studio.desk.receipts.print({ receiptId })))
    expect(copies.map(({ copy }) => copy).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at))
  })

  it('is told to subscribers and written into the audit with who did it', async () => {
    const studio = await open()
    const { id: receiptId } = await paid(studio)
    await studio.as('cashier').receipts.print({ receiptId })
    await studio.engine.settle()
    expect(studio.heard).toMatchObject([{ receiptId, copy: 0 }])
    const { items } = await studio.desk.audit.commands({ operation: 'receipts.print' })
    expect(items.map(({ operation, actor }) => [operation, actor])).toEqual([['receipts.print', 'cashier']])
  })

  it('shows of a refund which receipt it gives back from, by the clock of its branch', async () => {
    const studio = await open()
    const west = studio.as('owner', 'west')
    const order = await studio.place('west')
    const taken = await west.ledger.takePayment({ orderId: order.id, legs: [{ method: 'wechat', amount: '100.00' }] })
    const back = await west.ledger.refund({
      receiptId: taken.id,
      reason: 'moved away',
      legs: [{ leg: 1, amount: '40.00' }],
    })
    const { document } = await studio.desk.receipts.print({ receiptId: back.id })
    expect(document).toMatchObject({ kind: 'refund', corrects: taken.number, reason: 'moved away', amount: '40.00' })
    // Urumqi's clocks are two hours behind Shanghai's.
    expect(document.time).toBe('2026-11-22 10:00')
  })

  it('is for those who may, and for receipts that there are', async () => {
    const studio = await open()
    const { id: receiptId } = await paid(studio)
    await expect(studio.as('photographer').receipts.print({ receiptId })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    await expect(studio.desk.receipts.print({ receiptId: 'nothing' })).rejects.toMatchObject({
      code: 'RECEIPT_UNKNOWN',
    })
  })

  it('costs so many statements', async () => {
    const statements: string[] = []
    const studio = await open({ storage: noting(memory(), statements) })
    const { id: receiptId } = await paid(studio)
    await studio.desk.receipts.print({ receiptId })
    statements.length = 0
    await studio.desk.receipts.print({ receiptId, idempotencyKey: 'p1' })
    expect(statements).toEqual([
      'find ledger_entries',
      'find ledger_entries',
      'find ledger_refunds',
      'find orders',
      'find orders_lines',
      'lockKeys',
      'aggregate receipts_prints',
      'insert receipts_prints',
      'insert audit_commands',
      'insert calotype_outbox',
    ])
  })
})

/** The same store, which notes the statements of its transactions. */
function noting(storage: StorageAdapter, statements: string[]): StorageAdapter {
  const noted = (name: string, [first]: readonly unknown[]): string[] => {
    if (name === 'insertAtEnd') return (first as readonly Batch[]).map(({ table }) => `insert ${table.name}`)
    const table = typeof first === 'object' && first !== null && 'name' in first ? ` ${String(first.name)}` : ''
    return [`${name}${table}`]
  }
  return new Proxy(storage, {
    get(target, name) {
      if (name === 'transaction') {
        return (work: (tx: Tx) => Promise<unknown>, options: Parameters<StorageAdapter['transaction']>[1]) =>
          target.transaction(
            (tx) =>
              work(
                new Proxy(tx, {
                  get(inner, method) {
                    const member: unknown = Reflect.get(inner, method)
                    if (typeof member !== 'function') return member
                    return (...given: unknown[]) => {
                      statements.push(...noted(String(method), given))
                      return Reflect.apply(member, inner, given)
                    }
                  },
                }),
              ),
            options,
          )
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
