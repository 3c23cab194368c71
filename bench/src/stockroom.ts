/** The stockroom of a studio that the benches work at: items that are there in plenty, at ten yuan a piece. */
import { createEngine, type StorageAdapter } from '@calotype/core'
import { session } from './counter.ts'

export const itemCode = (at: number): string => `item-${at}`

/** More than any bench takes. */
const plenty = 10_000_000

export async function openStockroom(storage: StorageAdapter, items: number) {
  const engine = await createEngine({
    storage,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
  })
  const desk = engine.as(session)
  const itemIds: string[] = []
  for (let at = 0; at < items; at++) {
    const code = itemCode(at)
    itemIds.push((await desk.inventory.addItem({ code, kind: 'product', name: '相册' })).id)
    await desk.inventory.receive({ lines: [{ item: code, quantity: plenty, unitCost: '10.00' }] })
    // So that the totals of the day have their rows.
    await issueOne(desk, at, `first-${at}`)
  }
  return { engine, desk, itemIds }
}

type Desk = Awaited<ReturnType<typeof openStockroom>>['desk']

export const issueOne = (desk: Desk, item: number, key: string): Promise<unknown> =>
  desk.inventory.issue({ lines: [{ item: itemCode(item), quantity: 1 }], idempotencyKey: key })

export const reserveOne = (desk: Desk, item: number, key: string): Promise<unknown> =>
  desk.inventory.reserve({ lines: [{ item: itemCode(item), quantity: 1 }], idempotencyKey: key })
