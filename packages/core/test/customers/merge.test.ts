/** Merging two customers: nothing is lost, nothing is rewritten that is for ever, and it can be undone while nothing has happened. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { coreRooms } from '../../src/create-engine.ts'
import { customerReferences, customersMerging, requireCustomer } from '../../src/customers/index.ts'
import { referencesOf } from '../../src/customers/customer-references.ts'
import { on, veto } from '../../src/engine/hook.ts'
import { declarationsToken } from '../../src/engine/load-plugins.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { consoleChannel, notificationChannels } from '../../src/notifications/index.ts'
import { id, int, personal, text } from '../../src/storage/column.ts'
import type { Filter } from '../../src/storage/filter.ts'
import type { Row } from '../../src/storage/port.ts'
import { defineTable, type RowOf, type Table } from '../../src/storage/table.ts'
import { furnished } from '../orders/studio.ts'

const lettersSent = defineTable({
  name: 'letters_sent',
  columns: { id: id(), customerId: id(), text: personal(text(100)) },
  indexes: [{ name: 'customer', columns: ['customerId'] }],
  subject: { kind: 'customer', column: 'customerId' },
})

const lettersStamps = defineTable({
  name: 'letters_stamps',
  columns: { id: id(), customerId: id() },
  indexes: [{ name: 'customer', columns: ['customerId'] }],
  appendOnly: true,
  subject: { kind: 'customer', column: 'customerId' },
})

const lettersCounts = defineTable({
  name: 'letters_counts',
  columns: { customerId: id(), sent: int() },
  key: ['customerId'],
  subject: { kind: 'customer', column: 'customerId' },
})

/** Every row that bears one of the ids, by table and column, over every room and plugin of the engine. */
const look = operation({
  name: 'letters.look',
  summary: 'Reads every row that bears an id of a customer.',
  kind: 'query',
  input: z.strictObject({ ids: z.array(z.string()) }),
  output: z.record(z.string(), z.array(z.record(z.string(), z.any()))),
  async run(context, { ids }) {
    const found: Record<string, Row[]> = {}
    for (const { table, column } of referencesOf(
      context.resolve(declarationsToken),
      context.entries(customerReferences),
    )) {
      const where = { [column]: { in: ids } } as Filter<RowOf<Table>>
      const rows = await context.store.find(table, { where, orderBy: table.key, limit: 'all' })
      found[`${table.name}.${column}`] = rows.map((row) => plain(row as Row))
    }
    return found
  },
})

const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      name === 'tenant' ? [] : [[name, typeof value === 'bigint' ? value.toString() : value]],
    ),
  )

const send = operation({
  name: 'letters.send',
  summary: 'Sends a letter.',
  kind: 'command',
  input: z.strictObject({ customerId: z.string(), counted: z.boolean() }),
  output: z.object({}),
  async run(context, { customerId, counted }) {
    const { store } = context
    await requireCustomer(context, customerId)
    store.insert(lettersSent, { id: context.newId(), customerId, text: 'Dear …' })
    store.insert(lettersStamps, { id: context.newId(), customerId })
    if (counted) store.insert(lettersCounts, { customerId, sent: 1 })
    return {}
  },
})

const letters = definePlugin({
  name: 'letters',
  version: '1.0.0',
  tables: [lettersSent, lettersStamps, lettersCounts],
  operations: { look, send },
  entries: [entry(notificationChannels, consoleChannel({ write: () => undefined }))],
})

async function openStudio(hooks: Plugin['hooks'] = []) {
  const studio = await furnished({ plugins: [letters], hooks })
  const desk = studio.desk as typeof studio.desk & {
    letters: {
      look(input: { ids: string[] }): Promise<Record<string, Row[]>>
      send(input: { customerId: string; counted: boolean }): Promise<object>
    }
  }
  return { ...studio, desk }
}

type Studio = Awaited<ReturnType<typeof openStudio>>

let studio: Studio

/** Each of them costs one yuan less, twice a customer at most. */
const coupon = { name: '券', effect: { kind: 'amount', amount: '1' }, uses: null, usesEach: 2 } as const

/** Two records of one person, each with a life of its own in every room. */
async function twoLives() {
  const { desk, customer } = studio
  const other = await desk.customers.register({
    name: '王方',
    phone: '13900000000',
    birthday: '1990-11-25',
    tags: ['VIP'],
    notes: '走廊里的照片',
    reference: 'old-7',
  })
  await desk.pricing.issueCoupons({ code: 'ONCE', ...coupon })
  await desk.settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼' } } })
  await desk.clientele.setRule({ code: 'friend', name: '朋友', when: [{ ordersAtLeast: 1 }] })
  await desk.clientele.classify({ customerId: other.id, code: 'friend', belongs: true, reason: '介绍了三位' })
  const lives = []
  for (const { id: customerId } of [customer, other]) {
    const order = await desk.orders.place({
      customerId,
      lines: [{ item: 'wedding-classic' }, { item: 'album-12' }],
      coupons: ['ONCE'],
      dueDate: '2026-11-30',
      note: '急',
      payment: { legs: [{ method: 'cash', amount: '1000.00' }] },
    })
    const line = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
    const extra = { item: 'extra-image' }
    const { lines } = await desk.orders.addLine({ orderId: order.id, line: extra })
    await desk.orders.cancelLine({ orderId: order.id, lineId: lines[2]?.id ?? '' })
    await desk.orders.exchangeLine({ orderId: order.id, lineId: lines[1]?.id ?? '', ...extra })
    await desk.orders.assign({ lines: [line], assigneeId: 'li-na' })
    await desk.orders.recordWork({ ...line, stage: 'ordered', work: [{ staffId: 'li-na' }] })
    const { imageIds } = await desk.selection.registerImages({ orderId: order.id, images: ['raw/1.cr3'] })
    const { id: selectionId } = await desk.selection.open(line)
    await desk.selection.pick({ selectionId, imageIds })
    const signature = { signer: '王芳', method: 'onScreen' }
    await desk.selection.wish({ selectionId, imageIds, flags: ['skin'] })
    await desk.selection.confirm({ orderId: order.id, selectionId, text: '确认', signature })
    await desk.selection.use({ ...line, entitlement: 'outfits' })
    const { pickup } = await desk.orders.pickUp({
      orderId: order.id,
      lines: [order.lines[1]?.id ?? ''],
      receiver: { name: '王妈妈', relation: 'mother' },
      arrearsAllowed: true,
    })
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'another album' })
    await desk.pickups.notify({ orderId: order.id, channel: 'phone', reason: 'the album is here' })
    const topUp = await desk.ledger.topUp({ customerId, legs: [{ method: 'wechat', amount: '300.00' }] })
    await desk.receivables.logContact({
      customerId,
      channel: 'phone',
      outcome: 'promised',
      promise: { amount: '100', by: '2026-11-29' },
      note: '下周',
    })
    await desk.customers.setAnniversary({ customerId, kind: 'wedding', date: '2016-12-01' })
    await desk.customers.recordConsent({ customerId, channel: 'sms', purpose: 'marketing', given: true, wording: '好' })
    await desk.customers.setPreferences({ customerId, topic: 'style', values: ['森系'] })
    await desk.letters.send({ customerId, counted: false })
    await desk.notifications.send({ channel: 'console', to: '13800000000', body: '您好', customerId })
    await desk.bookings.saveService({ code: 'fitting', name: '试纱', duration: 60, requirements: [] })
    await desk.bookings.book({ service: 'fitting', date: '2026-12-01', time: '10:00', customerId })
    await desk.calendars.openFeed({ of: 'customer', id: customerId })
    const waiting = await desk.waitlist.join({ customerId, service: 'fitting', windows: [{ from: '2026-12-02' }] })
    await desk.waitlist.change({ entryId: waiting.id, rests: true })
    await desk.pricing.issueCoupons({ code: `OWN${lives.length}`, customerId, ...coupon })
    await desk.leads.register({ name: '王', source: 'friend', customerId })
    const { id: contractId } = await desk.contracts.draw({ orderId: order.id })
    await desk.contracts.sign({ contractId, signer: '王芳', method: 'code', reference: 'sms-7' })
    await desk.leads.invite({ customerId, outcome: 'agreed' })
    await desk.leads.arrive({ customerId })
    await desk.leads.planFollowUp({ customerId, dueAt: '2026-11-25T00:00:00Z' })
    lives.push({ customerId, order, topUp })
  }
  await studio.engine.settle()
  const [survivor, merged] = lives
  if (survivor === undefined || merged === undefined) throw new Error('two lives were begun')
  await desk.customers.createHousehold({ members: [{ customerId: merged.customerId, role: 'partner' }] })
  return { survivor, merged }
}

const bearing = (found: Record<string, Row[]>, customerId: string): string[] =>
  Object.entries(found).flatMap(([place, rows]) => {
    const column = place.slice(place.indexOf('.') + 1)
    return rows.some((row) => row[column] === customerId) ? [place] : []
  })

beforeEach(async () => {
  studio = await openStudio()
})

afterEach(() => studio.engine.close())

describe('merging two customers', () => {
  it('takes over every row of every room and plugin, and leaves facts as they are', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    const ids = [survivor.customerId, merged.customerId]
    const before = await desk.letters.look({ ids })
    // Each place that can hold an id holds one of the merged customer: nothing is proved by what is empty.
    const empty = [
      'rentals_rentals.customerId',
      'production_wishes.customerId',
      'production_signatures.customerId',
      'letters_counts.customerId',
      'customers_merges.survivorId',
      'customers_merges.mergedId',
      // transfers.test.ts of the orders walks these.
      'orders_merges.customerId',
      'orders_transfer_notes.customerId',
      'orders_transfers.fromCustomerId',
      'orders_transfers.toCustomerId',
    ]
    expect(
      Object.keys(before)
        .filter((place) => !bearing(before, merged.customerId).includes(place))
        .sort(),
    ).toEqual(empty.filter((place) => place in before).sort())
    const { moved } = await desk.customers.merge({ survivorId: survivor.customerId, mergedId: merged.customerId })
    await studio.engine.settle()
    const after = await desk.letters.look({ ids })
    const facts = [
      'customers.id',
      'contracts_consents.customerId',
      'contracts_contracts.customerId',
      'customers_consents.customerId',
      'ledger_entries.customerId',
      'orders_cancellations.customerId',
      'orders_exchanges.customerId',
      'orders_pickup_returns.customerId',
      'orders_pickups.customerId',
      'orders_stage_changes.customerId',
      'orders_work.customerId',
      'pickups_notices.customerId',
      'receivables_contacts.customerId',
      'selection_confirmations.customerId',
      'selection_uses.customerId',
    ]
    expect(bearing(after, merged.customerId).sort()).toEqual(
      [...facts, 'clientele_marks.customerId', 'customers_merges.mergedId', 'letters_stamps.customerId'].sort(),
    )
    for (const [place, rows] of Object.entries(before)) {
      if (/search_terms|occasions|customers_merges|^customers\.|^clientele_/.test(place)) continue
      const column = place.slice(place.indexOf('.') + 1)
      // The uses that one customer made of a coupon are counted together: the money test proves it.
      const owned = (row: Row) => (row.scope === 'customer' ? {} : { ...row, [column]: '', version: 0 })
      expect(after[place]?.map(owned), place).toEqual(rows.map(owned))
    }
    for (const place of facts.slice(1)) expect(after[place], place).toEqual(before[place])
    expect(moved).toContainEqual({ table: 'letters_sent', column: 'customerId', rows: 1 })
    expect(moved).toContainEqual({ table: 'orders_lines', column: 'customerId', rows: 3 })
    expect(moved).toContainEqual({ table: 'ledger_commitments', column: 'customerId', rows: 1 })
  })

  it('knows of one person what was known of either, and finds them by both', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    const { customer } = await desk.customers.merge({ survivorId: survivor.customerId, mergedId: merged.customerId })
    expect(customer).toMatchObject({
      name: '王芳',
      phone: '13800000000',
      morePhones: ['13900000000'],
      birthday: '1990-11-25',
      tags: ['VIP'],
      notes: '走廊里的照片',
      reference: 'old-7',
      mergedIds: [merged.customerId],
      redirectedFrom: null,
    })
    const read = await desk.customers.get({ customerId: merged.customerId })
    expect(read).toEqual({ ...customer, redirectedFrom: merged.customerId })
    for (const text of ['王方', '13900000000', 'C000002', 'old-7', 'wangfang']) {
      const { items } = await desk.customers.find({ text })
      expect(
        items.map((hit) => hit.customer.id),
        text,
      ).toEqual([survivor.customerId])
    }
    expect((await desk.customers.list({})).items.map((one) => one.id)).toEqual([survivor.customerId])
    const { items } = await desk.customers.upcoming({})
    expect(items.map(({ on, kind }) => `${on} ${kind}`)).toEqual(['2026-11-25 birthday', '2026-12-01 wedding'])
    expect((await desk.customers.preferences({ customerId: merged.customerId })).preferences).toEqual([
      { topic: 'style', values: ['森系'] },
    ])
    expect((await desk.customers.consents({ customerId: survivor.customerId })).history).toHaveLength(2)
    expect((await desk.customers.duplicates({})).items).toEqual([])
  })

  it('leaves money usable, under either id', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    await desk.customers.merge({ survivorId: survivor.customerId, mergedId: merged.customerId })
    for (const { customerId } of [survivor, merged]) {
      expect(await desk.ledger.storedValue({ customerId })).toMatchObject({
        customerId: survivor.customerId,
        balance: '600.00',
      })
      expect((await desk.ledger.receipts({ customerId })).items).toHaveLength(4)
      expect((await desk.ledger.receivables({ customerId })).count).toBe(2)
      expect((await desk.orders.list({ customerId })).items).toHaveLength(2)
      expect((await desk.receivables.contacts({ customerId })).items).toHaveLength(2)
      expect((await desk.receivables.statement({ customerId })).customer.id).toBe(survivor.customerId)
    }
    // More than the merged customer ever had, from an order that was the merged customer's.
    await desk.ledger.takePayment({ orderId: merged.order.id, legs: [{ method: 'storedValue', amount: '450.00' }] })
    // A receipt of the merged customer is refunded from what is left of both.
    const refund = await desk.ledger.refund({
      receiptId: merged.topUp.id,
      amount: '100.00',
      reason: '退',
    })
    expect(refund).toMatchObject({ customerId: survivor.customerId })
    expect(await desk.ledger.storedValue({ customerId: merged.customerId })).toMatchObject({ balance: '50.00' })
    const topUp = { customerId: merged.customerId, legs: [{ method: 'cash', amount: '50.00' }] }
    expect(await desk.ledger.topUp(topUp)).toMatchObject({ customerId: survivor.customerId })
    // Each of the two used the coupon once: together they did twice, and may do so no more.
    const again = { customerId: survivor.customerId, lines: [{ item: 'album-12' }], coupons: ['ONCE'] }
    await expect(desk.orders.place(again)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    await desk.orders.place({ ...again, coupons: ['OWN1'] })
    const order = await desk.orders.place({ customerId: merged.customerId, lines: [{ item: 'album-12' }] })
    expect(order.customerId).toBe(survivor.customerId)
    studio.clock.at = '2026-12-05T02:00:00.000Z'
    expect((await desk.receivables.aging({})).items.map(({ customer }) => customer?.id)).toEqual([survivor.customerId])
    const { totals } = await desk.ledger.trialBalance({})
    expect(totals.every(({ debit, credit }) => debit === credit)).toBe(true)
  })

  it('is undone without a trace where nothing has happened since', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    const ids = [survivor.customerId, merged.customerId]
    const before = await desk.letters.look({ ids })
    await desk.customers.merge({ survivorId: survivor.customerId, mergedId: merged.customerId })
    const { customer, survivor: stays } = await desk.customers.unmerge({ customerId: merged.customerId })
    expect([customer.id, customer.reference, stays.mergedIds]).toEqual([merged.customerId, 'old-7', []])
    await studio.engine.settle()
    const after = await desk.letters.look({ ids })
    for (const [place, rows] of Object.entries(before)) {
      if (place.startsWith('customers_merges')) continue
      const versionless = ({ version: _, ...row }: Row) => row
      expect(after[place]?.map(versionless), place).toEqual(rows.map(versionless))
    }
    for (const { customerId } of [survivor, merged]) {
      expect(await desk.ledger.storedValue({ customerId })).toMatchObject({ customerId, balance: '300.00' })
    }
  })

  it.each<[string, (studio: Studio, lives: Awaited<ReturnType<typeof twoLives>>) => Promise<unknown>]>([
    [
      'customers.id',
      ({ desk }, { survivor }) => desk.customers.update({ customerId: survivor.customerId, notes: '新' }),
    ],
    [
      'orders.customerId',
      ({ desk }, { merged }) => desk.orders.place({ customerId: merged.customerId, lines: [{ item: 'album-12' }] }),
    ],
    [
      'ledger_entries.customerId',
      ({ desk }, { merged }) =>
        desk.ledger.takePayment({ orderId: merged.order.id, legs: [{ method: 'cash', amount: '1.00' }] }),
    ],
    [
      'letters_stamps.customerId',
      ({ desk }, { survivor }) => desk.letters.send({ customerId: survivor.customerId, counted: false }),
    ],
  ])('cannot be undone once something happened in %s', async (place, happen) => {
    const { desk } = studio
    const lives = await twoLives()
    const { survivorId, mergedId } = { survivorId: lives.survivor.customerId, mergedId: lives.merged.customerId }
    await desk.customers.merge({ survivorId, mergedId })
    await happen(studio, lives)
    await expect(desk.customers.unmerge({ customerId: mergedId })).rejects.toThrow(
      new RegExp(`cannot be undone: since then something changed in .*${place}`),
    )
    expect((await desk.customers.get({ customerId: mergedId })).id).toBe(survivorId)
  })

  it('follows a chain: who was merged into the merged leads to who stands', async () => {
    const { desk, customer } = studio
    const second = await desk.customers.register({ name: '王方', phone: '13900000001' })
    const third = await desk.customers.register({ name: '汪芳', phone: '13900000002' })
    for (const { id: customerId } of [customer, second, third]) {
      await desk.ledger.topUp({ customerId, legs: [{ method: 'cash', amount: '100.00' }] })
    }
    await desk.customers.merge({ survivorId: second.id, mergedId: third.id })
    await desk.customers.merge({ survivorId: customer.id, mergedId: second.id })
    expect((await desk.customers.get({ customerId: third.id })).id).toBe(customer.id)
    expect(await desk.ledger.storedValue({ customerId: third.id })).toMatchObject({ balance: '300.00' })
    expect((await desk.ledger.receipts({ customerId: third.id })).items).toHaveLength(3)
    await expect(desk.customers.unmerge({ customerId: third.id })).rejects.toMatchObject({
      code: 'MERGE_NOT_LAST',
      details: { first: { mergedId: second.id, survivorId: customer.id, number: second.number } },
    })
    await desk.customers.unmerge({ customerId: second.id })
    expect((await desk.customers.get({ customerId: third.id })).id).toBe(second.id)
    expect(await desk.ledger.storedValue({ customerId: third.id })).toMatchObject({ balance: '200.00' })
    await desk.customers.unmerge({ customerId: third.id })
    for (const { id: customerId } of [customer, second, third]) {
      expect(await desk.ledger.storedValue({ customerId })).toMatchObject({ customerId, balance: '100.00' })
    }
  })

  it('is undone in a chain one after the other, the last first, to what was before', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    const [a, b] = [survivor.customerId, merged.customerId]
    const c = (await desk.customers.register({ name: '汪芳', phone: '13900000002', tags: ['new'] })).id
    const d = (await desk.customers.register({ name: '汪方', phone: '13900000003' })).id
    const ids = [a, b, c, d]
    const standing = async () => {
      await studio.engine.settle()
      const found = await desk.letters.look({ ids })
      const versionless = ({ version: _, ...row }: Row) => row
      return Object.entries(found).flatMap(([place, rows]) =>
        place.startsWith('customers_merges') ? [] : [[place, rows.map(versionless)]],
      )
    }
    const merges: readonly [survivorId: string, mergedId: string][] = [
      [a, b],
      [c, a],
      [c, d],
    ]
    const before: unknown[] = []
    for (const [survivorId, mergedId] of merges) {
      before.push(await standing())
      await desk.customers.merge({ survivorId, mergedId })
    }
    for (const [place, [survivorId, mergedId]] of [...merges.entries()].reverse()) {
      for (const [, earlier] of merges.slice(0, place)) {
        await expect(desk.customers.unmerge({ customerId: earlier })).rejects.toMatchObject({
          code: 'MERGE_NOT_LAST',
          details: { customerId: earlier, first: { mergedId, survivorId } },
        })
      }
      await desk.customers.unmerge({ customerId: mergedId })
      expect(await standing()).toEqual(before[place])
    }
  })

  it('of a chain stays where something had happened before the next merge', async () => {
    const { desk, customer } = studio
    const second = await desk.customers.register({ name: '王方', phone: '13900000001' })
    const third = await desk.customers.register({ name: '汪芳', phone: '13900000002' })
    await desk.customers.merge({ survivorId: second.id, mergedId: third.id })
    await desk.customers.update({ customerId: second.id, notes: '新' })
    await desk.customers.merge({ survivorId: customer.id, mergedId: second.id })
    await desk.customers.unmerge({ customerId: second.id })
    await expect(desk.customers.unmerge({ customerId: third.id })).rejects.toMatchObject({
      code: 'MERGE_SETTLED',
      details: { tables: ['customers.id'] },
    })
  })

  it('exports and erases a person under every id', async () => {
    const { desk } = studio
    const { survivor, merged } = await twoLives()
    await desk.customers.merge({ survivorId: survivor.customerId, mergedId: merged.customerId })
    const told = await desk.people.export({ kind: 'customer', id: merged.customerId })
    expect(told.tables.find(({ table }) => table === 'customers')?.rows).toHaveLength(2)
    expect(told.tables.find(({ table }) => table === 'ledger_entries')?.rows).toHaveLength(8)
    await desk.people.erase({ kind: 'customer', id: survivor.customerId, reason: 'asked for' })
    const left = JSON.stringify(await desk.letters.look({ ids: [survivor.customerId, merged.customerId] }))
    for (const word of ['王芳', '王方', '13900000000', '走廊', '森系', '1990-11-25']) expect(left).not.toContain(word)
    expect(await desk.ledger.storedValue({ customerId: merged.customerId })).toMatchObject({ balance: '600.00' })
  })

  it('is refused where it cannot be meant', async () => {
    const { desk, customer, engine } = studio
    const other = await desk.customers.register({ name: '王方', phone: '13900000000' })
    const merge = (survivorId: string, mergedId: string) => desk.customers.merge({ survivorId, mergedId })
    await expect(merge(customer.id, customer.id)).rejects.toMatchObject({ code: 'MERGE_OF_ONE' })
    await expect(merge(customer.id, 'x')).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' })
    await expect(desk.customers.unmerge({ customerId: other.id })).rejects.toThrow('there is nothing to undo')
    await desk.customers.createHousehold({ members: [{ customerId: customer.id, role: 'partner' }] })
    await desk.customers.createHousehold({ members: [{ customerId: other.id, role: 'partner' }] })
    await expect(merge(customer.id, other.id)).rejects.toThrow('belong to different households')
    await desk.customers.leaveHousehold({ customerId: other.id })
    await merge(customer.id, other.id)
    await expect(merge(customer.id, other.id)).rejects.toThrow(`${other.id} was merged into customer ${customer.id}`)
    const limited = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'li', roles: [{ role: 'manager', branches: ['main'] }] },
    })
    await expect(limited.customers.unmerge({ customerId: other.id })).rejects.toMatchObject({
      code: 'MERGE_BEYOND_BRANCHES',
    })
    await expect(
      studio.as('cashier').customers.merge({ survivorId: customer.id, mergedId: other.id }),
    ).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })

  it('names the plugin that keeps a row a customer and does not say what becomes of two', async () => {
    const { desk, customer } = studio
    const other = await desk.customers.register({ name: '王方' })
    await desk.letters.send({ customerId: other.id, counted: true })
    await expect(desk.customers.merge({ survivorId: customer.id, mergedId: other.id })).rejects.toThrow(
      'Table "letters_counts" of plugin "letters" has "customerId" in its key',
    )
    expect((await desk.customers.get({ customerId: other.id })).redirectedFrom).toBeNull()
  })

  it('lets a plugin veto', async () => {
    const refusing = on(customersMerging, () => {
      throw veto('not today')
    })
    const other = await openStudio([refusing])
    const second = await other.desk.customers.register({ name: '王方' })
    await expect(
      other.desk.customers.merge({ survivorId: other.customer.id, mergedId: second.id }),
    ).rejects.toMatchObject({ code: 'VETOED' })
    await other.engine.close()
  })
})

describe('the tables of the core', () => {
  it('name every column of customers, as a subject or a reference, or are facts read through them', () => {
    const referenced = new Set(
      coreRooms.flatMap((room: Plugin) => [
        ...room.tables.flatMap((table) => table.subjects.map(({ column }) => `${table.name}.${column}`)),
        ...room.entries.flatMap(({ registry, entry }) =>
          registry.name === customerReferences.name ? [customerReferences.keyOf(entry as never)] : [],
        ),
      ]),
    )
    const columns = coreRooms.flatMap((room: Plugin) =>
      room.tables.flatMap((table) =>
        Object.keys(table.columns).flatMap((column) =>
          /customerId$/i.test(column) ? [`${table.name}.${column}`] : [],
        ),
      ),
    )
    // Lines follow their entries; the rows of a case and of stored value are joined by hooks; the pairs that are two people are carried over.
    const known = [
      'ledger_lines.customerId',
      'ledger_stored_values.customerId',
      'receivables_cases.customerId',
      'customers_distinct.customerId',
    ]
    expect(columns.filter((column) => !referenced.has(column)).sort()).toEqual(known.sort())
  })
})
