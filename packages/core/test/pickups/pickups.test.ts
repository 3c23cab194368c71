import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { pickupChecks, pickupNotified, pickupUnclaimed } from '../../src/pickups/index.ts'
import { walking } from '../orders/walking.ts'

/** A host that writes down what it is told. */
function host() {
  const told: object[] = []
  const plugin = definePlugin({
    name: 'messages',
    version: '1.0.0',
    requires: { pickups: '*' },
    subscribers: [
      subscribe({
        name: 'tell',
        to: [pickupNotified, pickupUnclaimed],
        async handle(_context, { name, data }) {
          told.push({ name, ...data })
        },
      }),
    ],
  })
  return { told, plugin }
}

/** A package that was made and lies on no shelf yet, and an album from the shop. */
async function finished(given: Parameters<typeof walking>[0] = {}) {
  const studio = await walking(given)
  const order = await studio.place(['wedding-classic', 'album-12'])
  const lines = [{ orderId: order.id, lineId: order.lines[0]?.id ?? '' }]
  const finish = async () => {
    await studio.bring(lines, 'ready')
    await studio.engine.settle()
  }
  return { ...studio, order, orderId: order.id, lines, finish }
}

describe('before a customer is told', () => {
  it('it is said what is missing, in the words of the desk', async () => {
    const { desk, orderId, order, finish } = await finished()
    const before = await desk.pickups.check({ orderId })
    expect(before).toMatchObject({ complete: false, waiting: null })
    expect(before.missing).toEqual([
      {
        code: 'lineNotReady',
        lineId: order.lines[0]?.id,
        blocks: true,
        words: {
          zh: '婚纱经典套系：未完成，现为「已下单」，下一步「已排期」',
          en: '婚纱经典套系: not ready, it is “Ordered”, next is “Scheduled”',
        },
      },
      {
        code: 'balanceDue',
        lineId: null,
        blocks: false,
        words: { zh: '尾款 5599.00 CNY', en: 'balance due 5599.00 CNY' },
      },
    ])
    await finish()
    const after = await desk.pickups.check({ orderId })
    // A balance is no reason not to be told.
    expect(after).toMatchObject({ complete: true, waiting: { readyOn: '2026-11-22', notifiedOn: null } })
    expect(after.lines.map(({ ready }) => ready)).toEqual([true, true])
    await expect(desk.pickups.check({ orderId: 'x' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
  })

  it('a plugin says what it knows', async () => {
    const gift = definePlugin({
      name: 'gifts',
      version: '1.0.0',
      requires: { pickups: '*' },
      entries: [
        entry(pickupChecks, {
          name: 'gifts.packed',
          check: async () => [
            { code: 'giftMissing', lineId: null, blocks: true, words: { zh: '缺赠品', en: 'the gift is missing' } },
          ],
        }),
      ],
    })
    const { desk, orderId, finish } = await finished({ plugins: [gift] })
    await finish()
    await expect(desk.pickups.notify({ orderId, channel: 'phone' })).rejects.toMatchObject({
      code: 'PICKUP_INCOMPLETE',
      details: { missing: [expect.stringMatching(/gift|缺赠品/)] },
    })
  })

  it('what is not complete is refused, unless lines that are ready are named or a reason is given', async () => {
    const { desk, orderId, order } = await finished()
    const told = { orderId, channel: 'wechat' }
    await expect(desk.pickups.notify(told)).rejects.toMatchObject({ code: 'PICKUP_INCOMPLETE' })
    await desk.pickups.notify({ ...told, lines: [order.lines[1]?.id ?? ''] })
    await desk.pickups.notify({ ...told, reason: 'she wants to see the proof' })
    const { items } = await desk.pickups.notices({ orderId })
    expect(items.map(({ kind, reason, lineIds }) => [kind, reason, lineIds.length])).toEqual([
      ['reminded', 'she wants to see the proof', 2],
      ['notified', null, 1],
    ])
    await expect(desk.pickups.notify({ ...told, lines: ['x'] })).rejects.toMatchObject({ code: 'LINE_UNKNOWN' })
    await expect(desk.pickups.notify({ ...told, revision: 99 })).rejects.toMatchObject({ code: 'ORDER_CHANGED' })
  })
})

describe('what waits', () => {
  it('moves from ready to told, to a day that was agreed, to nothing', async () => {
    const { desk, as, orderId, finish, engine, statements } = await finished()
    const listed = async (list: 'ready' | 'notified' | 'agreed' | 'stored', more = {}) =>
      (await desk.pickups.list({ list, ...more })).items.map((one) => one.orderId)
    expect(await listed('ready')).toEqual([])
    await expect(desk.pickups.answer({ orderId, agreedOn: null })).rejects.toMatchObject({ code: 'NOT_NOTIFIED' })
    await finish()
    expect(await listed('ready')).toEqual([orderId])
    const stored = await as('storekeeper').pickups.store({ orderId, place: 'A-3', parcels: 2 })
    expect(stored).toMatchObject({ place: 'A-3', parcels: 2, storedBy: 'the-storekeeper' })
    expect(await listed('stored', { place: 'A-' })).toEqual([orderId])
    expect(await listed('stored', { place: 'B-' })).toEqual([])
    await desk.pickups.notify({ orderId, channel: 'phone' })
    expect([await listed('ready'), await listed('notified')]).toEqual([[], [orderId]])
    await desk.pickups.answer({ orderId, agreedOn: '2026-11-28', answer: '周六下午' })
    expect(await listed('agreed', { on: '2026-11-28' })).toEqual([orderId])
    expect(await listed('agreed', { on: '2026-11-29' })).toEqual([])
    statements.length = 0
    const { items } = await desk.pickups.list({ list: 'agreed' })
    expect(statements).toHaveLength(3)
    expect(items).toMatchObject([{ customerName: '王芳', customerPhone: '13800000000', answer: '周六下午' }])
    const { pickup } = await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    await engine.settle()
    expect(await listed('agreed')).toEqual([])
    expect((await desk.pickups.check({ orderId })).waiting).toMatchObject({ open: false, place: null })
    await expect(desk.pickups.store({ orderId, place: 'A-3' })).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
    // Brought back, it waits again.
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'another customer' })
    await engine.settle()
    expect(await listed('notified')).toEqual([orderId])
    await engine.close()
  })

  it('is not ready any more while a line is held or goes back', async () => {
    const { desk, orderId, lines, finish, engine } = await finished()
    await finish()
    await desk.orders.hold({ lines, cause: 'customer', note: 'asks for another cover' })
    await engine.settle()
    expect((await desk.pickups.list({ list: 'ready' })).items).toEqual([])
    expect((await desk.pickups.check({ orderId })).missing[0]).toMatchObject({
      code: 'lineHeld',
      words: { zh: '婚纱经典套系：暂停，等待客户' },
    })
  })

  it('waits no more in the moment in which it is cancelled: nothing lies on a shelf, nobody is reminded', async () => {
    const { desk, orderId, order, finish } = await finished()
    await finish()
    const [shoot = '', album = ''] = order.lines.map(({ id }) => id)
    await desk.pickups.store({ orderId, place: 'A-3', parcels: 2 })
    await desk.pickups.notify({ orderId, channel: 'phone' })
    await desk.orders.cancelLine({ orderId, lineId: shoot, reason: 'x' })
    // The album still lies there.
    expect((await desk.pickups.check({ orderId })).waiting).toMatchObject({ place: 'A-3' })
    await desk.orders.cancel({ orderId, reason: 'x' })
    for (const list of ['ready', 'notified', 'unclaimed', 'stored'] as const) {
      expect((await desk.pickups.list({ list, days: 0 })).items, list).toEqual([])
    }
    expect(album).not.toBe('')
  })

  it('that is sold and handed over at the counter never waits', async () => {
    const { desk, place, engine } = await finished()
    const order = await place(['album-12'])
    await desk.orders.addLine({ orderId: order.id, line: { item: 'album-12' } })
    await engine.settle()
    expect((await desk.pickups.list({ list: 'ready' })).items).toEqual([])
  })

  it('is told of once a step when nobody comes, with what keeping it may cost', async () => {
    const { told, plugin } = host()
    const settings = {
      pickups: { unclaimedDays: [7, 30], storageFee: { afterDays: 20, perDay: '2.50', most: '30' } },
    }
    const { desk, orderId, order, finish, engine, clock } = await finished({ plugins: [plugin], settings })
    await finish()
    await desk.pickups.notify({ orderId, channel: 'sms' })
    await engine.settle()
    const days = async (day: string) => {
      clock.at = `${day}T02:00:00.000Z`
      await engine.settle()
    }
    for (const day of ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-22', '2026-12-23', '2027-03-01'])
      await days(day)
    expect(told).toEqual([
      {
        name: 'pickups.notified',
        orderId,
        customerId: order.customerId,
        noticeId: expect.any(String),
        kind: 'notified',
        channel: 'sms',
        lineIds: order.lines.map(({ id }) => id),
        agreedOn: null,
      },
      {
        name: 'pickups.unclaimed',
        orderId,
        customerId: order.customerId,
        notifiedOn: '2026-11-22',
        step: 1,
        days: 7,
      },
      { name: 'pickups.unclaimed', orderId, customerId: order.customerId, notifiedOn: '2026-11-22', step: 2, days: 30 },
    ])
    const [item] = (await desk.pickups.list({ list: 'unclaimed' })).items
    expect(item).toMatchObject({ ageDays: 99, storageFee: '30.00' })
    expect((await desk.pickups.list({ list: 'unclaimed', days: 100 })).items).toEqual([])
    expect(await desk.pickups.summary({})).toEqual({
      branches: [
        {
          branch: 'main',
          ready: 0,
          agreedToday: 0,
          ages: [
            { fromDays: 0, toDays: 7, orders: 0 },
            { fromDays: 7, toDays: 30, orders: 0 },
            { fromDays: 30, toDays: null, orders: 1 },
          ],
        },
      ],
    })
    await engine.close()
  })

  it('is seen by its branch and its studio alone', async () => {
    const { engine, as, orderId, finish } = await finished({ tenants: ['rose', 'lily'] })
    await finish()
    const north = engine.as({
      tenant: 'rose',
      branch: 'north',
      actor: { id: 'north', roles: [{ role: 'manager', branches: ['north'] }] },
    })
    for (const desk of [north, as('owner', 'lily')]) {
      expect((await desk.pickups.list({ list: 'ready' })).items).toEqual([])
      expect((await desk.pickups.summary({})).branches).toEqual([])
      await expect(desk.pickups.check({ orderId })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
      await expect(desk.pickups.notify({ orderId, channel: 'sms' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    }
    await expect(as('designer').pickups.notify({ orderId, channel: 'sms' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('is agreed for a day since the order was placed, which may be over when it is written down', async () => {
    const { desk, orderId, finish, clock } = await finished()
    await finish()
    const mistyped = { code: 'DAY_BEFORE_ORDER', details: { field: 'agreedOn', value: '2016-11-28' } }
    const told = desk.pickups.notify({ orderId, channel: 'phone', agreedOn: '2016-11-28' })
    await expect(told).rejects.toMatchObject(mistyped)
    await desk.pickups.notify({ orderId, channel: 'phone' })
    await expect(desk.pickups.answer({ orderId, agreedOn: '2016-11-28' })).rejects.toMatchObject(mistyped)
    clock.at = '2026-11-30T02:00:00.000Z'
    expect(await desk.pickups.answer({ orderId, agreedOn: '2026-11-28' })).toMatchObject({ agreedOn: '2026-11-28' })
  })

  it('forgets what an erased customer answered', async () => {
    const { desk, customer, orderId, finish } = await finished()
    await finish()
    await desk.pickups.notify({ orderId, channel: 'phone', agreedOn: '2026-11-28' })
    await desk.pickups.answer({ orderId, agreedOn: '2026-11-29', answer: '妈妈来取' })
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked for' })
    expect((await desk.pickups.check({ orderId })).waiting).toMatchObject({ answer: null, agreedOn: '2026-11-29' })
  })

  it('costs few statements to tell of', async () => {
    const { desk, orderId, finish, statements } = await finished()
    await finish()
    await desk.pickups.notify({ orderId, channel: 'phone' })
    statements.length = 0
    await desk.pickups.notify({ orderId, channel: 'phone' })
    expect(statements).toEqual([
      'begin',
      'findForUpdate orders',
      'find orders_lines',
      'find ledger_commitments',
      'findForUpdate pickups_waiting',
      'update pickups_waiting',
      'insert pickups_notices',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })
})
