import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { approving } from '../../src/ledger/index.ts'
import { linesCancelling } from '../../src/orders/index.ts'
import { accountBalance, trialBalanceIsZero } from './studio.ts'
import { walking } from './walking.ts'

type Walking = Awaited<ReturnType<typeof walking>>

/** The host knows that the owner stands beside the desk. */
const vouched = on(approving, (_context, asked) => {
  if (asked.approver === 'boss') asked.vouch()
})

const cash = (amount: string, purpose?: 'earnest') => ({
  payment: { legs: [{ method: 'cash', amount }], ...(purpose === undefined ? {} : { purpose }) },
})

/** A package of 4,999.00 and an album of 600.00. */
async function ordered(studio: Walking, more: object = {}) {
  const order = await studio.place(['wedding-classic', 'album-12'], more)
  const [shoot, album] = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
  if (shoot === undefined || album === undefined) throw new Error('two lines were placed')
  return { order, shoot, album }
}

const reason = '新娘怀孕，改拍孕照'

describe('cancelling a line under way', () => {
  it('costs nothing of its price while the shoot is only planned', async () => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('3000.00'))
    await studio.bring([shoot], 'styled')
    const { cancellation, ...order } = await studio.desk.orders.cancelLine({ ...shoot, reason })
    expect(cancellation).toMatchObject({ amount: '4999.00', charged: '0.00', byPolicy: '0.00', forfeited: '0.00' })
    expect(order).toMatchObject({ total: '600.00', paid: '3000.00', overpaid: '2400.00', balanceDue: '0.00' })
    expect(order.lines[0]).toMatchObject({ stage: 'cancelled', assigneeId: null, nextStage: null })
    await trialBalanceIsZero(studio)
  })

  it.each([
    ['shot', '2499.50', 50],
    ['preEdited', '2499.50', 50],
    ['selected', '4999.00', 100],
    ['designing', '4999.00', 100],
  ])('at %s keeps %s, and gives the rest back at once', async (stage, kept, percent) => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], stage)
    const { cancellation, refund, ...order } = await studio.desk.orders.cancelLine({ ...shoot, reason, refund: true })
    expect(cancellation).toMatchObject({ lines: [{ stage, percent, charge: kept }], forfeited: kept })
    const back = 4999 - Number(kept)
    if (back > 0) expect(refund).toMatchObject({ kind: 'cancellation', amount: back.toFixed(2), reason })
    else expect(refund).toBeNull()
    expect(order).toMatchObject({ total: '600.00', balanceDue: '0.00', overpaid: '0.00' })
    expect(await accountBalance(studio, 'Income:ForfeitedDeposits')).toBe(`-${kept}`)
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('-600.00')
    expect(await studio.desk.ledger.balanceDue({ orderId: shoot.orderId })).toMatchObject({ deposits: '600.00' })
    await trialBalanceIsZero(studio)
  })

  it('keeps the share of the earnest money that belongs to it', async () => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('1000.00', 'earnest'))
    const { cancellation, ...order } = await studio.desk.orders.cancelLine(shoot)
    // 4,999.00 of 5,599.00 of the 1,000.00, which are within 20 % of the contract.
    expect(cancellation.forfeited).toBe('892.83')
    expect(order).toMatchObject({ total: '600.00', paid: '1000.00', balanceDue: '492.83', overpaid: '0.00' })
    const whole = await studio.desk.orders.cancel({ orderId: shoot.orderId, reason: '都不要了' })
    // The last fraction of a minor unit stayed with the customer.
    expect(whole.cancellation.forfeited).toBe('107.17')
    await trialBalanceIsZero(studio)
  })

  it('counts earnest money towards the work that was done', async () => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('1000.00', 'earnest'))
    await studio.desk.ledger.takePayment({ orderId: shoot.orderId, legs: [{ method: 'wechat', amount: '4599.00' }] })
    await studio.bring([shoot], 'shot')
    const { cancellation } = await studio.desk.orders.cancelLine({ ...shoot, reason })
    expect(cancellation).toMatchObject({ charged: '2499.50', forfeited: '2499.50' })
  })

  it('keeps no more than was paid, unless the studio claims it', async () => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('800.00'))
    await studio.bring([shoot], 'selected')
    const { cancellation, ...order } = await studio.desk.orders.cancelLine({ ...shoot, reason })
    expect(cancellation).toMatchObject({ charged: '4999.00', byPolicy: '800.00', forfeited: '800.00' })
    expect(order).toMatchObject({ total: '600.00', paid: '800.00', balanceDue: '600.00' })
    const claiming = await walking({ settings: { orders: { claimBeyondPaid: true } } })
    const other = await ordered(claiming, cash('800.00'))
    await claiming.bring([other.shoot], 'shot')
    const claimed = await claiming.desk.orders.cancelLine({ ...other.shoot, reason })
    expect(claimed).toMatchObject({ balanceDue: '2299.50', cancellation: { forfeited: '2499.50' } })
    expect(await accountBalance(claiming, 'AR:Customers')).toBe('1699.50')
    await trialBalanceIsZero(claiming)
  })

  it('of work that is done again charges what it had come to', async () => {
    const studio = await walking()
    const { shoot } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], 'selected')
    const redo = { cause: 'customerWish', payer: 'customer', reason: '要重拍' } as const
    await studio.desk.orders.startReshoot({ lines: [shoot], from: 'selected', ...redo })
    const { cancellation } = await studio.desk.orders.cancelLine({ ...shoot, reason })
    expect(cancellation.lines).toMatchObject([{ percent: 100 }])
  })

  it('needs a reason and a permission, and none of what was handed over', async () => {
    const studio = await walking()
    const { shoot, album } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], 'scheduled')
    const { desk, as } = studio
    await expect(desk.orders.cancelLine(shoot)).rejects.toMatchObject({
      code: 'REASON_MISSING',
      message: 'A reason is needed to cancel a line in stage scheduled.',
    })
    const byCashier = as('cashier').orders.cancelLine({ ...shoot, reason })
    await expect(byCashier).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await desk.orders.pickUp({ orderId: album.orderId, lines: [album.lineId], unfinishedAllowed: true })
    await expect(desk.orders.cancelLine({ ...album, reason })).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await desk.orders.cancelLine({ ...shoot, reason })
    expect(await desk.orders.get({ orderId: shoot.orderId })).toMatchObject({
      status: 'completed',
      overpaid: '4999.00',
    })
  })

  it('by another policy of the studio goes by that', async () => {
    const settings = { orders: { cancellationCharges: [{ from: 'scheduled', percent: 10 }] } }
    const studio = await walking({ settings })
    const { shoot } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], 'designing')
    const { cancellation } = await studio.desk.orders.cancelLine({ ...shoot, reason })
    expect(cancellation).toMatchObject({ forfeited: '499.90', lines: [{ stage: 'designing', percent: 10 }] })
  })
})

describe('an amount by hand', () => {
  const limits = { orders: { forfeitLimits: { cashier: { percent: 10, amount: '200' } } } }

  it('within the limit of a role is the cashier’s to give who may', async () => {
    const studio = await walking({ hooks: [vouched] })
    const { album } = await ordered(studio, cash('1000.00', 'earnest'))
    const named = { ...album, forfeit: '0' }
    const alone = studio.as('cashier').orders.cancelLine(named)
    await expect(alone).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const { cancellation } = await studio.as('cashier').orders.cancelLine({ ...named, approver: 'boss' })
    expect(cancellation).toMatchObject({ byPolicy: '107.16', forfeited: '0.00', approver: 'boss' })
  })

  it('beyond the limit needs a second person', async () => {
    const studio = await walking({ hooks: [vouched], settings: limits })
    const { shoot } = await ordered(studio, cash('1000.00', 'earnest'))
    const named = { ...shoot, forfeit: '100.00' }
    const alone = studio.as('cashier').orders.cancelLine(named)
    await expect(alone).rejects.toMatchObject({
      code: 'FORFEIT_BEYOND_LIMIT',
      message:
        'the-cashier may not do this alone: keeping 100.00 instead of 892.83 departs from it by more than 10 % of 4999.00.',
    })
    const stranger = studio.as('cashier').orders.cancelLine({ ...named, approver: 'nobody' })
    await expect(stranger).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    const { cancellation } = await studio.as('cashier').orders.cancelLine({ ...named, approver: 'boss' })
    expect(cancellation).toMatchObject({ forfeited: '100.00', approver: 'boss' })
  })

  it.each([
    ['more than was paid', '1000.01', 'FORFEIT_EXCEEDS_DEPOSITS'],
    ['below zero', '-1', 'AMOUNT_NOT_POSITIVE'],
    ['what is no amount', 'half', 'MONEY_MALFORMED'],
  ])('of %s is refused and changes nothing', async (_, forfeit, code) => {
    const studio = await walking()
    const { order, album } = await ordered(studio, cash('1000.00'))
    await expect(studio.desk.orders.cancelLine({ ...album, forfeit })).rejects.toMatchObject({ code })
    const { paid, revision, total } = await studio.desk.orders.get({ orderId: order.id })
    expect({ paid, revision, total }).toEqual({ paid: '1000.00', revision: 1, total: '5599.00' })
  })

  it('gives nothing back without the permission of the ledger', async () => {
    const { as, ...studio } = await walking()
    const { album } = await ordered({ as, ...studio }, cash('5599.00'))
    const back = as('reception').orders.cancelLine({ ...album, refund: true })
    await expect(back).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('lines that belong together', () => {
  async function bundled() {
    const studio = await walking()
    await studio.desk.catalog.addItem({
      code: 'all-in-one',
      kind: 'bundle',
      name: '全家福礼盒',
      price: '5000.00',
      components: [{ item: 'wedding-classic' }, { item: 'album-12' }],
    })
    const order = await studio.place(['all-in-one', 'all-in-one', 'extra-image'], cash('10099.99'))
    return { ...studio, order, id: (line: number) => order.lines[line - 1]?.id ?? '' }
  }

  it('the components of a bundle go together, each bundle by itself', async () => {
    const { desk, as, order, id } = await bundled()
    const cancel = { orderId: order.id, lineId: id(3) }
    await expect(desk.orders.cancelLine(cancel)).rejects.toMatchObject({
      code: 'LINES_BELONG_TOGETHER',
      details: { line: 3, lines: [4], rule: 'it was sold in a bundle with lines' },
    })
    const inPart = as('cashier').orders.cancelLine({ ...cancel, bundleInPart: true })
    await expect(inPart).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const gone = await desk.orders.cancelLine({ ...cancel, along: true })
    expect(gone.lines.map(({ stage }) => stage)).toEqual(['ordered', 'ordered', 'cancelled', 'cancelled', 'ordered'])
    expect(gone).toMatchObject({ total: '5099.99', overpaid: '5000.00' })
    const part = await desk.orders.cancelLine({ ...cancel, lineId: id(2), bundleInPart: true })
    expect(part.lines.map(({ stage }) => stage).filter((stage) => stage === 'ordered')).toHaveLength(2)
  })

  it('add-ons go with what they were added to', async () => {
    const { desk, customer } = await walking()
    await desk.catalog.addItem({ code: 'crystal', kind: 'product', name: '水晶', price: '200.00' })
    await desk.catalog.addItem({
      code: 'portrait',
      kind: 'package',
      name: '写真',
      price: '800.00',
      addOns: [{ item: 'crystal', price: '150.00' }],
    })
    const lines = [{ item: 'portrait' }, { item: 'crystal', addOnTo: 1 }, { item: 'album-12' }]
    const order = await desk.orders.place({ customerId: customer.id, lines })
    const cancel = { orderId: order.id, lines: [order.lines[0]?.id ?? ''] }
    await expect(desk.orders.cancelLines(cancel)).rejects.toMatchObject({
      code: 'LINES_BELONG_TOGETHER',
      message: `Line 1 of order ${order.number} cannot be cancelled alone: its add-ons are on lines 2.`,
    })
    expect(await desk.orders.cancelLines({ ...cancel, along: true })).toMatchObject({ total: '600.00' })
  })

  it('what a plugin says belongs to a line goes with it', async () => {
    const takesLast = on(linesCancelling, (_context, { standing, lines, belongs }) => {
      const last = standing.at(-1)
      const [first] = lines
      if (last !== undefined && first !== undefined) belongs(last.id, first.id)
    })
    const studio = await walking({ hooks: [takesLast] })
    const order = await studio.place(['album-12', 'extra-image', 'extra-image'])
    const cancel = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
    await expect(studio.desk.orders.cancelLine(cancel)).rejects.toMatchObject({
      code: 'LINES_BELONG_TOGETHER',
      details: { line: 1, lines: [3] },
    })
    expect(await studio.desk.orders.cancelLine({ ...cancel, along: true })).toMatchObject({ total: '99.99' })
  })

  it('not all of them can be cancelled line by line', async () => {
    const { desk, place } = await walking()
    const order = await place(['album-12', 'extra-image'])
    const all = desk.orders.cancelLines({ orderId: order.id, lines: order.lines.map(({ id }) => id) })
    await expect(all).rejects.toMatchObject({ code: 'LINE_IS_LAST' })
    const none = desk.orders.cancelLines({ orderId: order.id, lines: [] })
    await expect(none).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const other = desk.orders.cancelLines({ orderId: order.id, lines: ['x'] })
    await expect(other).rejects.toMatchObject({ code: 'LINE_UNKNOWN', details: { lineIds: ['x'] } })
  })
})

describe('a whole order', () => {
  it('keeps by stage what its lines cost, unless told', async () => {
    const studio = await walking()
    const { shoot, order } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], 'shot')
    const cancelled = await studio.desk.orders.cancel({ orderId: order.id, reason, refund: true })
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      refund: { amount: '3099.50' },
      cancellation: { charged: '2499.50', forfeited: '2499.50' },
    })
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
  })

  it('after a part of it was cancelled keeps what is left', async () => {
    const studio = await walking()
    const { shoot, album, order } = await ordered(studio, cash('5599.00'))
    await studio.bring([shoot], 'shot')
    await studio.desk.orders.cancelLine({ ...shoot, reason })
    const rest = await studio.desk.orders.cancel({ orderId: album.orderId, reason, refund: true })
    expect(rest).toMatchObject({ refund: { amount: '3099.50' }, cancellation: { forfeited: '0.00' } })
    expect(await studio.desk.ledger.balanceDue({ orderId: order.id })).toMatchObject({
      paid: '2499.50',
      deposits: '0.00',
    })
    await trialBalanceIsZero(studio)
  })
})

describe('a quote', () => {
  it('says beforehand what a cancellation then keeps and gives back', async () => {
    for (const whole of [true, false]) {
      for (const [paid, stage] of [
        ['5599.00', 'shot'],
        ['800.00', 'selected'],
        ['3000.00', 'scheduled'],
      ] as const) {
        const studio = await walking()
        const { shoot } = await ordered(studio, cash(paid, 'earnest'))
        await studio.bring([shoot], stage)
        const { desk } = studio
        const { orderId, lineId } = shoot
        const quote = await desk.orders.quoteCancellation(whole ? { orderId } : { orderId, lines: [lineId] })
        const done = whole
          ? await desk.orders.cancel({ orderId, reason, refund: true })
          : await desk.orders.cancelLine({ ...shoot, reason, refund: true })
        const { lines, amount, charged, byPolicy } = done.cancellation
        expect(quote).toMatchObject({ lines, amount, charged, byPolicy, back: done.refund?.amount ?? '0.00' })
      }
    }
  })

  it('names what goes along, and refuses what was handed over or is not there', async () => {
    const { desk, place } = await walking()
    const components = [{ item: 'extra-image' }, { item: 'album-12' }]
    await desk.catalog.addItem({ code: 'box', kind: 'bundle', name: '礼盒', price: '650.00', components })
    const order = await place(['box', 'album-12'])
    const [first, , third] = order.lines.map(({ id }) => id)
    const of = (line = '') => ({ orderId: order.id, lines: [line] })
    expect(await desk.orders.quoteCancellation(of(first))).toMatchObject({ along: [2], byPolicy: '0.00', back: '0.00' })
    await desk.orders.pickUp({ ...of(third), arrearsAllowed: true })
    await expect(desk.orders.quoteCancellation(of(third))).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await expect(desk.orders.quoteCancellation(of('x'))).rejects.toMatchObject({ code: 'LINE_UNKNOWN' })
    await expect(desk.orders.quoteCancellation({ orderId: 'x' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
  })
})

describe('the cost of a cancellation', () => {
  it('is the same for one line and for a hundred', async () => {
    const { desk, place, statements } = await walking()
    const counted = async (many: number) => {
      const order = await place(Array.from({ length: many + 1 }, () => 'extra-image'))
      statements.length = 0
      await desk.orders.cancelLines({ orderId: order.id, lines: order.lines.slice(1).map(({ id }) => id) })
      return statements.filter((one) => !one.includes('settings')).length
    }
    await counted(1)
    const one = await counted(1)
    expect(await counted(100)).toBe(one)
    expect(one).toBe(20)
  })
})
