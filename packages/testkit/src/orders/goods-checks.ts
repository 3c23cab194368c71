/** Holds the stock of orders against the paper: what lies where, what is promised to whom, what was taken, what it cost. */
import { same } from '../storage/check.ts'
import { outstandingOf, redoneOf, takenOf, wantedOf } from './naive-goods.ts'
import { type Branch, type NaiveOrder, sum, textOf } from './naive-orders.ts'
import { type GoodsCode, goods } from './order-studio.ts'
import type { OrderWorld } from './order-world.ts'

const branches: readonly Branch[] = ['main', 'west']
const codes = Object.keys(goods) as GoodsCode[]

/** After every step. */
export async function checkGoods(world: OrderWorld): Promise<void> {
  for (const code of codes) {
    const { stock } = await world.studio.desks.main.inventory.item({ item: code })
    const seen = branches.map((branch) => {
      const own = stock.filter((row) => row.branch === branch)
      return { onHand: sum(own.map(({ onHand }) => onHand)), reserved: sum(own.map(({ reserved }) => reserved)) }
    })
    const expected = branches.map((branch) => {
      return { onHand: world.goods.onHand(branch, code), reserved: world.goods.reserved(branch, code) }
    })
    same(`${code} in ${branches.join(' and ')}`, seen, expected)
  }
  for (const order of world.orders) await checkNeeds(world, order)
}

async function checkNeeds({ studio, goods: paper }: OrderWorld, order: NaiveOrder): Promise<void> {
  const needs = paper.needsOf(order)
  if (needs.length === 0) return
  const read = await studio.desks.main.supplies.needsOf({ orderId: order.id })
  const shown = (of: readonly { lineId: string; text: string }[]) =>
    of.map(({ lineId, text }) => `${lineId} ${text}`).sort()
  same(
    `what the lines of ${order.number} need`,
    shown(
      read.map(({ lineId, item, stage, wanted, taken, outstanding, redone }) => {
        return { lineId, text: [item, stage ?? 'handed', wanted, taken, outstanding, redone].join(' ') }
      }),
    ),
    shown(
      needs.map((need) => {
        const numbers = [wantedOf(need), takenOf(need), outstandingOf(need), redoneOf(need)]
        return { lineId: need.line.id, text: [need.goods, need.stage ?? 'handed', ...numbers].join(' ') }
      }),
    ),
  )
  for (const line of new Set(needs.map((need) => need.line))) {
    for (const code of codes) {
      const own = read.filter(({ lineId, item }) => lineId === line.id && item === code)
      const promised = sum(own.map((need) => need.promised))
      same(`${code} promised to line ${line.line} of ${order.number}`, promised, paper.promisedTo(line, code))
    }
  }
}

/** Now and then: what orders cost, line by line, and what the stock is worth. */
export async function checkCosts({ studio, orders, goods: paper }: OrderWorld): Promise<void> {
  const { used, wasted } = paper.costs()
  for (const order of orders) {
    const read = await studio.desks.main.supplies.costsOf({ orderId: order.id })
    same(
      `what goods for ${order.number} cost`,
      read.lines.map(({ line, goods: cost, wasted: lost }) => ({ line, cost, lost })),
      order.lines.map((line) => {
        return { line: line.line, cost: textOf(used.get(line) ?? 0), lost: textOf(wasted.get(line) ?? 0) }
      }),
    )
  }
  for (const branch of branches) {
    const { items } = await studio.desks[branch].inventory.stockAt({ branch })
    const seen = Object.fromEntries(items.map(({ code, quantity, value }) => [code, `${quantity} for ${value}`]))
    same(`what the stock of ${branch} is worth`, seen, paper.worthIn(branch))
  }
}
