import { holds, same } from '../../storage/check.ts'
import { type NaiveOrder, priceOf, sum, textOf, totalOf } from '../naive-orders.ts'
import { besideWedding, coupon, duo, type ItemCode, items, leather } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld, Sold } from '../order-world.ts'
import { legsOf, received } from './pay.ts'

/** Lines as somebody asks for them, and what they should become. */
export interface Wanted {
  readonly asked: { readonly item: string; [member: string]: unknown }
  readonly sold: readonly Sold[]
  readonly refusal?: string | undefined
}

const plain: readonly ItemCode[] = ['wedding', 'portrait', 'negatives', 'album', 'frame', 'bride', 'dress', 'gift']

/** Something off the wall: packages one by one, the rest in any quantity. */
export function wanted(world: OrderWorld, addOnTo?: { readonly number: number; readonly left: number }): Wanted {
  const { random } = world
  if (addOnTo !== undefined && random.chance(0.4)) {
    const quantity = (1 + random.below(3)) * 10_000
    return {
      asked: { item: 'frame', quantity: quantity / 10_000, addOnTo: addOnTo.number },
      sold: [
        {
          item: 'frame',
          quantity,
          unitPrice: besideWedding.price,
          listed: besideWedding.price,
          addOnTo: addOnTo.number,
        },
      ],
      refusal: quantity > addOnTo.left * 10_000 ? 'ADD_ON_NOT_OFFERED' : undefined,
    }
  }
  if (random.chance(0.12)) {
    return { asked: { item: 'duo' }, sold: duo.components.map((item) => ({ item, shared: true, bundled: true })) }
  }
  const item = random.pick(plain)
  const isPackage = 'holds' in items[item]
  const quantity = isPackage ? 10_000 : random.chance(0.6) ? 10_000 : 2_500 * (1 + random.below(12))
  const covered = item === 'frame' && random.chance(0.5)
  const listed = items[item].price + (covered ? leather : 0)
  const unitPrice = random.chance(0.08) ? 1 + random.below(90_000) : listed
  const gross = priceOf(unitPrice, quantity)
  const discount = random.chance(0.2) ? random.below(Math.max(2, Math.round(gross * 1.1))) : 0
  return {
    asked: {
      item,
      quantity: String(quantity / 10_000),
      ...(covered ? { options: { cover: 'leather' } } : {}),
      ...(unitPrice === listed ? {} : { unitPrice: textOf(unitPrice) }),
      ...(discount === 0 ? {} : { discount: textOf(discount) }),
    },
    sold: [{ item, quantity, unitPrice, listed, discount }],
    refusal: discount > gross ? 'DISCOUNT_TOO_LARGE' : undefined,
  }
}

const amountOf = ({ item, quantity = 10_000, unitPrice = items[item].price, discount = 0 }: Sold): number =>
  priceOf(unitPrice, quantity) - discount

/** What lines cost together; a bundle costs what it costs. */
export const costOf = (lines: readonly Wanted[]): number =>
  sum(lines.map(({ asked, sold }) => (asked.item === 'duo' ? duo.price : sum(sold.map(amountOf)))))

/** Of prices that several lines share, what they come to. */
export function checkShared(order: NaiveOrder, lines: readonly Wanted[], off: number): void {
  const added = order.lines.slice(order.lines.length - sum(lines.map(({ sold }) => sold.length)))
  same(`what was added to ${order.number} costs`, sum(added.map(({ amount }) => amount)), costOf(lines) - off)
}

export const place: OrderStep = {
  name: 'place an order',
  weight: 4,
  async act(world) {
    const { random, studio } = world
    const branch = random.pick(['main', 'main', 'west'] as const)
    const desk = studio.desks[branch]
    const buyer = random.pick(world.customers).id
    const first: Wanted = { asked: { item: 'wedding' }, sold: [{ item: 'wedding' }] }
    const withWedding = random.chance(0.5)
    const lines = [
      ...(withWedding ? [first] : []),
      ...Array.from({ length: withWedding ? random.below(3) : 1 + random.below(3) }, () => wanted(world)),
      ...(withWedding && random.chance(0.3) ? [wanted(world, { number: 1, left: besideWedding.most })] : []),
    ]
    const withCoupon = withWedding && random.chance(0.3)
    const off = withCoupon ? coupon.off : 0
    const promised = random.chance(0.4) ? `${world.today.slice(0, 8)}28` : null
    const total = costOf(lines) - off
    const paid = random.chance(0.5) ? 1 + random.below(Math.max(1, Math.round(total * 1.05))) : 0
    const earnest = random.chance(0.5)
    const legs = legsOf(world, paid)
    const asked = lines.map((line) => line.asked)
    const what = `${JSON.stringify(asked)}${withCoupon ? ' with the coupon' : ''}, paid ${textOf(paid)}`
    const answer = await world.attempt(
      `to place ${what}`,
      [
        ...lines.map(({ refusal }) => refusal),
        withCoupon && world.couponUses() >= coupon.uses && 'COUPON_SPENT',
        withCoupon && world.couponUses(world.standing(buyer)) > 0 && 'COUPON_SPENT',
        paid > total && 'PAYMENT_EXCEEDS_DUE',
        world.goods.isShortFor(
          branch,
          lines.flatMap((line) => line.sold),
        ) && 'OUT_OF_STOCK',
      ],
      () =>
        desk.orders.place({
          customerId: buyer,
          lines: asked,
          ...(withCoupon ? { coupons: [coupon.code] } : {}),
          ...(promised === null ? {} : { promisedDate: promised }),
          ...(paid === 0 ? {} : { payment: { legs, ...(earnest ? { purpose: 'earnest' as const } : {}) } }),
        }),
    )
    if (answer === undefined) return what
    const order: NaiveOrder = {
      id: answer.id,
      number: answer.number,
      branch,
      customerId: world.standing(buyer),
      bookedDate: world.today,
      lines: [],
      receipts: [],
      promised,
      policy: world.policy,
      cancelled: false,
      revision: 1,
      paid: 0,
      forfeited: 0,
      waived: 0,
      earned: [],
      slips: [],
    }
    world.orders.push(order)
    const sold = lines.flatMap((line) => line.sold)
    const made = await world.sell(order, withCoupon ? sold.map((one) => ({ ...one, shared: true })) : sold)
    checkShared(order, lines, off)
    if (withCoupon) {
      for (const [at, line] of made.entries()) line.coupon = line.discount > (sold[at]?.discount ?? 0)
      holds(
        'the coupon takes something off',
        made.some((line) => line.coupon),
        'it took nothing off',
      )
    }
    same(`the total of ${order.number}`, totalOf(order), total)
    if (answer.receipt !== null) received(world, order, { id: answer.receipt.id, branch, legs, earnest })
    return `${order.number}: ${what}`
  },
}
