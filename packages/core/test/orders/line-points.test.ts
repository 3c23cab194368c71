import { describe, expect, it } from 'vitest'
import { on, veto } from '../../src/engine/hook.ts'
import { linesCancelled, linesChanged, linesDelivered, linesSold, stageMoving } from '../../src/orders/index.ts'
import { furnished, trialBalanceIsZero } from './studio.ts'

/** A studio whose guest writes down what is raised. */
async function listening(refused?: string) {
  const told: string[] = []
  const tell = (point: string, lines: readonly { readonly line: number; readonly quantity: string }[], more = '') => {
    told.push([point, lines.map(({ line, quantity }) => `${line}×${quantity}`).join(' '), more].join(' ').trim())
    if (point === refused) throw veto('not today')
  }
  const hooks = [
    on(linesSold, (_context, { order, lines }) => tell('sold', lines, order.promisedDate ?? '')),
    on(linesChanged, (_context, { changes }) =>
      tell(
        'changed',
        changes.map(({ after }) => after),
        `from ${changes.map(({ before }) => before.quantity).join(' ')}`,
      ),
    ),
    on(linesCancelled, (_context, { lines }) => tell('cancelled', lines)),
    on(linesDelivered, (_context, { lines }) => tell('delivered', lines)),
    on(stageMoving, (_context, { moves }) => {
      for (const { kind, undone } of moves) told.push(`${kind} ${undone.join(' ')}`.trim())
    }),
  ]
  return { ...(await furnished({ hooks })), told }
}

describe('what is raised of lines', () => {
  it('tells of those that are sold, changed, cancelled and delivered', async () => {
    const { desk, customer, told } = await listening()
    const lines = [{ item: 'album-12' }, { item: 'extra-image', quantity: 3 }]
    const order = await desk.orders.place({ customerId: customer.id, lines, promisedDate: '2026-12-24' })
    const orderId = order.id
    const [album = '', image = ''] = order.lines.map(({ id }) => id)
    await desk.orders.addLine({ orderId, line: { item: 'album-12', quantity: 2 }, secondSale: true })
    await desk.orders.changeLine({ orderId, lineId: image, quantity: 5 })
    await desk.orders.changeLine({ orderId, lineId: image, discount: '1.00' })
    await desk.orders.cancelLine({ orderId, lineId: album })
    await desk.orders.pickUp({ orderId, lines: [image], arrearsAllowed: true })
    expect(told).toEqual([
      'sold 1×1 2×3 2026-12-24',
      'sold 3×2 2026-12-24',
      'changed 2×5 from 3',
      'cancelled 1×1',
      'pickedUp',
      'delivered 2×5',
    ])
  })

  it('tells of a whole order that is cancelled', async () => {
    const { desk, customer, told } = await listening()
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12' }, { item: 'extra-image' }],
    })
    await desk.orders.cancel({ orderId: order.id, reason: 'moved away' })
    expect(told).toEqual(['sold 1×1 2×1', 'cancelled 1×1 2×1'])
  })

  it.each(['sold', 'changed', 'cancelled', 'delivered'])(
    'writes nothing where a guest refuses what is %s',
    async (at) => {
      const { desk, customer, told, ...studio } = await listening(at)
      const place = () => desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
      const vetoed = { code: 'VETOED', details: { reason: 'not today' } }
      if (at === 'sold') {
        await expect(place()).rejects.toMatchObject(vetoed)
        expect((await desk.orders.list()).items).toEqual([])
        return
      }
      const order = await place()
      const orderId = order.id
      const lineId = order.lines[0]?.id ?? ''
      const attempt = {
        changed: () => desk.orders.changeLine({ orderId, lineId, quantity: 2 }),
        cancelled: () => desk.orders.cancel({ orderId, reason: 'none' }),
        delivered: () => desk.orders.pickUp({ orderId, arrearsAllowed: true }),
      }[at as 'changed' | 'cancelled' | 'delivered']
      await expect(attempt()).rejects.toMatchObject(vetoed)
      expect(await desk.orders.get({ orderId })).toMatchObject({ revision: 1, status: 'open', total: '600.00' })
      await trialBalanceIsZero({ desk, ...studio })
    },
  )
})
