import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shootDates, type TimelineEntry, timelineSources } from '../../src/clientele/index.ts'
import {
  clienteleBranches,
  clienteleClasses,
  clienteleCustomers,
  clienteleFacets,
  clienteleOrders,
  clientelePairs,
} from '../../src/clientele/tables.ts'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { Row } from '../../src/storage/port.ts'
import { counting, furnished } from '../orders/studio.ts'
import { walking } from '../orders/walking.ts'

/** Days of shoots by the id of the order: what a room that knows them would answer. */
const shot = new Map<string, readonly string[]>()

const dump = operation({
  name: 'album.dump',
  summary: 'Reads all that is derived.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.record(z.string(), z.array(z.any())),
  async run({ store }) {
    const found: Record<string, unknown[]> = {}
    const tables = [
      clienteleOrders,
      clienteleCustomers,
      clienteleBranches,
      clienteleFacets,
      clienteleClasses,
      clientelePairs,
    ]
    for (const table of tables) {
      const rows = await store.find(table, { orderBy: table.key as never, limit: 'all' })
      found[table.name] = (rows as readonly Row[])
        .filter((row) => row.customers !== 0)
        .map(({ version: _version, amount, ...row }) => ({
          ...row,
          amount: amount === undefined ? null : String(amount),
        }))
    }
    return found
  },
})

const album = definePlugin({
  name: 'album',
  version: '1.0.0',
  requires: { clientele: '*' },
  operations: { dump },
  entries: [
    entry(shootDates, {
      name: 'album',
      datesOf: async (_context, orderIds) =>
        new Map(orderIds.flatMap((id) => (shot.has(id) ? [[id, shot.get(id) ?? []] as const] : []))),
    }),
    entry(timelineSources, {
      name: 'album',
      read: async (_context, { customerIds, after, limit }): Promise<TimelineEntry[]> => {
        const told = { branch: null, orderId: null, amount: null, currency: null, details: {} }
        const letter = { id: 'letter', at: '2026-11-22T02:00:00.000Z', kind: 'album.sent', ...told }
        return customerIds.length > 0 && after === undefined && limit > 0 ? [letter] : []
      },
    }),
  ],
})

async function openStudio() {
  const counted = counting(memory())
  const studio = await furnished({ storage: counted.adapter, plugins: [album], tenants: ['rose'] })
  const desk = studio.desk as typeof studio.desk & {
    album: { dump(input: object): Promise<Record<string, unknown[]>> }
  }
  await desk.catalog.addItem({ code: 'child-100', kind: 'package', name: '百日', price: '1000.00', shootType: 'child' })
  /** Places an order on a day. */
  const buy = async (customerId: string, items: readonly string[], day = '2026-11-22') => {
    studio.clock.at = `${day}T02:00:00.000Z`
    const order = await desk.orders.place({ customerId, lines: items.map((item) => ({ item })) })
    return order
  }
  const statementsOf = async (call: () => Promise<unknown>) => {
    counted.statements.length = 0
    await call()
    return [...counted.statements]
  }
  return { ...studio, desk, buy, statementsOf }
}

let studio: Awaited<ReturnType<typeof openStudio>>

beforeEach(async () => {
  shot.clear()
  studio = await openStudio()
})

afterEach(() => studio.engine.close())

/** Three more customers, with a life of buying. */
async function town() {
  const { desk, engine, buy, customer: fang } = studio
  const mei = await desk.customers.register({
    name: '李梅',
    phone: '13900000001',
    region: { province: '广东', city: '深圳' },
    source: 'douyin',
  })
  const lei = await desk.customers.register({ name: '李雷', phone: '13900000002' })
  const none = await desk.customers.register({ name: '韩梅梅', phone: '13900000003' })
  const first = await buy(fang.id, ['wedding-classic', 'album-12'], '2026-03-01')
  const second = await buy(mei.id, ['wedding-classic', 'album-12'], '2026-05-01')
  const third = await buy(lei.id, ['wedding-classic'], '2026-06-01')
  const child = await buy(fang.id, ['child-100'], '2026-11-20')
  shot.set(first.id, ['2026-03-10']).set(second.id, ['2026-05-10', '2026-05-11']).set(child.id, ['2026-11-21'])
  await desk.orders.pickUp({ orderId: third.id, arrearsAllowed: true })
  studio.clock.at = '2026-11-22T02:00:00.000Z'
  await engine.settle()
  return { fang, mei, lei, none, first, second, third, child }
}

const names = async (given: Parameters<typeof studio.desk.clientele.find>[0]) => {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await studio.desk.clientele.find({ ...given, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items.map(({ name }) => name))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

describe('the clientele', () => {
  it('is found by day of the shoot, amount, package, kind, region and what waits, page by page', async () => {
    await town()
    for (const limit of [1, 2, 50]) {
      expect(await names({ limit })).toEqual(['王芳', '李雷', '李梅'])
      expect(await names({ limit, order: 'amount' })).toEqual(['王芳', '李梅', '李雷'])
      expect(await names({ limit, shot: { from: '2026-05-01', to: '2026-11-30' } })).toEqual(['李梅', '王芳'])
      expect(await names({ limit, shot: { from: '2026-05-11', to: '2026-05-11' } })).toEqual(['李梅'])
      expect(await names({ limit, bought: { kind: 'item', value: 'album-12' } })).toEqual(['李梅', '王芳'])
      expect(await names({ limit, bought: { kind: 'shootType', value: 'child' } })).toEqual(['王芳'])
      expect(await names({ limit, amountAtLeast: '5599', amountBelow: '6000' })).toEqual(['李梅'])
      expect(await names({ limit, region: { province: '广东' } })).toEqual(['王芳', '李梅'])
      expect(await names({ limit, waiting: false })).toEqual(['李雷'])
      expect(await names({ limit, waiting: true, lastTo: '2026-06-01' })).toEqual(['李梅'])
      const both = {
        shot: { from: '2026-01-01', to: '2026-12-31' },
        bought: { kind: 'item', value: 'child-100' },
      } as const
      expect(await names({ limit, ...both })).toEqual(['王芳'])
    }
    const { items } = await studio.desk.clientele.find({ waiting: false })
    expect(items[0]?.summary).toEqual({
      orders: 1,
      amount: '4999.00',
      currency: 'CNY',
      firstOn: '2026-06-01',
      lastOn: '2026-06-01',
      lastShotOn: null,
      waiting: false,
      repeat: false,
    })
    const wrong = studio.desk.clientele.find({ amountAtLeast: '-1' })
    await expect(wrong).rejects.toThrow('amountAtLeast: must be an amount of zero or more')
  })

  it('of a customer tells what they usually take, like, and what others took who took the same', async () => {
    const { fang, lei } = await town()
    await studio.desk.customers.setPreferences({ customerId: fang.id, topic: 'style', values: ['森系'] })
    const profile = await studio.desk.clientele.profile({ customerId: fang.id })
    expect(profile.summary).toMatchObject({ orders: 2, amount: '6599.00', repeat: true, lastShotOn: '2026-11-21' })
    expect(profile.usual.filter(({ kind }) => kind === 'item').map(({ value, share }) => [value, share])).toEqual([
      ['child-100', 0.1515],
      ['album-12', 0.0909],
      ['wedding-classic', 0.7575],
    ])
    expect(profile.preferences).toEqual([{ topic: 'style', value: '森系' }])
    expect((await studio.desk.clientele.recommendations({ customerId: lei.id, support: 2 })).items).toEqual([
      { item: 'album-12', name: '12 寸相册', because: 'wedding-classic', buyers: 3, both: 2, share: 0.6667 },
    ])
    await studio.desk.catalog.retireItem({ item: 'album-12' })
    expect((await studio.desk.clientele.recommendations({ customerId: lei.id, support: 2 })).items).toEqual([])
  })

  it('knows the day of a shoot from the stage that a line enters', async () => {
    const { desk, engine, clock, shoot, bring } = await walking({ tenants: ['rose'] })
    const { lines } = await shoot()
    await bring(lines, 'styled')
    await engine.settle()
    const within = (day: string) => desk.clientele.find({ shot: { from: day, to: day } })
    expect((await within('2026-11-22')).items).toEqual([])
    clock.at = '2026-11-25T06:00:00.000Z'
    await bring(lines, 'shot', 'styled')
    await engine.settle()
    expect((await within('2026-11-25')).items.map(({ name }) => name)).toEqual(['王芳'])
    await engine.close()
  })

  it('is classified by rules that have editions, and by hand', async () => {
    const { fang, mei, none } = await town()
    const { desk, engine } = studio
    await desk.clientele.setRule({ code: 'gold', name: '金卡', when: [{ amountAtLeast: '5000', occasionsAtLeast: 2 }] })
    await desk.clientele.setRule({ code: 'asleep', name: '沉睡', when: [{ notBoughtForDays: 180 }] })
    await desk.clientele.setRule({ code: 'friend', name: '朋友', when: [] })
    await engine.settle()
    expect(await names({ class: 'gold' })).toEqual(['王芳'])
    expect(await names({ class: 'asleep' })).toEqual(['李梅'])
    expect((await desk.clientele.profile({ customerId: fang.id })).classes).toEqual([
      { code: 'gold', by: 'rule', reasons: ['amountAtLeast', 'occasionsAtLeast'], reason: null, since: '2026-11-22' },
    ])
    await desk.clientele.classify({ customerId: mei.id, code: 'gold', belongs: true, reason: '介绍了三位' })
    await desk.clientele.classify({ customerId: fang.id, code: 'gold', belongs: false })
    expect(await names({ class: 'gold', limit: 1 })).toEqual(['李梅'])
    await desk.clientele.classify({ customerId: fang.id, code: 'gold', belongs: null })
    expect(await names({ class: 'gold', limit: 1 })).toEqual(['李梅', '王芳'])
    const { edition } = await desk.clientele.setRule({ code: 'gold', name: '金卡', when: [{ ordersAtLeast: 1 }] })
    expect(edition).toBe(2)
    await engine.settle()
    expect((await names({ class: 'gold' })).sort()).toEqual(['李梅', '李雷', '王芳'])
    // Days pass: the daily work finds who sleeps now.
    studio.clock.at = '2027-01-22T02:00:00.000Z'
    await engine.settle()
    expect((await names({ class: 'asleep' })).sort()).toEqual(['李梅', '李雷'])
    const unknown = desk.clientele.classify({ customerId: none.id, code: 'silver', belongs: true })
    await expect(unknown).rejects.toThrow('code must be that of a class, got "silver"')
    expect((await desk.clientele.rules({})).items.map(({ code, edition: at }) => [code, at])).toEqual([
      ['asleep', 1],
      ['friend', 1],
      ['gold', 2],
    ])
  })

  it('says who came back, and who buys what from where', async () => {
    await town()
    const { desk } = studio
    expect(await desk.clientele.repeat({ from: '2026-06-01', to: '2026-11-30' })).toEqual({
      customers: 2,
      returning: 1,
      first: 1,
      rate: 0.5,
      ever: { customers: 3, repeat: 1 },
    })
    expect((await desk.clientele.repeat({ from: '2020-01-01', to: '2020-01-01' })).rate).toBeNull()
    const market = await desk.clientele.market({
      from: '2026-01-01',
      to: '2026-12-31',
      by: ['region', 'source'],
      bands: ['5000'],
    })
    const told = market.items.map(({ region, source, band, orders, amount }) => [
      region,
      source,
      band.from,
      orders,
      amount,
    ])
    expect(told).toEqual([
      ['广东/广州', 'unknown', '5000.00', 1, '5599.00'],
      ['广东/深圳', 'douyin', '5000.00', 1, '5599.00'],
      ['unknown', 'unknown', null, 1, '4999.00'],
      ['广东/广州', 'unknown', null, 1, '1000.00'],
    ])
    expect([market.orders, market.amount]).toEqual([4, '17197.00'])
  })

  it('is the same when rebuilt, whatever happened: changes, cancellations, merges, and their undoing', async () => {
    const { fang, mei, lei, second } = await town()
    const { desk, engine, buy } = studio
    await desk.clientele.setRule({ code: 'gold', name: '金卡', when: [{ ordersAtLeast: 2 }] })
    const same = async () => {
      await engine.settle()
      const kept = await desk.album.dump({})
      let cursor: string | undefined
      do {
        const { next } = await desk.clientele.rebuild({ limit: 1, ...(cursor === undefined ? {} : { cursor }) })
        cursor = next ?? undefined
      } while (cursor !== undefined)
      expect(await desk.album.dump({})).toEqual(kept)
      return kept
    }
    const before = await same()
    const extra = await buy(lei.id, ['album-12', 'extra-image'])
    await desk.orders.cancelLine({ orderId: extra.id, lineId: extra.lines[1]?.id ?? '' })
    await same()
    await desk.orders.cancel({ orderId: extra.id, reason: '不要了' })
    const after = await same()
    expect(after.clientele_pairs).toEqual(before.clientele_pairs)
    await desk.customers.update({ customerId: mei.id, region: { province: '北京' } })
    await same()
    expect(await names({ region: { province: '北京' } })).toEqual(['李梅'])
    await desk.clientele.classify({ customerId: mei.id, code: 'gold', belongs: true })
    await desk.customers.merge({ survivorId: fang.id, mergedId: mei.id })
    const merged = await same()
    expect(merged.clientele_customers?.map((row) => (row as Row).customerId)).not.toContain(mei.id)
    expect((await desk.clientele.profile({ customerId: mei.id })).customerId).toBe(fang.id)
    expect((await desk.clientele.profile({ customerId: fang.id })).classes.map(({ by }) => by)).toEqual(['hand'])
    await desk.customers.unmerge({ customerId: mei.id })
    await same()
    expect((await desk.clientele.profile({ customerId: mei.id })).summary?.orders).toBe(1)
    expect((await desk.clientele.profile({ customerId: fang.id })).classes.map(({ by }) => by)).toEqual(['rule'])
    expect(second.customerId).toBe(mei.id)
  })

  it('can be made anew right after a merge and its undoing, before anybody who follows has heard of them', async () => {
    const { fang, mei } = await town()
    const { desk, engine } = studio
    const rebuild = async () => {
      let cursor: string | undefined
      do {
        const { next } = await desk.clientele.rebuild({ limit: 1, ...(cursor === undefined ? {} : { cursor }) })
        cursor = next ?? undefined
      } while (cursor !== undefined)
    }
    const ordersOf = async (customerId: string) => (await desk.clientele.profile({ customerId })).summary?.orders
    for (const [survivor, merged, own] of [
      [fang, mei, 1],
      [mei, fang, 2],
    ] as const) {
      await desk.customers.merge({ survivorId: survivor.id, mergedId: merged.id })
      await rebuild()
      expect(await ordersOf(survivor.id)).toBe(3)
      await desk.customers.unmerge({ customerId: merged.id })
      await rebuild()
      expect([await ordersOf(survivor.id), await ordersOf(merged.id)]).toEqual([3 - own, own])
      await engine.settle()
    }
  })

  it('waits for nothing more of a dress that was handed over, wherever it is since', async () => {
    const settings = { stages: { flowOfItem: { 'album-12': 'rental' } } }
    const { desk, engine, place, customer } = await walking({ tenants: ['rose'], settings })
    const order = await place(['album-12'])
    const lines = [{ orderId: order.id, lineId: order.lines[0]?.id ?? '' }]
    const waiting = async () => {
      await engine.settle()
      return (await desk.clientele.profile({ customerId: customer.id })).summary?.waiting
    }
    await desk.orders.moveStage({ lines, from: 'ordered' })
    expect(await waiting()).toBe(true)
    await desk.orders.pickUp({ orderId: order.id, arrearsAllowed: true })
    expect(await waiting()).toBe(false)
    await desk.orders.moveStage({ lines, from: 'out' })
    expect(await waiting()).toBe(false)
    await engine.close()
  })

  it('tells everything that happened with a customer, page by page, under every id', async () => {
    const { desk, buy, clock, customer } = studio
    const other = await desk.customers.register({ name: '王方' })
    await desk.leads.register({ name: '王方', source: 'friend', customerId: other.id })
    await desk.leads.arrive({ customerId: other.id })
    await desk.leads.invite({ customerId: other.id, outcome: 'agreed' })
    await desk.leads.planFollowUp({ customerId: other.id, dueAt: '2026-12-24T00:00:00Z' })
    await desk.customers.recordConsent({
      customerId: other.id,
      channel: 'sms',
      purpose: 'marketing',
      given: true,
      wording: '好',
    })
    const order = await buy(other.id, ['album-12'], '2026-11-23')
    clock.at = '2026-11-24T02:00:00.000Z'
    await desk.ledger.takePayment({ orderId: order.id, legs: [{ method: 'cash', amount: '100.00' }] })
    await desk.receivables.logContact({ customerId: other.id, channel: 'phone', outcome: 'reached' })
    await desk.customers.merge({ survivorId: customer.id, mergedId: other.id })
    const all = (await desk.clientele.timeline({ customerId: customer.id, limit: 200 })).items
    expect(all.map(({ kind }) => kind)).toEqual([
      'ledger.receipt',
      'receivables.contact',
      'orders.placed',
      'leads.visited',
      'leads.registered',
      'leads.invited',
      'leads.followUp',
      'customers.consentGiven',
      'album.sent',
    ])
    expect(all.find(({ kind }) => kind === 'ledger.receipt')).toMatchObject({
      orderId: order.id,
      amount: '100.00',
      currency: 'CNY',
    })
    for (const limit of [1, 2, 3]) {
      const paged: typeof all = []
      let cursor: string | undefined
      do {
        const page = await desk.clientele.timeline({
          customerId: other.id,
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        })
        paged.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      // The plugin's own source answers its first page alone.
      const own = (items: typeof all) => items.filter(({ kind }) => kind !== 'album.sent')
      expect(own(paged)).toEqual(own(all))
    }
  })

  it('takes as many statements for many as for few', async () => {
    const { fang } = await town()
    const { desk, statementsOf } = studio
    const customerId = fang.id
    expect(await statementsOf(() => desk.clientele.find({}))).toHaveLength(4)
    expect(await statementsOf(() => desk.clientele.find({ bought: { kind: 'item', value: 'album-12' } }))).toHaveLength(
      6,
    )
    expect(
      await statementsOf(() => desk.clientele.find({ shot: { from: '2026-01-01', to: '2026-12-31' } })),
    ).toHaveLength(6)
    expect(await statementsOf(() => desk.clientele.profile({ customerId }))).toHaveLength(6)
    expect(await statementsOf(() => desk.clientele.recommendations({ customerId, support: 1 }))).toHaveLength(3)
    expect(await statementsOf(() => desk.clientele.timeline({ customerId }))).toHaveLength(10)
    expect(await statementsOf(() => desk.clientele.repeat({ from: '2026-01-01', to: '2026-12-31' }))).toHaveLength(4)
    expect(await statementsOf(() => desk.clientele.market({ from: '2026-01-01', to: '2026-12-31' }))).toHaveLength(1)
  })
})
