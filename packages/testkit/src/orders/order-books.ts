/** At the end: days in numbers, the journal by category, and that whatever follows from facts follows from them. */
import { holds, same } from '../storage/check.ts'
import { accountOf, type Branch, statusOf, sum, textOf, totalOf } from './naive-orders.ts'
import { checkCosts, checkGoods } from './goods-checks.ts'
import { checkClientele } from './order-checks.ts'
import type { Desk } from './order-studio.ts'
import type { OrderWorld } from './order-world.ts'

const branches: readonly Branch[] = ['main', 'west']

export async function checkEverything(world: OrderWorld): Promise<void> {
  const { desks } = world.studio
  await checkClientele(world)
  await checkGoods(world)
  await checkCosts(world)
  await checkRebuilt(world)
  for (const date of daysOf(world)) await checkDay(world, date)
  await checkEarned(world)
  for (const branch of branches) {
    const desk = desks[branch]
    const { totals } = await desk.ledger.trialBalance({ branch })
    for (const { currency, debit, credit } of totals)
      same(`debits and credits of ${branch} in ${currency}`, debit, credit)
    const seal = await desk.ledger.verify({ branch })
    same(`the seal of ${branch}`, { fault: seal.fault, unsealed: seal.unsealed?.count }, { fault: null, unsealed: 0 })
    holds(
      `the closed books of ${branch} are as they were`,
      (await desk.ledger.verifyPeriod({ branch })).intact,
      'not so',
    )
    same(`totals of ${branch}`, (await desk.ledger.verifyTotals({ branch })).differing, [])
    const stock = await desk.inventory.verify({})
    same(
      `the stock of ${branch}`,
      { intact: stock.intact, differing: stock.differing },
      { intact: true, differing: [] },
    )
  }
}

const daysOf = ({ orders, moneyIn, moneyOut, today }: OrderWorld): readonly string[] =>
  [
    ...new Set([
      ...orders.map(({ bookedDate }) => bookedDate),
      ...orders.flatMap(({ lines }) => lines.map(({ pickedUpDate, soldDate }) => pickedUpDate ?? soldDate)),
      ...moneyIn.map(({ date }) => date),
      ...moneyOut.map(({ date }) => date),
      today,
    ]),
  ].sort()

async function checkDay(world: OrderWorld, date: string): Promise<void> {
  const { orders, moneyIn, moneyOut, studio } = world
  const day = await studio.desks.main.statistics.dailySummary({ date })
  const booked = orders.filter(({ bookedDate }) => bookedDate === date)
  const live = booked.filter((order) => statusOf(order) !== 'cancelled')
  const lines = orders.flatMap(({ customerId, id, lines: all }) => all.map((line) => ({ line, customerId, id })))
  const second = lines.filter(
    ({ line }) => line.soldDate === date && line.origin === 'secondSale' && line.stage !== 'cancelled',
  )
  const over = lines.filter(({ line }) => line.pickedUpDate === date)
  const of = (all: readonly { readonly date: string; readonly amount: number }[]) =>
    all.filter((one) => one.date === date)
  const cameIn = sum(of(moneyIn).map(({ amount }) => amount))
  const wentOut = sum(of(moneyOut).map(({ amount }) => amount))
  const isToday = date === world.today
  same(
    `${date} in numbers`,
    {
      bookings: day.bookings,
      orders: { count: day.orders.count, amount: day.orders.amount },
      secondSales: day.secondSales,
      receipts: { count: day.receipts.count, amount: day.receipts.amount },
      refunds: day.refunds,
      turnover: day.turnover,
      pickups: day.pickups,
      outstanding: day.receivables.outstanding,
      ...(isToday ? { deposits: day.prepayments.balance, delivered: day.receivables.delivered } : {}),
    },
    {
      bookings: { customers: new Set(booked.map(({ customerId }) => customerId)).size, orders: booked.length },
      orders: { count: live.length, amount: textOf(sum(live.map(totalOf))) },
      secondSales: { count: second.length, amount: textOf(sum(second.map(({ line }) => line.amount))) },
      receipts: { count: of(moneyIn).length, amount: textOf(cameIn) },
      refunds: { count: of(moneyOut).length, amount: textOf(wentOut) },
      turnover: textOf(cameIn - wentOut),
      pickups: {
        customers: new Set(over.map(({ customerId }) => customerId)).size,
        orders: new Set(over.map(({ id }) => id)).size,
        amount: textOf(sum(over.map(({ line }) => line.amount))),
      },
      outstanding: textOf(sum(orders.map((order) => accountOf(order).balanceDue))),
      ...(isToday
        ? {
            deposits: textOf(sum(orders.map((order) => accountOf(order).deposits))),
            delivered: textOf(sum(orders.map((order) => accountOf(order).receivable))),
          }
        : {}),
    },
  )
}

/** What the journal says was earned and let go, by category and kind of photography. */
async function checkEarned({ studio, orders }: OrderWorld): Promise<void> {
  const expected = new Map<string, number>()
  const add = (to: Map<string, number>, key: string, cents: number) => to.set(key, (to.get(key) ?? 0) + cents)
  for (const { category, shootType, gross, discount } of orders.flatMap(({ earned }) => earned)) {
    add(expected, `income ${category} ${shootType}`, gross)
    add(expected, `discount ${category} ${shootType}`, discount)
  }
  const booked = new Map<string, number>()
  for (const line of await journal(studio.desks.main)) {
    if (line.category === null || !line.account.startsWith('Income:')) continue
    const cents = Math.round((Number(line.credit) - Number(line.debit)) * 100)
    const isDiscount = line.account === 'Income:Discounts'
    add(booked, `${isDiscount ? 'discount' : 'income'} ${line.category} ${line.shootType}`, isDiscount ? -cents : cents)
  }
  const shown = (sums: ReadonlyMap<string, number>) =>
    [...sums]
      .filter(([, cents]) => cents !== 0)
      .map(([key, cents]) => `${key} ${textOf(cents)}`)
      .sort()
  same('what was earned by category', shown(booked), shown(expected))
}

async function journal(desk: Desk) {
  const lines: Awaited<ReturnType<Desk['ledger']['entries']>>['items'][number]['lines'][number][] = []
  let cursor: string | undefined
  do {
    const page = await desk.ledger.entries({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    lines.push(...page.items.flatMap((entry) => entry.lines))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return lines
}

/** The clientele made anew is the clientele that stands. */
async function checkRebuilt({ studio, customers }: OrderWorld): Promise<void> {
  const { clientele } = studio.desks.main
  const profiles = () => Promise.all(customers.map(({ id }) => clientele.profile({ customerId: id })))
  const before = await profiles()
  let cursor: string | undefined
  do {
    const { next } = await clientele.rebuild({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    cursor = next ?? undefined
  } while (cursor !== undefined)
  same('the clientele made anew', await profiles(), before)
}
