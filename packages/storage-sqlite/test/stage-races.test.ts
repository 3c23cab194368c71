/** Two engines on one file: a line is moved once, and what was cancelled or held goes nowhere. */
import { beforeEach, describe, expect, it } from 'vitest'
import { twoEngines } from './two-engines.ts'

const { deskOf } = twoEngines()

let customerId = ''

beforeEach(async () => {
  const desk = deskOf(0)
  const entitlements = { shoots: 1 }
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '100.00', entitlements })
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '10.00' })
  customerId = (await desk.customers.register({ name: '王芳' })).id
})

async function placed(items: readonly string[] = ['classic'], paid?: string) {
  const payment = paid === undefined ? {} : { payment: { legs: [{ method: 'cash', amount: paid }] } }
  const lines = items.map((item) => ({ item }))
  const order = await deskOf(0).orders.place({ customerId, lines, ...payment })
  return { orderId: order.id, lines: order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId })) }
}

describe('two engines on one file', () => {
  it('move a line once; who is slower hears who was faster, and when', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lines } = await placed()
      const outcomes = await Promise.all(
        [0, 1, 2, 3].map((turn) =>
          deskOf(turn + round).orders.moveStage.attempt({ lines, from: 'ordered', shootDate: '2026-12-05' }),
        ),
      )
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      const { changes } = await deskOf(1).orders.stages({ orderId })
      expect(changes).toHaveLength(1)
      for (const outcome of outcomes) {
        if (outcome.ok) continue
        const { actor: by, at } = changes[0] ?? {}
        expect(outcome.error).toMatchObject({
          code: 'LINE_MOVED_ON',
          details: { expected: 'ordered', stage: 'scheduled', by, at },
        })
      }
    }
  })

  it('move many lines of many orders in any order, without waiting for each other for ever', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => placed(['classic', 'classic'])))
    const lines = orders.flatMap((order) => order.lines)
    const outcomes = await Promise.all(
      [lines, [...lines].reverse(), lines.filter((_, at) => at % 2 === 0), lines.slice(6)].map((some, turn) =>
        deskOf(turn).orders.moveStage.attempt({ lines: some, from: 'ordered', shootDate: '2026-12-05' }),
      ),
    )
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('LINE_MOVED_ON')
    expect(outcomes.some(({ ok }) => ok)).toBe(true)
    for (const { orderId } of orders) {
      const { changes } = await deskOf(0).orders.stages({ orderId })
      expect(new Set(changes.map(({ lineId }) => lineId)).size).toBe(changes.length)
    }
  })

  it('move a line or cancel its order: what was cancelled moves no more', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lines } = await placed()
      const [moved, cancelled] = await Promise.all([
        deskOf(round).orders.moveStage.attempt({ lines, from: 'ordered', shootDate: '2026-12-05' }),
        deskOf(round + 1).orders.cancel.attempt({ orderId, reason: 'moved away' }),
      ])
      expect(cancelled.ok).toBe(true)
      if (!moved.ok) expect(moved.error).toMatchObject({ code: 'LINE_MOVED_ON', details: { stage: 'cancelled' } })
      const order = await deskOf(0).orders.get({ orderId })
      expect(order).toMatchObject({ status: 'cancelled', lines: [{ stage: 'cancelled', nextStage: null }] })
    }
  })

  it('move a line or take it off its order before it has begun, never both', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lines } = await placed(['classic', 'frame'])
      const [line] = lines
      if (line === undefined) throw new Error('two were placed')
      const [moved, off] = await Promise.all([
        deskOf(round).orders.moveStage.attempt({ lines: [line], from: 'ordered', shootDate: '2026-12-05' }),
        deskOf(round + 1).orders.cancelLine.attempt(line),
      ])
      expect([moved.ok, off.ok].filter(Boolean)).toHaveLength(1)
      if (!moved.ok) expect(moved.error.code).toBe('LINE_MOVED_ON')
      if (!off.ok) expect(off.error.code).toBe('REASON_MISSING')
      const order = await deskOf(0).orders.get({ orderId })
      expect(order.status).toBe(moved.ok ? 'inProgress' : 'open')
      expect(order.total).toBe(moved.ok ? '110.00' : '10.00')
    }
  })

  it('hand a line over or hold it, never both', async () => {
    for (let round = 0; round < 6; round++) {
      const { orderId, lines } = await placed(['frame'], '10.00')
      const [handed, held] = await Promise.all([
        deskOf(round).orders.pickUp.attempt({ orderId }),
        deskOf(round + 1).orders.hold.attempt({ lines, cause: 'customer' }),
      ])
      expect([handed.ok, held.ok].filter(Boolean)).toHaveLength(1)
      if (!handed.ok) expect(handed.error.code).toBe('LINE_HELD')
      if (!held.ok) expect(held.error.code).toBe('SIDE_STATE_REFUSED')
      const [line] = (await deskOf(0).orders.get({ orderId })).lines
      expect(line).toMatchObject(
        handed.ok ? { progress: 'pickedUp', hold: null } : { progress: 'ordered', hold: 'customer' },
      )
    }
    expect(await deskOf(0).ledger.verify({})).toMatchObject({ intact: true })
  })

  it('take a record of work back once', async () => {
    const { orderId, lines } = await placed()
    await deskOf(0).orders.moveStage({ lines, from: 'ordered', shootDate: '2026-12-05', work: [{ staffId: 'mo' }] })
    const [change] = (await deskOf(0).orders.stages({ orderId })).changes
    const workIds = change?.work.map(({ id }) => id) ?? []
    const outcomes = await Promise.all([
      ...[0, 1, 2].map((turn) => deskOf(turn).orders.reverseWork.attempt({ workIds, reason: 'x' })),
      deskOf(3).orders.moveStage.attempt({ lines, from: 'scheduled', to: 'ordered', reason: 'x' }),
    ])
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]))
    for (const code of refused) expect(code).toBe('WORK_REVERSED')
    const { rows } = await deskOf(1).orders.workload({ from: '2020-01-01', to: '2100-01-01', staffId: 'mo' })
    expect(rows).toEqual([])
  })
})
