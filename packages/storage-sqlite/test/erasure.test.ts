/** Who was erased is gone from the bytes of the file, not only from the answers. */
import { readFileSync } from 'node:fs'
import { createEngine } from '@calotype/core'
import { expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const owner = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } } as const

it('an erased customer leaves nothing personal in the file; the books stay in balance', async () => {
  const file = temporaryFile()
  const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
  const engine = await createEngine({ storage: sqlite({ file }), studio, background: false })
  const desk = engine.as(owner)
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '4999.00' })
  const ids: string[] = []
  for (let guest = 0; guest < 30; guest++) {
    const mine = guest === 7
    const customer = await desk.customers.register({
      name: mine ? '欧阳静怡' : `客人${guest}`,
      phone: mine ? '13977778888' : `138000000${10 + guest}`,
      email: mine ? 'jingyi@erased.example' : `guest${guest}@kept.example`,
      notes: mine ? 'wants the lilac backdrop' : 'none',
      idempotencyKey: `register-${guest}`,
    })
    ids.push(customer.id)
    await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'classic' }],
      note: mine ? 'surprise for the grandmother' : 'nothing',
      payment: { legs: [{ method: 'cash', amount: '100.00' }] },
      idempotencyKey: `place-${guest}`,
    })
  }
  await desk.customers.update({ customerId: ids[7] ?? '', notes: 'wants the indigo backdrop' })
  await desk.people.erase({ kind: 'customer', id: ids[7] ?? '', reason: 'asked by letter of 22 November' })
  const { totals } = await desk.ledger.trialBalance({})
  expect(totals).toEqual([{ currency: 'CNY', debit: '3000.00', credit: '3000.00' }])
  await engine.close()
  const bytes = readFileSync(file)
  const found = ['欧阳静怡', '13977778888', 'jingyi@erased', 'lilac', 'indigo', 'grandmother'].filter((text) =>
    bytes.includes(Buffer.from(text)),
  )
  expect(found).toEqual([])
  expect(bytes.includes(Buffer.from('asked by letter'))).toBe(true)
  expect(bytes.includes(Buffer.from('guest8@kept'))).toBe(true)
})
