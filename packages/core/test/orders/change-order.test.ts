import { describe, expect, it } from 'vitest'
import { accountBalance, furnished, trialBalanceIsZero } from './studio.ts'

type Furnished = Awaited<ReturnType<typeof furnished>>

async function ordered(studio: Furnished, paid?: string) {
  return studio.desk.orders.place({
    customerId: studio.customer.id,
    lines: [{ item: 'wedding-classic' }, { item: 'album-12', quantity: 2 }],
    ...(paid === undefined ? {} : { payment: { legs: [{ method: 'cash', amount: paid }] } }),
  })
}

describe('a second sale', () => {
  it('raises the total and the balance due, and is counted apart', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const line = { item: 'extra-image', quantity: 12 }
    const more = await studio.desk.orders.addLine({ orderId: order.id, line, secondSale: true, revision: 1 })
    expect(more).toMatchObject({
      total: '7398.88',
      paid: '6199.00',
      balanceDue: '1199.88',
      revision: 2,
      status: 'open',
    })
    expect(more.lines[2]).toMatchObject({ line: 3, origin: 'secondSale', amount: '1199.88', category: 'second-sale' })
    const due = await studio.desk.ledger.balanceDue({ orderId: order.id })
    expect(due).toMatchObject({ balanceDue: '1199.88' })
  })

  it('keeps where and when it was sold; what was ordered at first has no place of its own', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    studio.clock.at = '2026-12-05T06:30:00.000Z'
    const line = { item: 'extra-image' }
    await studio.desk.orders.addLine({ orderId: order.id, line, secondSale: true, place: 'pickup' })
    const { lines } = await studio.desk.orders.addLine({ orderId: order.id, line, secondSale: true })
    expect(lines.map(({ soldPlace, soldDate, soldAt }) => [soldPlace, soldDate, soldAt])).toEqual([
      [null, '2026-11-22', '2026-11-22T02:00:00.000Z'],
      [null, '2026-11-22', '2026-11-22T02:00:00.000Z'],
      ['pickup', '2026-12-05', '2026-12-05T06:30:00.000Z'],
      ['counter', '2026-12-05', '2026-12-05T06:30:00.000Z'],
    ])
    const nowhere = studio.desk.orders.addLine({ orderId: order.id, line, place: ' ' })
    await expect(nowhere).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('costs ten statements at most', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    studio.statements.length = 0
    await studio.desk.orders.addLine({ orderId: order.id, line: { item: 'extra-image' } })
    expect(studio.statements.length).toBeLessThanOrEqual(14)
    expect(studio.statements.filter((one) => one.startsWith('insert orders'))).toHaveLength(1)
  })
})

describe('changing a line', () => {
  it('changes what the order costs', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    const lineId = order.lines[1]?.id ?? ''
    const fewer = await studio.desk.orders.changeLine({ orderId: order.id, lineId, quantity: '1', discount: '100.00' })
    expect(fewer.lines[1]).toMatchObject({ quantity: '1', discount: '100.00', amount: '500.00' })
    expect(fewer).toMatchObject({ total: '5499.00', balanceDue: '5499.00', revision: 2 })
  })

  it('that was made for an older revision is refused', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    const change = { orderId: order.id, lineId: order.lines[1]?.id ?? '', revision: 1 }
    await studio.desk.orders.changeLine({ ...change, quantity: '3' })
    const again = studio.desk.orders.changeLine({ ...change, quantity: '4' })
    await expect(again).rejects.toMatchObject({ code: 'ORDER_CHANGED', details: { expected: 1, actual: 2 } })
  })

  it('by two at once for one revision has one winner', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    const change = { orderId: order.id, lineId: order.lines[1]?.id ?? '', revision: 1 }
    const outcomes = await Promise.allSettled(
      ['3', '4', '5'].map((quantity) => studio.desk.orders.changeLine({ ...change, quantity })),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await studio.desk.orders.get({ orderId: order.id })).revision).toBe(2)
  })

  it('by many at once without a revision loses none', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        studio.desk.orders.addLine({ orderId: order.id, line: { item: 'extra-image' }, secondSale: true }),
      ),
    )
    const now = await studio.desk.orders.get({ orderId: order.id })
    expect(now).toMatchObject({ total: '7198.90', balanceDue: '7198.90', revision: 11 })
    expect(now.lines.map((line) => line.line)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
  })

  it.each([
    ['an unknown order', { orderId: 'none' }, 'ORDER_UNKNOWN'],
    ['an unknown line', { lineId: 'none' }, 'LINE_UNKNOWN'],
    ['to nothing', { quantity: '0' }, 'LINE_QUANTITY_INVALID'],
    ['with too large a discount', { discount: '1200.01' }, 'DISCOUNT_TOO_LARGE'],
    ['without saying what', { quantity: undefined }, 'INPUT_INVALID'],
  ])('of %s is refused and changes nothing', async (_, over, code) => {
    const studio = await furnished()
    const order = await ordered(studio)
    const change = { orderId: order.id, lineId: order.lines[1]?.id ?? '', quantity: '2', ...over }
    await expect(studio.desk.orders.changeLine(change)).rejects.toMatchObject({ code })
    expect(await studio.desk.orders.get({ orderId: order.id })).toMatchObject({ revision: 1, total: '6199.00' })
  })
})

describe('cancelling a line', () => {
  it('lowers the total; what was paid too much waits for the customer', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const lineId = order.lines[1]?.id ?? ''
    const less = await studio.desk.orders.cancelLine({ orderId: order.id, lineId })
    expect(less).toMatchObject({ total: '4999.00', balanceDue: '0.00', overpaid: '1200.00', status: 'open' })
    expect(less.lines[1]).toMatchObject({ stage: 'cancelled', amount: '1200.00' })
    const again = studio.desk.orders.cancelLine({ orderId: order.id, lineId })
    await expect(again).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await trialBalanceIsZero(studio)
  })

  it('is refused for the last one', async () => {
    const studio = await furnished()
    const order = await ordered(studio)
    await studio.desk.orders.cancelLine({ orderId: order.id, lineId: order.lines[0]?.id ?? '' })
    const last = studio.desk.orders.cancelLine({ orderId: order.id, lineId: order.lines[1]?.id ?? '' })
    await expect(last).rejects.toMatchObject({ code: 'LINE_IS_LAST' })
  })
})

describe('picking up', () => {
  it('recognises the revenue of what is handed over, line by line', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const album = order.lines[1]?.id ?? ''
    const part = await studio.desk.orders.pickUp({ orderId: order.id, lines: [album] })
    expect(part.status).toBe('partlyPickedUp')
    expect(await accountBalance(studio, 'Income:Product')).toBe('-1200.00')
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('-4999.00')
    const all = await studio.desk.orders.pickUp({ orderId: order.id })
    expect(all).toMatchObject({ status: 'completed', revision: 3 })
    expect(await accountBalance(studio, 'Income:Package')).toBe('-4999.00')
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
    await trialBalanceIsZero(studio)
  })

  it('shows the discount beside the full price', async () => {
    const studio = await furnished()
    const { desk, customer } = studio
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-classic', discount: '249.95' }],
      payment: { legs: [{ method: 'card', amount: '4749.05' }] },
    })
    await desk.orders.pickUp({ orderId: order.id })
    expect(await accountBalance(studio, 'Income:Package')).toBe('-4999.00')
    expect(await accountBalance(studio, 'Income:Discounts')).toBe('249.95')
  })

  it('with a balance due is refused, unless a manager allows it', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '5699.00')
    const { desk, as } = studio
    await expect(desk.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({
      code: 'BALANCE_DUE',
      details: { balanceDue: '500.00' },
    })
    const anyway = { orderId: order.id, arrearsAllowed: true }
    await expect(as('cashier').orders.pickUp(anyway)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await as('manager').orders.pickUp(anyway)
    expect(await accountBalance(studio, 'AR:Customers')).toBe('500.00')
    await trialBalanceIsZero(studio)
  })

  it('twice, or of a line that is not there, is refused', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const { desk } = studio
    const album = order.lines[1]?.id ?? ''
    await expect(desk.orders.pickUp({ orderId: order.id, lines: ['x'] })).rejects.toMatchObject({
      code: 'LINE_UNKNOWN',
    })
    await desk.orders.pickUp({ orderId: order.id, lines: [album] })
    const again = desk.orders.pickUp({ orderId: order.id, lines: [album] })
    await expect(again).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await desk.orders.pickUp({ orderId: order.id })
    await expect(desk.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
  })

  it('by two at once hands over once', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => studio.desk.orders.pickUp({ orderId: order.id })),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await accountBalance(studio, 'Income:Package')).toBe('-4999.00')
  })

  it('of what costs nothing posts nothing', async () => {
    const { desk, customer } = await furnished()
    const lines = [
      { item: 'album-12', discount: '600.00' },
      { item: 'extra-image', unitPrice: '0' },
    ]
    const order = await desk.orders.place({ customerId: customer.id, lines })
    expect(await desk.orders.pickUp({ orderId: order.id })).toMatchObject({ status: 'completed', balanceDue: '0.00' })
  })
})

describe('cancelling an order', () => {
  it('keeps half of the deposit and gives the rest back', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '800.00')
    const cancel = { orderId: order.id, reason: 'moved away', forfeit: '400.00', refund: true }
    const cancelled = await studio.desk.orders.cancel(cancel)
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      total: '0.00',
      paid: '400.00',
      balanceDue: '0.00',
      overpaid: '0.00',
      cancelReason: 'moved away',
      refund: { amount: '400.00', kind: 'cancellation' },
    })
    expect(cancelled.lines.map((line) => line.stage)).toEqual(['cancelled', 'cancelled'])
    expect(await studio.desk.orders.get({ orderId: order.id })).toEqual({
      ...cancelled,
      cancellation: undefined,
      refund: undefined,
    })
    expect(await accountBalance(studio, 'Income:ForfeitedDeposits')).toBe('-400.00')
    expect(await accountBalance(studio, 'Cash:Till:main')).toBe('400.00')
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
    await trialBalanceIsZero(studio)
  })

  it('by policy keeps the earnest money and gives the advance back', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '700.00')
    const legs = [{ method: 'card', amount: '50.00' }]
    await studio.desk.ledger.takePayment({ orderId: order.id, legs, purpose: 'earnest' })
    const cancel = { orderId: order.id, reason: 'moved away', forfeit: 'byPolicy', refund: true }
    expect((await studio.desk.orders.cancel(cancel)).refund).toMatchObject({ amount: '700.00' })
    expect(await accountBalance(studio, 'Income:ForfeitedDeposits')).toBe('-50.00')
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
  })

  it('without a refund leaves the deposit with the customer', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '800.00')
    const cancelled = await studio.desk.orders.cancel({ orderId: order.id, reason: 'x' })
    expect(cancelled).toMatchObject({ paid: '800.00', overpaid: '800.00', balanceDue: '0.00', refund: null })
  })

  it('is refused where something was picked up, too much kept, or it is cancelled already', async () => {
    const { desk, as, customer } = await furnished()
    const place = () =>
      desk.orders.place({
        customerId: customer.id,
        lines: [{ item: 'album-12' }, { item: 'extra-image' }],
        payment: { legs: [{ method: 'cash', amount: '699.99' }] },
      })
    const first = await place()
    const tooMuch = desk.orders.cancel({ orderId: first.id, reason: 'x', forfeit: '700.00' })
    await expect(tooMuch).rejects.toMatchObject({ code: 'FORFEIT_EXCEEDS_DEPOSITS' })
    expect((await desk.orders.get({ orderId: first.id })).status).toBe('open')
    await desk.orders.cancel({ orderId: first.id, reason: 'x' })
    await expect(desk.orders.cancel({ orderId: first.id, reason: 'x' })).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
    const second = await place()
    await desk.orders.pickUp({ orderId: second.id, lines: [second.lines[0]?.id ?? ''] })
    const late = desk.orders.cancel({ orderId: second.id, reason: 'x' })
    await expect(late).rejects.toMatchObject({ code: 'ORDER_PARTLY_DELIVERED' })
    const third = await place()
    const byCashier = as('cashier').orders.cancel({ orderId: third.id, reason: 'x' })
    await expect(byCashier).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('listing orders', () => {
  it('takes three statements at any size, and pages through all', async () => {
    const { desk, customer, statements } = await furnished()
    const placed: string[] = []
    for (let at = 0; at < 45; at++) {
      placed.push((await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })).id)
    }
    statements.length = 0
    const first = await desk.orders.list()
    expect(statements).toHaveLength(3)
    expect(first.items).toHaveLength(20)
    expect(first.items[0]).toMatchObject({ customerName: '王芳', lines: [{ item: 'album-12' }] })
    const second = await desk.orders.list({ cursor: first.next ?? '' })
    const third = await desk.orders.list({ cursor: second.next ?? '' })
    expect(third.next).toBeNull()
    const listed = [...first.items, ...second.items, ...third.items].map((order) => order.id)
    expect(listed).toEqual(placed.reverse())
  })

  it('finds by status, customer, dates and the beginning of the number', async () => {
    const { desk, customer, clock } = await furnished()
    const other = await desk.customers.register({ name: '李娜' })
    const lines = [{ item: 'album-12' }]
    const one = await desk.orders.place({ customerId: customer.id, lines })
    clock.at = '2026-11-24T02:00:00.000Z'
    const two = await desk.orders.place({ customerId: other.id, lines })
    await desk.orders.cancel({ orderId: one.id, reason: 'x' })
    const found = async (filter: object) => (await desk.orders.list(filter)).items.map((order) => order.id)
    expect(await found({})).toEqual([two.id, one.id])
    expect(await found({ status: 'cancelled' })).toEqual([one.id])
    expect(await found({ customerId: other.id })).toEqual([two.id])
    expect(await found({ from: '2026-11-23' })).toEqual([two.id])
    expect(await found({ to: '2026-11-23' })).toEqual([one.id])
    expect(await found({ number: 'main-261124' })).toEqual([two.id])
    expect(await found({ branch: 'elsewhere' })).toEqual([])
  })

  it('shows a cashier of one branch that branch only', async () => {
    const { desk, engine, customer } = await furnished()
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    const actor = { id: 'li', roles: [{ role: 'cashier', branches: ['west'] }] }
    const west = engine.as({ tenant: 'rose', branch: 'west', actor })
    expect((await west.orders.list()).items).toEqual([])
    await expect(west.orders.get({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    const mine = await west.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect(mine.number).toBe('west-261122-0001')
    expect((await west.orders.list()).items.map((one) => one.id)).toEqual([mine.id])
  })
})

describe('the history of an order', () => {
  it('says who did what, version by version', async () => {
    const studio = await furnished()
    const order = await ordered(studio, '6199.00')
    const { desk, as, statements } = studio
    const [first, second] = order.lines
    await as('manager').orders.changeLine({ orderId: order.id, lineId: second?.id ?? '', discount: '200.00' })
    await as('cashier').orders.pickUp({ orderId: order.id, lines: [first?.id ?? ''] })
    statements.length = 0
    const { versions, next } = await desk.orders.history({ orderId: order.id })
    expect(statements).toHaveLength(5)
    expect(next).toBeNull()
    expect(versions.map(({ operation, actor }) => [operation, actor])).toEqual([
      ['orders.place', 'the-owner'],
      ['orders.changeLine', 'the-manager'],
      ['orders.pickUp', 'the-cashier'],
    ])
    expect(versions[0]?.changes.map(({ record, line, kind }) => [record, line, kind])).toEqual([
      ['order', null, 'insert'],
      ['line', 1, 'insert'],
      ['line', 2, 'insert'],
    ])
    expect(versions[1]?.changes[1]).toMatchObject({
      record: 'line',
      line: 2,
      before: { discount: '0', amount: '120000' },
      after: { discount: '20000', amount: '100000' },
    })
    expect(versions[2]?.changes[0]).toMatchObject({ before: { status: 'open' }, after: { status: 'partlyPickedUp' } })
    expect(versions[2]?.changes.slice(1)).toMatchObject([{ record: 'line', line: 1, after: { stage: 'pickedUp' } }])
  })

  it('of another studio is not there', async () => {
    const studio = await furnished({ tenants: ['rose', 'lily'] })
    const order = await ordered(studio)
    const reading = studio.as('owner', 'lily').orders.history({ orderId: order.id })
    await expect(reading).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
  })

  it('what is paid too much is what the ledger says it is, where a remainder was waived before', async () => {
    const { desk, customer } = await furnished()
    const lines = [{ item: 'wedding-classic' }, { item: 'album-12' }]
    const legs = [{ method: 'cash', amount: '4998.50' }]
    const { id: orderId, lines: placed } = await desk.orders.place({
      customerId: customer.id,
      lines,
      payment: { legs },
    })
    await desk.orders.pickUp({ orderId, lines: [placed[0]?.id ?? ''], arrearsAllowed: true })
    await desk.ledger.waive({ orderId, amount: '0.50', reason: '抹零' })
    await desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '600' }] })
    const after = await desk.orders.cancelLine({ orderId, lineId: placed[1]?.id ?? '' })
    const account = await desk.ledger.balanceDue({ orderId })
    expect([after.overpaid, account.overpaid, account.deposits]).toEqual(['600.00', '600.00', '600.00'])
  })
})
