/** Sales of two processes at one counter, half of which fail after their number was taken: the number is given back. */
import { createEngine, definePlugin, on, posting, veto } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

/** Raised when the number is taken already. */
const refuser = definePlugin({
  name: 'refuser',
  version: '1.0.0',
  requires: { ledger: '*' },
  hooks: [
    on(posting, async (_context, { lines }) => {
      if (lines.some(({ amount }) => amount.toString().endsWith('.13'))) throw veto('It ends in 13.')
    }),
  ],
})

describe.skipIf(lab.absent)('numbers of receipts', { meta: lab.meta }, () => {
  it('run from one without a gap, whoever races and whatever fails', async () => {
    const schema = await lab.newSchema()
    const open = async () => {
      const storage = await lab.open({ schema, poolSize: 6, notify: false })
      const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
      const engine = await createEngine({ storage, studio, plugins: [refuser], background: false })
      return { engine, desk: engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } }) }
    }
    const here = await open()
    const there = await open()
    await here.desk.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '800.00' })
    const { id: customerId } = await here.desk.customers.register({ name: '王芳' })
    const placing = Array.from({ length: 8 }, () =>
      here.desk.orders.place({ customerId, lines: [{ item: 'portrait' }] }),
    )
    const orders = await Promise.all(placing)
    const sales = Array.from({ length: 96 }, (_, at) => {
      const { desk } = at % 2 === 0 ? here : there
      const orderId = orders[at % orders.length]?.id ?? ''
      const amount = at % 3 === 0 ? '1.13' : at % 7 === 0 ? '999999.00' : '2.00'
      return desk.ledger.takePayment({ orderId, legs: [{ method: 'wechat', amount }], idempotencyKey: `sale-${at}` })
    })
    const outcomes = await Promise.allSettled(sales)
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(new Set(refused)).toEqual(new Set(['VETOED', 'PAYMENT_EXCEEDS_DUE']))
    const { items } = await there.desk.ledger.receipts({ limit: 200 })
    expect(items).toHaveLength(96 - refused.length)
    const numbers = items.map(({ number }) => Number(number.slice(number.lastIndexOf('-') + 1))).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
    await here.engine.close()
    await there.engine.close()
  })
})
