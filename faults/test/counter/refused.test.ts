/** A command that is refused changes nothing at all. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readerOf } from '../../src/stores/open.ts'
import type { Place } from '../../src/stores/place.ts'
import { counterLab } from './lab.ts'
import { storeKinds } from './stores.ts'

const reason = 'mistaken'

for (const kind of storeKinds) {
  const { reachable } = counterLab(kind)

  describe.skipIf(kind.absent || kind.name === 'memory')(
    `a refused command on ${kind.name}`,
    { meta: kind.meta },
    () => {
      it('changes not a byte', async () => {
        const { here, place } = await reachable()
        const { owner, desk, begin } = here
        const legs = [{ method: 'cash', amount: '1000' }]
        const receiptId = String(await owner.sales.open({ orderId: 'o1', total: '1000', legs }))
        await owner.tills.define({ code: 'front', name: 'Front' })
        await owner.tills.openShift({ float: { amount: '5' } })
        const pay = (leg: object) =>
          owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '1', ...leg }] })
        const refusals: readonly [string, () => Promise<unknown>][] = [
          ['PAYMENT_EXCEEDS_DUE', () => pay({})],
          ['PAYMENT_METHOD_UNKNOWN', () => pay({ method: 'shells' })],
          ['REFUND_EXCEEDS_LEFT', () => owner.ledger.refund({ receiptId, amount: '1000.01', reason })],
          ['RECEIPT_UNKNOWN', () => owner.ledger.voidReceipt({ receiptId: 'none', reason })],
          [
            'ENTRY_UNBALANCED',
            () =>
              owner.ledger.post({
                memo: reason,
                lines: [
                  { account: 'Rent', debit: '2' },
                  { account: 'Bank:a', credit: '1' },
                ],
              }),
          ],
          ['CASHIER_BUSY', () => owner.tills.handOver({ cash: { amount: '5' }, to: 'owner' })],
          ['TILL_IN_USE', () => desk('bob', 'manager').tills.openShift({ float: { amount: '1' } })],
          [
            'CASH_COUNT_CONTRADICTS',
            () => owner.tills.closeShift({ cash: { amount: '1', denominations: [{ value: '100', pieces: 1 }] } }),
          ],
          ['TILL_DAY_HAS_OPEN_SHIFTS', () => owner.tills.closeDay({})],
          ['PAYMENT_EXCEEDS_DUE', () => begin('1')],
          [
            'SETTLEMENT_ROW_INVALID',
            () =>
              owner.payments.importSettlement({
                provider: 'bank',
                batch: 'b',
                bank: 'main',
                currency: 'CNY',
                rows: [{ row: '1', kind: 'payment', attemptId: 'a', amount: '0', fee: '0' }],
              }),
          ],
          [
            'PERMISSION_MISSING',
            () =>
              desk('cashier').ledger.post({
                memo: reason,
                lines: [
                  { account: 'Rent', debit: '1' },
                  { account: 'Bank:a', credit: '1' },
                ],
              }),
          ],
        ]
        for (const [code, refused] of refusals) {
          const before = await contentOf(place)
          await expect(refused(), code).rejects.toMatchObject({ code })
          expect(await contentOf(place), code).toEqual(before)
        }
      })
    },
  )
}

/** Of a file its bytes, with what waits beside it; of a server every row of every table. */
async function contentOf(place: Place): Promise<unknown> {
  if (place.kind === 'sqlite') {
    const files = ['', '-wal'].map((end) => createHash('sha256').update(readFileSync(`${place.file}${end}`)))
    return files.map((hash) => hash.digest('hex'))
  }
  const reader = await readerOf(place)
  try {
    const schema = place.kind === 'postgres' ? `'public'` : 'database()'
    const names = await reader.rows(
      `select table_name as name from information_schema.tables where table_schema = ${schema} order by table_name`,
    )
    const content: Record<string, string> = {}
    for (const { name } of names) {
      const rows = await reader.rows(`select * from ${String(name)}`)
      const lines = rows.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
      )
      content[String(name)] = lines.sort().join('\n')
    }
    return content
  } finally {
    await reader.close()
  }
}
