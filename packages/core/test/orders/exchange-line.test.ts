import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { approving } from '../../src/ledger/index.ts'
import { lineExchanging, orderPlacing } from '../../src/orders/index.ts'
import { Money } from '../../src/values/money.ts'
import { signed } from '../selection/studio.ts'
import { accountBalance, trialBalanceIsZero } from './studio.ts'
import { walking } from './walking.ts'

type Given = Parameters<typeof walking>[0]

/** Albums walk stages of their own. */
const albums = { stages: { flowOfItem: { 'album-12': 'album' } } }

const vouched = on(approving, (_context, asked) => {
  if (asked.approver === 'boss') asked.vouch()
})

/** A studio with a dearer and a cheaper package beside the classic one of 4,999.00. */
async function packages(given: Given = {}) {
  const studio = await walking(given)
  const { desk } = studio
  await desk.catalog.addItem({
    code: 'wedding-noble',
    kind: 'package',
    name: '婚纱尊享套系',
    price: '6999.00',
    category: 'package',
    shootType: 'wedding',
    entitlements: { shoots: 2, outfits: 5, imagesRetouched: 60 },
  })
  await desk.catalog.addItem({
    code: 'wedding-simple',
    kind: 'package',
    name: '婚纱轻套系',
    price: '2999.00',
    entitlements: { shoots: 1, outfits: 2, imagesRetouched: 20 },
  })
  const { order, reference } = await studio.shoot({ payment: { legs: [{ method: 'cash', amount: '4000.00' }] } })
  return { ...studio, order, reference }
}

const sumOf = (line: { readonly priceTrace: readonly { readonly change: string }[] } | undefined): string =>
  Money.sum(
    'CNY',
    (line?.priceTrace ?? []).map(({ change }) => Money.of(change, 'CNY')),
  ).toString()

const toldOf = (
  line: { readonly priceTrace: readonly { stage: string; change: string; words: { en: string } }[] } | undefined,
) => line?.priceTrace.map(({ stage, change, words }) => `${stage} ${change} ${words.en}`)

describe('an upgrade', () => {
  it('costs the difference, and keeps what was done', async () => {
    const studio = await packages()
    const { desk, reference, bring } = studio
    await bring([reference], 'shot')
    await desk.orders.assign({ lines: [reference], assigneeId: 'li-na' })
    studio.clock.at = '2026-12-05T06:30:00.000Z'
    const before = await studio.lineOf(reference)
    const { exchange, ...order } = await desk.orders.exchangeLine({
      ...reference,
      item: 'wedding-noble',
      sellerId: 'mo-yan',
      reason: '看样后升级',
    })
    expect(order).toMatchObject({ total: '6999.00', paid: '4000.00', balanceDue: '2999.00', status: 'inProgress' })
    const [line] = order.lines
    expect(line).toMatchObject({
      id: reference.lineId,
      line: 1,
      item: 'wedding-noble',
      amount: '6999.00',
      entitlements: { shoots: 2, outfits: 5 },
      shootType: 'wedding',
    })
    for (const same of ['stage', 'stageSince', 'shootDate', 'assigneeId', 'sellerId', 'origin', 'soldDate'] as const) {
      expect(line?.[same]).toEqual(before[same])
    }
    expect(line).toMatchObject({ stage: 'shot', shootDate: '2026-11-22', assigneeId: 'li-na' })
    expect(toldOf(line)).toEqual([
      'list 4999.00 List price 4999.00',
      'list 2000.00 Exchange: wedding-classic → wedding-noble',
    ])
    expect(exchange).toMatchObject({
      before: { item: 'wedding-classic', amount: '4999.00', entitlements: { outfits: 3 } },
      after: { item: 'wedding-noble', amount: '6999.00' },
      prices: 'today',
      difference: '2000.00',
      sellerId: 'mo-yan',
      reason: '看样后升级',
      actor: 'the-owner',
      businessDate: '2026-12-05',
      revision: order.revision,
    })
    const { items } = await desk.orders.work({ from: '2026-11-22', to: '2026-11-22' })
    expect(items.map(({ lineId, stage }) => [lineId, stage])).toContainEqual([reference.lineId, 'shot'])
    await desk.ledger.takePayment({ orderId: order.id, legs: [{ method: 'wechat', amount: '2999.00' }] })
    await desk.orders.pickUp({ orderId: order.id, unfinishedAllowed: true })
    expect(await accountBalance(studio, 'Income:Package')).toBe('-6999.00')
    await trialBalanceIsZero(studio)
  })

  it('of which the package names the difference costs that', async () => {
    const studio = await packages()
    const { desk, customer } = studio
    await desk.catalog.changeItem({ item: 'wedding-classic', upgrades: [{ to: 'wedding-noble', price: '1500.00' }] })
    const placed = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-classic', discount: '500.00' }],
    })
    const of = { orderId: placed.id, lineId: placed.lines[0]?.id ?? '', item: 'wedding-noble' }
    const quote = await desk.orders.quoteExchange(of)
    expect(quote).toMatchObject({ prices: 'upgrade', amount: '5999.00', difference: '1500.00', final: true })
    const { exchange, lines } = await desk.orders.exchangeLine(of)
    expect(exchange).toMatchObject({ prices: 'upgrade', amount: '5999.00', difference: '1500.00' })
    expect(lines[0]).toMatchObject({ unitPrice: '6499.00', discount: '500.00', amount: '5999.00' })
    expect(toldOf(lines[0])?.at(-1)).toBe('list 1500.00 Upgrade: wedding-classic → wedding-noble')
    expect(sumOf(lines[0])).toBe('5999.00')
  })

  it('keeps what was given by hand and by coupons, and takes promotions anew', async () => {
    const studio = await packages()
    const { desk, customer } = studio
    await desk.pricing.savePromotion({
      code: 'noble',
      name: '尊享九折',
      on: { items: ['wedding-noble'] },
      effect: { kind: 'percentage', percent: '10' },
    })
    await desk.pricing.issueCoupons({
      ...{ code: 'FRIEND', name: '老带新', effect: { kind: 'amount', amount: '100' }, uses: 1, usesEach: 1 },
    })
    const placed = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-classic', discount: '299.00' }],
      coupons: ['FRIEND'],
    })
    expect(placed.total).toBe('4600.00')
    const of = { orderId: placed.id, lineId: placed.lines[0]?.id ?? '' }
    const { lines, total } = await desk.orders.exchangeLine({ ...of, item: 'wedding-noble' })
    expect(total).toBe('5900.10')
    expect(toldOf(lines[0])?.slice(3)).toEqual([
      'list 2000.00 Exchange: wedding-classic → wedding-noble',
      'promotions -699.90 尊享九折',
    ])
    expect(await desk.pricing.coupon({ coupon: 'FRIEND' })).toMatchObject({ used: 1 })
    const back = await desk.orders.exchangeLine({ ...of, item: 'wedding-classic', discount: '0' })
    expect(back.total).toBe('4899.00')
    expect(sumOf(back.lines[0])).toBe('4899.00')
  })

  it('by the prices of the day of the sale is what it would have been then', async () => {
    const studio = await packages({ settings: { orders: { exchangePrices: 'daySold' } } })
    const { desk, reference } = studio
    studio.clock.at = '2026-11-23T02:00:00.000Z'
    await desk.pricing.savePromotion({
      code: 'opening',
      name: '开业九折',
      effect: { kind: 'percentage', percent: '10' },
    })
    const during = await studio.shoot()
    studio.clock.at = '2026-12-05T06:30:00.000Z'
    await desk.pricing.endPromotion({ promotion: 'opening' })
    await desk.catalog.changeItem({ item: 'wedding-noble', price: '7999.00' })
    const first = await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    expect(first.exchange).toMatchObject({ prices: 'daySold', amount: '6999.00', after: { itemVersion: 1 } })
    const second = await desk.orders.exchangeLine({ ...during.reference, item: 'wedding-noble' })
    expect(second.exchange).toMatchObject({ amountBefore: '4499.10', amount: '6299.10' })
    expect(sumOf(second.lines[0])).toBe('6299.10')
  })

  it('tells hooks at orders.placing and orders.exchanging, which may change the discount or refuse', async () => {
    const member = on(orderPlacing, (_context, { lines }) => {
      for (const line of lines) line.discount = Money.of('99.00', 'CNY')
    })
    const refusing = on(lineExchanging, (_context, { after, kind }) => {
      if (kind === 'exchange' && after.itemCode === 'wedding-simple') throw new Error('nothing simple here')
    })
    const { desk, reference } = await packages({ hooks: [member, refusing] })
    const { lines } = await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    expect(lines[0]).toMatchObject({ discount: '99.00', amount: '6900.00' })
    expect(sumOf(lines[0])).toBe('6900.00')
    const refused = desk.orders.exchangeLine({ ...reference, item: 'wedding-simple' })
    await expect(refused).rejects.toMatchObject({ code: 'HOOK_FAILED' })
  })
})

describe('a downgrade', () => {
  it('leaves what was paid too much, and needs who may', async () => {
    const studio = await packages({ hooks: [vouched] })
    const { as, reference } = studio
    const down = { ...reference, item: 'wedding-simple' }
    await expect(as('cashier').orders.exchangeLine(down)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const order = await as('cashier').orders.exchangeLine({ ...down, approver: 'boss' })
    expect(order).toMatchObject({ total: '2999.00', overpaid: '1001.00', exchange: { approver: 'boss' } })
    await as('cashier').orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    await trialBalanceIsZero(studio)
  })

  it('below what was used of the package is refused; an open selection goes on in the new one', async () => {
    const { desk, order, reference } = await packages()
    const { imageIds } = await desk.selection.registerImages({
      orderId: order.id,
      images: Array.from({ length: 50 }, (_, at) => `raw/${at}.cr3`),
    })
    const { id: selectionId } = await desk.selection.open(reference)
    await desk.selection.pick({ selectionId, imageIds: imageIds.slice(0, 30) })
    const up = await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    expect(up.total).toBe('6999.00')
    const counted = async () => (await desk.selection.get({ selectionId })).counted
    expect(await counted()).toMatchObject([{ included: 30, extra: 0 }])
    await desk.selection.confirm({ orderId: order.id, selectionId, ...signed })
    const down = desk.orders.exchangeLine({ ...reference, item: 'wedding-simple' })
    await expect(down).rejects.toMatchObject({
      code: 'ENTITLEMENTS_USED',
      message: `Of line 1 of order ${order.number} 30 imagesRetouched are used; wedding-simple includes 20.`,
    })
    const back = await desk.orders.exchangeLine({ ...reference, item: 'wedding-classic' })
    expect(back.total).toBe('4999.00')
    const { lines } = await desk.selection.entitlements({ orderId: order.id })
    expect(lines[0]?.entitlements.find((one) => one.entitlement === 'imagesRetouched')).toMatchObject({
      included: 40,
      used: 30,
      left: 10,
    })
  })
})

describe('exchanges', () => {
  it('are listed by order, and by who sold them', async () => {
    const { desk, reference, place, clock } = await packages()
    const { orderId } = reference
    await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble', sellerId: 'mo-yan' })
    await desk.orders.exchangeLine({ ...reference, item: 'wedding-simple' })
    clock.at = '2026-12-05T06:30:00.000Z'
    const other = await place(['wedding-simple'])
    const up = { orderId: other.id, lineId: other.lines[0]?.id ?? '', item: 'wedding-noble', sellerId: 'mo-yan' }
    await desk.orders.exchangeLine(up)
    const told = async (by: Parameters<typeof desk.orders.exchanges>[0]) =>
      (await desk.orders.exchanges(by)).items.map(({ before, after, difference }) => [
        before.item,
        after.item,
        difference,
      ])
    expect(await told({ orderId })).toEqual([
      ['wedding-classic', 'wedding-noble', '2000.00'],
      ['wedding-noble', 'wedding-simple', '-4000.00'],
    ])
    expect(await told({ sellerId: 'mo-yan', from: '2026-12-01', to: '2026-12-31' })).toEqual([
      ['wedding-simple', 'wedding-noble', '4000.00'],
    ])
    expect(await told({ from: '2026-11-01' })).toHaveLength(3)
    await expect(desk.orders.exchanges({})).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('another way', () => {
  it('goes on in the stage that both flows have, or where it is told', async () => {
    const { desk, as, reference, bring, lineOf } = await packages({ settings: albums, hooks: [vouched] })
    await bring([reference], 'selected')
    const product = { ...reference, item: 'album-12' }
    const unsaid = desk.orders.exchangeLine(product)
    await expect(unsaid).rejects.toMatchObject({
      code: 'STAGE_NOT_IN_FLOW',
      details: { stage: 'selected', flow: 'album' },
    })
    await expect(desk.orders.exchangeLine({ ...product, to: 'nowhere' })).rejects.toMatchObject({
      code: 'STAGE_UNKNOWN',
    })
    const done = desk.orders.exchangeLine({ ...product, to: 'pickedUp' })
    await expect(done).rejects.toMatchObject({ code: 'STAGE_MOVE_REFUSED' })
    const byCashier = as('cashier').orders.exchangeLine({ ...product, to: 'retouching', approver: 'boss' })
    await expect(byCashier).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      details: { permission: 'orders.skipStages' },
    })
    await desk.orders.exchangeLine({ ...product, to: 'retouching' })
    expect(await lineOf(reference)).toMatchObject({ item: 'album-12', flow: 'album', stage: 'retouching' })
    const { changes } = await desk.orders.stages({ orderId: reference.orderId })
    expect(changes.at(-1)).toMatchObject({ kind: 'reflowed', stage: 'selected', toStage: 'retouching' })
    await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    expect(await lineOf(reference)).toMatchObject({ item: 'wedding-noble', flow: 'shoot', stage: 'retouching' })
  })

  it('begins where the new flow begins while nothing is done', async () => {
    const { desk, reference, lineOf } = await packages({ settings: albums })
    await desk.orders.exchangeLine({ ...reference, item: 'album-12' })
    expect(await lineOf(reference)).toMatchObject({ flow: 'album', stage: 'ordered', status: 'open' })
  })
})

describe('what cannot be exchanged', () => {
  it.each([
    ['for itself', { item: 'wedding-classic' }, 'LINE_NOT_EXCHANGEABLE'],
    ['for a bundle', { item: 'box' }, 'LINE_NOT_EXCHANGEABLE'],
    ['for nothing', { item: 'none' }, 'ITEM_UNKNOWN'],
    ['for what is no longer sold', { item: 'retired' }, 'ITEM_RETIRED'],
    ['of another order', { orderId: 'none', item: 'album-12' }, 'ORDER_UNKNOWN'],
    ['that is not there', { lineId: 'none', item: 'album-12' }, 'LINE_UNKNOWN'],
    ['with too large a discount', { item: 'album-12', discount: '600.01' }, 'DISCOUNT_TOO_LARGE'],
    ['below zero', { item: 'album-12', unitPrice: '-1' }, 'LINE_PRICE_INVALID'],
    ['none of them', { item: 'album-12', quantity: '0' }, 'LINE_QUANTITY_INVALID'],
    ['for an older revision', { item: 'album-12', revision: 9 }, 'ORDER_CHANGED'],
    ['without a word', {}, 'INPUT_INVALID'],
  ])('a line %s is refused and changes nothing', async (_, over, code) => {
    const { desk, reference } = await packages()
    await desk.catalog.addItem({ code: 'retired', kind: 'product', name: '旧', price: '1' })
    await desk.catalog.retireItem({ item: 'retired' })
    await desk.catalog.addItem({
      ...{ code: 'box', kind: 'bundle', name: '礼盒', price: '5000', components: [{ item: 'album-12' }] },
    })
    const before = await desk.orders.get({ orderId: reference.orderId })
    const given = { ...reference, ...over } as Parameters<typeof desk.orders.exchangeLine>[0]
    await expect(desk.orders.exchangeLine(given)).rejects.toMatchObject({ code })
    expect(await desk.orders.get({ orderId: reference.orderId })).toEqual(before)
  })

  it('what was handed over, cancelled, or sold in a bundle; nor what would leave an add-on behind', async () => {
    const { desk, customer, place } = await packages()
    const placed = await place(['album-12', 'album-12', 'extra-image'])
    const of = (line: number) => ({
      orderId: placed.id,
      lineId: placed.lines[line - 1]?.id ?? '',
      item: 'wedding-noble',
    })
    await desk.orders.cancelLine({ orderId: placed.id, lineId: of(1).lineId })
    await expect(desk.orders.exchangeLine(of(1))).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await desk.orders.pickUp({ orderId: placed.id, lines: [of(2).lineId], arrearsAllowed: true })
    await expect(desk.orders.exchangeLine(of(2))).rejects.toMatchObject({ code: 'LINE_NOT_CHANGEABLE' })
    await desk.catalog.addItem({
      ...{ code: 'box', kind: 'bundle', name: '礼盒', price: '5000', components: [{ item: 'album-12' }] },
    })
    const boxed = await place(['box'])
    const bundle = { orderId: boxed.id, lineId: boxed.lines[0]?.id ?? '', item: 'extra-image' }
    await expect(desk.orders.exchangeLine(bundle)).rejects.toThrow('it was sold in the bundle box')
    await desk.catalog.addItem({
      ...{ code: 'portrait', kind: 'package', name: '写真', price: '800.00', addOns: [{ item: 'extra-image' }] },
    })
    const lines = [{ item: 'portrait' }, { item: 'extra-image', addOnTo: 1 }]
    const added = await desk.orders.place({ customerId: customer.id, lines })
    const line = { orderId: added.id, lineId: added.lines[0]?.id ?? '' }
    await expect(desk.orders.exchangeLine({ ...line, item: 'wedding-noble' })).rejects.toMatchObject({
      code: 'ADD_ON_NOT_OFFERED',
      message:
        'addOnTo of line 2: "extra-image" as an add-on of "wedding-noble" is not offered, and the line was sold with what is exchanged.',
      details: { line: 2, item: 'extra-image', to: 'wedding-noble' },
    })
  })
})

describe('the cost of an exchange', () => {
  it('is nineteen statements at most', async () => {
    const { desk, reference, statements, place } = await packages()
    const other = await place(['wedding-classic'])
    await desk.orders.exchangeLine({ ...reference, item: 'wedding-noble' })
    statements.length = 0
    await desk.orders.exchangeLine({ orderId: other.id, lineId: other.lines[0]?.id ?? '', item: 'wedding-noble' })
    expect(statements.length).toBeLessThanOrEqual(19)
    statements.length = 0
    await desk.orders.quoteExchange({ ...reference, item: 'wedding-classic' })
    expect(statements.length).toBeLessThanOrEqual(4)
  })
})

describe('selections of a line that is cancelled', () => {
  it('are closed while they are open, and take with them what was sold with them', async () => {
    const { desk, customer } = await packages()
    const price = { code: 'images', name: '加片价', entitlement: 'imagesRetouched', item: 'extra-image' } as const
    await desk.selection.savePriceTable(price)
    const placed = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-simple' }, { item: 'wedding-simple' }, { item: 'album-12' }],
    })
    const orderId = placed.id
    const [one, two] = placed.lines.map(({ id }) => id)
    const { imageIds } = await desk.selection.registerImages({
      orderId,
      images: Array.from({ length: 25 }, (_, at) => `raw/${at}.cr3`),
    })
    const first = await desk.selection.open({ orderId, lineId: one ?? '' })
    await desk.selection.pick({ selectionId: first.id, imageIds })
    await desk.selection.confirm({ orderId, selectionId: first.id, ...signed })
    const second = await desk.selection.open({ orderId, lineId: two ?? '' })
    await desk.orders.cancelLine({ orderId, lineId: two ?? '' })
    expect(await desk.selection.get({ selectionId: second.id })).toMatchObject({ state: 'closed' })
    expect((await desk.selection.list({ state: 'open' })).items).toEqual([])
    const late = desk.selection.pick({ selectionId: second.id, imageIds: imageIds.slice(0, 1) })
    await expect(late).rejects.toMatchObject({ code: 'LINE_CANCELLED' })
    const alone = desk.orders.cancelLine({ orderId, lineId: one ?? '' })
    await expect(alone).rejects.toMatchObject({ code: 'LINES_BELONG_TOGETHER', details: { line: 1, lines: [4] } })
    const gone = await desk.orders.cancelLine({ orderId, lineId: one ?? '', along: true })
    expect(gone).toMatchObject({ total: '600.00' })
  })
})
