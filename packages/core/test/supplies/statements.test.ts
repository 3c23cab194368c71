import { describe, expect, it } from 'vitest'
import { supplied } from './studio.ts'

const payment = { legs: [{ method: 'wechat', amount: '20.00' }] }

/** The statements of a sale and of its pickup, of so many lines with goods. */
async function counted() {
  const studio = await supplied()
  const { desk, customer, statements } = studio
  const of = async (work: () => Promise<unknown>) => {
    statements.length = 0
    await work()
    return [...statements]
  }
  let key = 0
  const place = (items: readonly string[]) => {
    const lines = items.map((item) => ({ item }))
    return desk.orders.place({ customerId: customer.id, lines, payment, idempotencyKey: `k${key++}` })
  }
  const handOver = async (items: readonly string[]) => {
    const { id: orderId } = await place(items)
    return of(() => desk.orders.pickUp({ orderId, arrearsAllowed: true }))
  }
  return { ...studio, of, place, handOver }
}

const goods = /inventory_|supplies_/

describe('the statements of the stock of orders', () => {
  it('are none where nothing is needed', async () => {
    const { desk, of, place, handOver } = await counted()
    await place(['print'])
    expect(await of(() => place(['print', 'print']))).toHaveLength(14)
    expect((await handOver(['print'])).filter((one) => goods.test(one))).toEqual([])
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    await place(['print'])
    expect(await of(() => place(['print', 'print']))).toHaveLength(14)
  })

  it('of a sale are as many for six lines with goods as for one', async () => {
    const { desk, of, place } = await counted()
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }, { item: 'frame' }] })
    await place(['album'])
    const one = await of(() => place(['album']))
    const many = await of(() => place(['album', 'album', 'print', 'album', 'album', 'album']))
    expect(many).toEqual(one)
    expect(one.filter((statement) => goods.test(statement))).toEqual([
      'find inventory_locations',
      'find inventory_items',
      'accumulate inventory_stock',
      'insert supplies_line_needs',
      'insert inventory_reservations',
    ])
    expect(one).toHaveLength(14 + 5)
  })

  it('of a pickup are as many for six lines with goods as for one', async () => {
    const { desk, handOver } = await counted()
    await handOver(['print'])
    const without = await handOver(['print'])
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    await handOver(['album'])
    const one = await handOver(['album'])
    const many = await handOver(['album', 'album', 'album', 'album', 'album', 'album'])
    expect(many).toEqual(one)
    expect(one.length - without.length).toBeLessThanOrEqual(18)
  })
})
