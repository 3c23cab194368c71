/** Two orders of one customer become one: nothing is lost, and both ids lead to it. */
import { describe, expect, it } from 'vitest'
import { balanceOf, booksAreRight, cny, furnishedChain, type FurnishedChain } from './two-branches.ts'

async function twice(chain: FurnishedChain, over: { readonly dueDates?: readonly (string | undefined)[] } = {}) {
  const { desk, customer } = chain
  const [first, second] = over.dueDates ?? []
  const place = (amount: string, dueDate: string | undefined) =>
    desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding' }, { item: 'album' }],
      ...(dueDate === undefined ? {} : { dueDate }),
      payment: { purpose: 'earnest', legs: [{ method: 'cash', amount }] },
    })
  const survivor = await place('1000.00', first)
  const merged = await place('500.00', second)
  return { survivor, merged, ids: { survivorId: survivor.id, mergedId: merged.id } }
}

describe('two orders that become one', () => {
  it('hold the lines and the money of both; what was there twice is dropped in the same step', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const { survivor, merged, ids } = await twice(chain)
    const drop = merged.lines.slice(0, 1).map(({ id }) => id)
    const one = await desk.orders.merge({
      ...ids,
      drop,
      reason: 'booked twice',
      survivorRevision: 1,
      mergedRevision: 1,
    })
    expect(one).toMatchObject({
      id: survivor.id,
      total: '6199.00',
      paid: '1500.00',
      balanceDue: '4699.00',
      revision: 2,
    })
    expect(one.lines.map(({ id, line }) => [id, line])).toEqual([
      [survivor.lines[0]?.id, 1],
      [survivor.lines[1]?.id, 2],
      [merged.lines[1]?.id, 4],
    ])
    expect(one.mergedFrom).toEqual([merged.id])
    expect(one.merge).toMatchObject({ total: '600.00', paid: '500.00', droppedLines: drop })
    const gone = await desk.orders.get({ orderId: merged.id })
    expect(gone).toMatchObject({ status: 'cancelled', total: '0.00', paid: '0.00', mergedInto: survivor.id })
    expect((await desk.orders.merges({ mergedId: merged.id })).items).toHaveLength(1)
    const balance = await desk.ledger.balanceDue({ orderId: survivor.id })
    expect(balance).toMatchObject({ deposits: '1500.00', earnest: '1500.00' })
    expect((await desk.ledger.receipts({ orderId: survivor.id })).items).toHaveLength(2)
    expect((await desk.orders.addLine({ orderId: survivor.id, line: { item: 'album' } })).lines.at(-1)?.line).toBe(5)
    const day = await desk.statistics.dailySummary({})
    expect(day).toMatchObject({ turnover: '1500.00', orders: { count: 1, amount: '6799.00' } })
    await booksAreRight(chain)
  })

  it('are delivered, refunded and cancelled as one: a receipt of either gives back', async () => {
    const chain = await furnishedChain()
    const { desk, customer } = chain
    const { survivor, merged, ids } = await twice(chain)
    const [receipt] = (await desk.ledger.receipts({ orderId: merged.id })).items
    await desk.orders.merge(ids)
    const back = await desk.ledger.refund({ receiptId: receipt?.id ?? '', amount: '200.00', reason: 'agreed' })
    expect(back).toMatchObject({ orderId: survivor.id })
    expect(await desk.ledger.balanceDue({ orderId: survivor.id })).toMatchObject({ paid: '1300.00' })
    const paid = await desk.ledger.takePayment({ orderId: merged.id, legs: [{ method: 'card', amount: '100.00' }] })
    expect(paid.orderId).toBe(survivor.id)
    const statement = await desk.receivables.statement({ customerId: customer.id })
    expect(statement).toMatchObject({ closing: '-1400.00', orders: [{ orderId: survivor.id, closing: '-1400.00' }] })
    const ended = await desk.orders.cancel({ orderId: survivor.id, reason: 'no wedding', forfeit: '0', refund: true })
    expect(ended.refund?.amount).toBe('1400.00')
    expect(await balanceOf(chain, 'CustomerDeposits')).toBe('0.00')
    await booksAreRight(chain)
  })

  it('void a receipt of today, and return a bond of either', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const { survivor, merged, ids } = await twice(chain)
    await desk.ledger.takePayment({ orderId: merged.id, purpose: 'bond', legs: [{ method: 'cash', amount: '300.00' }] })
    const [, receipt] = (await desk.ledger.receipts({ orderId: merged.id })).items
    await desk.orders.merge(ids)
    expect(await desk.ledger.balanceDue({ orderId: survivor.id })).toMatchObject({ bond: '300.00' })
    await desk.ledger.returnBond({
      orderId: survivor.id,
      kept: '50.00',
      keptAccount: 'Income:DressRental',
      reason: 'torn',
    })
    await desk.ledger.voidReceipt({ receiptId: receipt?.id ?? '', reason: 'wrong customer' })
    expect(await desk.ledger.balanceDue({ orderId: survivor.id })).toMatchObject({ paid: '1000.00', bond: '0.00' })
    expect(await balanceOf(chain, 'RentalBonds')).toBe('0.00')
    await booksAreRight(chain)
  })

  it('keep the days on which the rest of either is due', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const { survivor, ids } = await twice(chain, { dueDates: ['2026-12-01', '2026-11-25'] })
    await desk.orders.merge(ids)
    expect((await desk.ledger.balanceDue({ orderId: survivor.id })).dues).toEqual([
      { dueDate: '2026-11-25', amount: '5099.00' },
      { dueDate: '2026-12-01', amount: '4599.00' },
    ])
    chain.clock.at = '2026-11-30T02:00:00.000Z'
    const aging = await desk.receivables.aging({})
    expect([aging.outstanding, aging.overdue]).toEqual(['9698.00', '5099.00'])
  })

  it('work without a plan: what has no day is due with the last of the other', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const { survivor, ids } = await twice(chain, { dueDates: [undefined, '2026-11-25'] })
    await desk.orders.merge(ids)
    expect((await desk.ledger.balanceDue({ orderId: survivor.id })).dues).toEqual([
      { dueDate: '2026-11-25', amount: '9698.00' },
    ])
  })

  it('take promises, stock, lab jobs, visits and coupons along', async () => {
    const chain = await furnishedChain()
    const { desk, customer } = chain
    await desk.inventory.addItem({ code: 'frame', name: '相框', kind: 'consumable', unit: 'piece' })
    await desk.inventory.receive({ against: 'Capital', lines: [{ item: 'frame', quantity: 3, value: '30' }] })
    await desk.inventory.addItem({ code: 'chair', name: '竹节椅', kind: 'rentable', unit: 'piece' })
    await desk.inventory.receive({ against: 'Capital', lines: [{ item: 'chair', quantity: 3, value: '30' }] })
    await desk.pricing.issueCoupons({
      code: 'ONCE',
      name: '券',
      effect: { kind: 'amount', amount: '1' },
      uses: null,
      usesEach: 5,
    })
    const lines = [{ item: 'album' }]
    const survivor = await desk.orders.place({ customerId: customer.id, lines, coupons: ['ONCE'] })
    const merged = await desk.orders.place({ customerId: customer.id, lines, coupons: ['ONCE'] })
    const { id: orderId } = merged
    const window = { from: '2026-12-01T02:00:00Z', to: '2026-12-02T02:00:00Z' }
    const { items } = await desk.rentals.reserve({ ...window, lines: [{ item: 'chair', quantity: 2 }], orderId })
    await desk.inventory.reserve({ lines: [{ item: 'frame', quantity: 2 }], orderId })
    const visit = await desk.leads.arrive({ customerId: customer.id })
    await chain.engine.settle()
    await desk.leads.planFollowUp({ customerId: customer.id, orderId, dueAt: '2026-11-25T00:00:00Z' })
    const promise = { amount: '100', by: '2026-11-29' }
    await desk.receivables.logContact({
      customerId: customer.id,
      orderId,
      channel: 'phone',
      outcome: 'promised',
      promise,
    })
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    expect((await desk.rentals.rental({ rentalId: items[0]?.id ?? '' })).rental.orderId).toBe(survivor.id)
    expect((await desk.inventory.reservations({ orderId: survivor.id, open: true })).items).toHaveLength(1)
    expect((await desk.leads.followUps({ customerId: customer.id })).items).toMatchObject([{ orderId: survivor.id }])
    expect(visit.id).toBeDefined()
    await desk.ledger.takePayment({ orderId: survivor.id, legs: [{ method: 'cash', amount: '150.00' }] })
    const { items: uses } = await desk.pricing.couponUses({ coupon: 'ONCE' })
    expect(uses.filter(({ used }) => used).map((use) => [use.orderId, use.saved])).toEqual([[survivor.id, '2.00']])
    await desk.orders.cancel({ orderId: survivor.id, reason: 'no wedding' })
    expect((await desk.pricing.couponUses({ coupon: 'ONCE' })).items.some(({ used }) => used)).toBe(false)
    await booksAreRight(chain)
  })

  it('show the way of all their lines, and the days of their shoots', async () => {
    const chain = await furnishedChain()
    const { desk, customer } = chain
    await desk.catalog.addItem({ code: 'shoot', kind: 'service', name: '写真', price: '800.00' })
    const place = () => desk.orders.place({ customerId: customer.id, lines: [{ item: 'shoot' }] })
    const [survivor, merged] = [await place(), await place()]
    const line = { orderId: merged.id, lineId: merged.lines[0]?.id ?? '' }
    await desk.orders.assign({ lines: [line], assigneeId: 'li-na' })
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    const { changes } = await desk.orders.stages({ orderId: survivor.id })
    expect(changes).toMatchObject([{ kind: 'assigned', lineId: line.lineId }])
    await desk.orders.assign({ lines: [{ orderId: survivor.id, lineId: line.lineId }], assigneeId: 'mei' })
    const gone = desk.orders.assign({ lines: [line], assigneeId: 'mei' })
    await expect(gone).rejects.toMatchObject({ code: 'LINE_UNKNOWN' })
  })

  it('go on: merged again, moved to another branch, given to another customer', async () => {
    const chain = await furnishedChain()
    const { desk, west, customer, friend } = chain
    const { survivor, merged, ids } = await twice(chain)
    const third = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album' }],
      payment: { legs: [{ method: 'card', amount: '600.00' }] },
    })
    const [receipt] = (await desk.ledger.receipts({ orderId: merged.id })).items
    await desk.orders.merge(ids)
    const all = await desk.orders.merge({ survivorId: third.id, mergedId: survivor.id })
    expect(all).toMatchObject({ total: '11798.00', paid: '2100.00', mergedFrom: [survivor.id, merged.id] })
    await desk.orders.transferToBranch({ orderId: third.id, toBranch: 'west', reason: 'nearer' })
    await desk.orders.transferToCustomer({
      orderId: third.id,
      toCustomerId: friend.id,
      consent: 'byPhone',
      reason: 'gift',
    })
    expect(await balanceOf(chain, 'CustomerDeposits', 'main')).toBe('0.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'west')).toBe('-2100.00')
    await west.ledger.refund({ receiptId: receipt?.id ?? '', amount: '500.00', reason: 'agreed' })
    expect(await desk.ledger.balanceDue({ orderId: third.id })).toMatchObject({ paid: '1600.00', branch: 'west' })
    expect((await desk.receivables.statement({ customerId: friend.id })).closing).toBe('-1600.00')
    await booksAreRight(chain)
  })

  it('let what is paid too much for one pay for the other', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const { survivor, merged, ids } = await twice(chain)
    await desk.ledger.takePayment({ orderId: merged.id, legs: [{ method: 'card', amount: '5099.00' }] })
    const before = await desk.orders.cancelLine({
      orderId: merged.id,
      lineId: merged.lines[1]?.id ?? '',
      forfeit: '0',
    })
    expect(before.overpaid).toBe('600.00')
    const one = await desk.orders.merge(ids)
    expect(one).toMatchObject({ balanceDue: '3999.00', overpaid: '0.00' })
    expect(cny(one.total) - cny(one.paid)).toBe(cny('4599.00') - cny('600.00'))
    expect(survivor.id).toBe(one.id)
  })

  it.each([
    [
      'an order with itself',
      async ({ survivor }: Awaited<ReturnType<typeof twice>>) => ({ mergedId: survivor.id }),
      'ORDERS_NOT_MERGEABLE',
    ],
    ['what is not there', async () => ({ mergedId: 'none' }), 'ORDER_UNKNOWN'],
    ['in an older revision', async () => ({ mergedRevision: 4 }), 'ORDER_CHANGED'],
    ['without a line of neither', async () => ({ drop: ['none'] }), 'LINE_UNKNOWN'],
  ])('are not made of %s', async (_, over, code) => {
    const chain = await furnishedChain()
    const two = await twice(chain)
    const asked = { ...two.ids, ...(await over(two)) }
    await expect(chain.desk.orders.merge(asked)).rejects.toMatchObject({ code })
    expect((await chain.desk.orders.merges({})).items).toEqual([])
    expect(await chain.desk.orders.get({ orderId: two.merged.id })).toMatchObject({ revision: 1, mergedInto: null })
  })

  it('are not made of orders of two customers or branches, delivered, closed, merged or with images', async () => {
    const chain = await furnishedChain()
    const { desk, as, friend } = chain
    const { survivor, merged, ids } = await twice(chain)
    const other = await desk.orders.place({ customerId: friend.id, lines: [{ item: 'album' }] })
    const refused = (asked: Parameters<typeof desk.orders.merge>[0], code: string) =>
      expect(desk.orders.merge(asked)).rejects.toMatchObject({ code })
    await refused({ survivorId: survivor.id, mergedId: other.id }, 'ORDERS_NOT_MERGEABLE')
    await expect(as('cashier').orders.merge(ids)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const west = as('manager', 'west', ['west'])
    await expect(west.orders.merge(ids)).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    const album = merged.lines[1]?.id ?? ''
    await desk.orders.pickUp({ orderId: merged.id, lines: [album], arrearsAllowed: true })
    await refused(ids, 'ORDERS_NOT_MERGEABLE')
    await desk.selection.registerImages({ orderId: survivor.id, images: ['raw/1.cr3'] })
    await refused({ survivorId: merged.id, mergedId: survivor.id }, 'ORDER_HAS_IMAGES')
    const third = await desk.orders.place({ customerId: chain.customer.id, lines: [{ item: 'album' }] })
    await desk.orders.merge({ survivorId: merged.id, mergedId: third.id })
    await refused({ survivorId: survivor.id, mergedId: third.id }, 'ORDER_CLOSED')
    await refused({ survivorId: third.id, mergedId: survivor.id }, 'ORDER_CLOSED')
    await booksAreRight(chain)
  })

  it('cost the same however many lines they have', async () => {
    const chain = await furnishedChain()
    const { desk, customer } = chain
    const lines = Array.from({ length: 40 }, () => ({ item: 'album' }))
    const place = () =>
      desk.orders.place({ customerId: customer.id, lines, payment: { legs: [{ method: 'cash', amount: '9.00' }] } })
    const [survivor, merged] = [await place(), await place()]
    chain.statements.length = 0
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    expect(chain.statements).toHaveLength(35)
  })
})

describe('orders that may have been placed twice', () => {
  it('are found by customer, items and days', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    const place = (customerId: string, ...items: string[]) =>
      desk.orders.place({ customerId, lines: items.map((item) => ({ item })) })
    const first = await place(customer.id, 'wedding', 'album')
    await place(friend.id, 'wedding', 'album')
    chain.clock.at = '2026-11-25T02:00:00.000Z'
    const again = await place(customer.id, 'wedding', 'album')
    await place(customer.id, 'album', 'album', 'album', 'album')
    const { items } = await desk.orders.duplicates({})
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      one: { orderId: first.id, customerName: '王芳' },
      other: { orderId: again.id },
      days: 3,
      likeness: 100,
      sameCustomer: true,
      mergeable: true,
    })
    expect(items[0]?.lines).toEqual([
      { item: 'wedding', one: first.lines[0]?.id, other: again.lines[0]?.id },
      { item: 'album', one: first.lines[1]?.id, other: again.lines[1]?.id },
    ])
    expect((await desk.orders.duplicates({ days: 2 })).items).toEqual([])
    const drop = items[0]?.lines.map(({ other }) => other) ?? []
    const one = await desk.orders.merge({ survivorId: first.id, mergedId: again.id, drop })
    expect(one.total).toBe('5599.00')
    expect((await desk.orders.duplicates({})).items).toEqual([])
  })

  it('are found of two customers who may be one', async () => {
    const chain = await furnishedChain()
    const { desk, customer } = chain
    const other = await desk.customers.register({ name: '王芳', phone: '13800000000', allowDuplicate: true })
    await desk.orders.place({ customerId: customer.id, lines: [{ item: 'wedding' }] })
    const twin = await desk.orders.place({ customerId: other.id, lines: [{ item: 'wedding' }] })
    chain.statements.length = 0
    const { items } = await desk.orders.duplicates({})
    expect(chain.statements.length).toBeLessThanOrEqual(9)
    expect(items).toMatchObject([{ other: { orderId: twin.id }, sameCustomer: false, mergeable: false }])
    await desk.customers.merge({ survivorId: customer.id, mergedId: other.id })
    expect((await desk.orders.duplicates({ customerId: other.id })).items).toMatchObject([{ mergeable: true }])
  })
})
