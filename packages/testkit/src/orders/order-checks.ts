/** Holds the engine against the paper: orders and what is due, what is to be done, what packages hold, what the shop sold. */
import { holds, same } from '../storage/check.ts'
import { waitsFor } from './naive-flows.ts'
import {
  accountOf,
  type Branch,
  flowOf,
  isOver,
  liveLines,
  mayBeHandedOver,
  type NaiveLine,
  type NaiveOrder,
  progressOf,
  statusOf,
  sum,
  textOf,
  totalOf,
} from './naive-orders.ts'
import { openOf, picksOf, take, usedOf, none } from './naive-selection.ts'
import { type Entitlement, entitlements } from './order-studio.ts'
import type { OrderWorld } from './order-world.ts'

const branches: readonly Branch[] = ['main', 'west']

/** After every step. */
export async function checkOrders(world: OrderWorld): Promise<void> {
  for (const order of world.orders) {
    await checkOrder(world, order)
    await checkEntitlements(world, order)
  }
  for (const branch of branches) {
    await checkTasks(world, branch)
    await checkWork(world, branch)
  }
  await checkSold(world)
}

async function checkOrder({ studio }: OrderWorld, order: NaiveOrder): Promise<void> {
  const orderId = order.id
  const read = await studio.desks.main.orders.get({ orderId })
  const account = accountOf(order)
  same(
    `order ${order.number}`,
    {
      status: read.status,
      total: read.total,
      paid: read.paid,
      balanceDue: read.balanceDue,
      overpaid: read.overpaid,
      customerId: read.customerId,
      branch: read.branch,
      promisedDate: read.promisedDate,
      bookedDate: read.bookedDate,
    },
    {
      status: statusOf(order),
      total: textOf(totalOf(order)),
      paid: textOf(account.paid),
      balanceDue: textOf(account.balanceDue),
      overpaid: textOf(account.overpaid),
      customerId: order.customerId,
      branch: order.branch,
      promisedDate: order.promised,
      bookedDate: order.bookedDate,
    },
  )
  holds(
    `the revision of ${order.number} rises`,
    read.revision >= order.revision,
    `${order.revision}, then ${read.revision}`,
  )
  order.revision = read.revision
  const seen = read.lines.map((line) => {
    const { id, item, quantity, unitPrice, discount, amount, origin, soldDate, addOnTo } = line
    const { stage, progress, handsOver, nextStage, department, turn, assigneeId, stageDue, hold, redo } = line
    const { shootDate, pickedUpDate, stageDate } = line
    return {
      ...{ id, line: line.line, item, quantity, unitPrice, discount, amount, origin, soldDate, addOnTo },
      ...{ stage, progress, handsOver, nextStage, department, turn, assigneeId, stageDue, hold, redo },
      ...{ shootDate, pickedUpDate, stageDate },
    }
  })
  same(`the lines of ${order.number}`, seen, order.lines.map(shownLine))
  for (const { line, amount, priceTrace } of read.lines) {
    const steps = sum(priceTrace.map(({ change }) => Math.round(Number(change) * 100)))
    same(`the steps of the price of line ${line} of ${order.number}`, textOf(steps), amount)
  }
  const balance = await studio.desks.main.ledger.balanceDue({ orderId })
  const money = Object.fromEntries(Object.entries(account).map(([name, cents]) => [name, textOf(cents)]))
  same(
    `the account of ${order.number}`,
    Object.fromEntries(Object.keys(account).map((name) => [name, balance[name as keyof typeof account]])),
    money,
  )
  same(`whether ${order.number} is cancelled in the books`, balance.cancelled, order.cancelled)
}

function shownLine(line: NaiveLine) {
  const { id, item, origin, soldDate, addOnTo, stage, assigneeId, hold, redo, shootDate, pickedUpDate, stageDate } =
    line
  const next = stage === 'cancelled' ? null : waitsFor(flowOf(line), stage)
  return {
    ...{ id, line: line.line, item },
    quantity: String(line.quantity / 10_000),
    unitPrice: textOf(line.unitPrice),
    discount: textOf(line.discount),
    amount: textOf(line.amount),
    ...{ origin, soldDate, addOnTo, stage },
    progress: progressOf(line),
    handsOver: mayBeHandedOver(line),
    nextStage: next?.name ?? null,
    department: next?.department ?? null,
    turn: turnOf(line),
    ...{ assigneeId, stageDue: line.due, hold, redo, shootDate, pickedUpDate, stageDate },
  }
}

/** Who has to act: for what comes next, or for what the line is held for. */
function turnOf(line: NaiveLine): string | null {
  const next = line.stage === 'cancelled' ? null : waitsFor(flowOf(line), line.stage)
  if (line.hold !== null) return line.hold === 'arrears' ? 'customer' : line.hold
  return next?.turn ?? null
}

/** Whatever waits for something is in the list of its branch once, and in no other. */
async function checkTasks({ studio, orders }: OrderWorld, branch: Branch): Promise<void> {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await studio.desks[branch].orders.tasks({ limit: 7, ...(cursor === undefined ? {} : { cursor }) })
    for (const { lineId, waitsFor: next, department, turn, due, hold, assigneeId, redo, customerId } of page.items) {
      seen.push([lineId, next, department, turn, due, hold, assigneeId, redo, customerId].join(' '))
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const expected = orders
    .filter((order) => order.branch === branch)
    .flatMap((order) =>
      liveLines(order).flatMap((line) => {
        const next = waitsFor(flowOf(line), line.stage)
        if (next === null) return []
        const { id, due, hold, assigneeId, redo } = line
        return [[id, next.name, next.department, turnOf(line), due, hold, assigneeId, redo, order.customerId].join(' ')]
      }),
    )
  same(`what is to be done in ${branch}`, seen.sort(), expected.sort())
}

/** Whoever did what, as far as it stands. */
async function checkWork({ studio, orders, today }: OrderWorld, branch: Branch): Promise<void> {
  const { rows } = await studio.desks[branch].orders.workload({ from: '2026-01-01', to: today })
  const counts = new Map<string, number>()
  for (const line of orders.flatMap((order) => order.lines)) {
    for (const { stage, department, staffId, redo } of line.work.filter((work) => work.branch === branch)) {
      const key = [department, staffId, stage, redo].join(' ')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  same(
    `who did what in ${branch}`,
    rows
      .map(({ department, staffId, stage, redo, records }) => [department, staffId, stage, redo, records].join(' '))
      .sort(),
    [...counts].map(([key, count]) => `${key} ${count}`).sort(),
  )
}

async function checkEntitlements(world: OrderWorld, order: NaiveOrder): Promise<void> {
  const packages = liveLines(order).filter(({ id }) => world.packages.has(id))
  if (packages.length === 0) return
  const read = await world.studio.desks.main.selection.entitlements({ orderId: order.id })
  for (const line of packages) {
    const of = world.packages.get(line.id)
    if (of === undefined) continue
    const shown = read.lines.find(({ lineId }) => lineId === line.id)?.entitlements ?? []
    const used = usedOf(of)
    const open = openOf(of)
    const picked = take(of, open === undefined ? none : picksOf(open))
    for (const { entitlement, included, used: seen, picked: within, left, extra, extraPicked } of shown) {
      if (!entitlements.includes(entitlement as Entitlement)) continue
      const name = entitlement as Entitlement
      same(
        `${name} of line ${line.line} of ${order.number}`,
        { included, used: seen, picked: within, left, extra, extraPicked },
        {
          included: of.included[name],
          used: used.within[name],
          picked: picked.within[name],
          left: of.included[name] - used.within[name] - picked.within[name],
          extra: used.beyond[name],
          extraPicked: picked.beyond[name],
        },
      )
      holds(`${name} of ${order.number} is never below nothing`, Number(left) >= 0, String(left))
    }
  }
}

/** What the whole shop sold, and the coupon. */
async function checkSold(world: OrderWorld): Promise<void> {
  const { studio, orders } = world
  for (const branch of [undefined, ...branches]) {
    const own = orders.filter((order) => branch === undefined || order.branch === branch)
    const live = own.filter((order) => statusOf(order) !== 'cancelled')
    const read = await studio.desks.main.statistics.totals(branch === undefined ? {} : { branch })
    same(`what was sold in ${branch ?? 'all branches'}`, read, {
      currency: 'CNY',
      orders: live.length,
      customers: new Set(live.map(({ customerId }) => customerId)).size,
      items: String(sum(own.flatMap(liveLines).map(({ quantity }) => quantity)) / 10_000),
      amount: textOf(sum(live.map(totalOf))),
    })
  }
  const { used } = await studio.desks.main.pricing.coupon({ coupon: 'WELCOME' })
  same('how often the coupon is used', used, world.couponUses())
}

/** Now and then, when everybody who follows has followed: what is known of customers by what they bought. */
export async function checkClientele({ studio, customers, orders, goods }: OrderWorld): Promise<void> {
  await studio.engine.settle()
  goods.follow()
  same('what the engine complains of', studio.complaints, [])
  for (const { id, mergedInto } of customers) {
    const { summary } = await studio.desks.main.clientele.profile({ customerId: id })
    if (mergedInto !== null) continue
    const bought = orders.filter((order) => order.customerId === id && liveLines(order).length > 0)
    const dates = bought.map(({ bookedDate }) => bookedDate).sort()
    const expected =
      bought.length === 0
        ? null
        : {
            orders: bought.length,
            amount: textOf(sum(bought.map(totalOf))),
            firstOn: dates[0],
            lastOn: dates.at(-1),
            waiting: bought.flatMap(liveLines).some((line) => !isOver(line)),
            repeat: new Set(dates).size > 1,
          }
    const seen =
      summary === null
        ? null
        : {
            orders: summary.orders,
            amount: summary.amount,
            firstOn: summary.firstOn,
            lastOn: summary.lastOn,
            waiting: summary.waiting,
            repeat: summary.repeat,
          }
    same(`what customer ${customers.findIndex((one) => one.id === id)} bought`, seen, expected)
  }
}
