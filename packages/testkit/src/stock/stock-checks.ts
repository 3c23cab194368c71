/** Holds the engine against the list by hand. */
import { same } from '../storage/check.ts'
import { countAll, type NaiveMovement, poolOf } from './naive-stock.ts'
import { expectedBalances, journalBalances } from './stock-books.ts'
import { type Branch, items, lenientLocation, minorOf, type Stockroom, textOf } from './stockroom.ts'
import { booksThrough, dateOf, described, type StockSteps } from './stock-steps.ts'

const branches: readonly Branch[] = ['main', 'west']

/** After every step: what is kept follows from the facts, stock is what the list says, and every line is worth what it says. */
export async function checkStock(room: Stockroom): Promise<void> {
  const { desks, list } = room
  const { worth, pools, places } = countAll(list.movements)
  for (const branch of branches) {
    const { intact, differing, accounts } = await desks[branch].inventory.verify({})
    same(
      `what is kept in ${branch} follows from its movements`,
      { intact, differing, accounts },
      {
        intact: true,
        differing: [],
        accounts: [],
      },
    )
    for (const item of Object.values(items)) {
      const read = await desks[branch].inventory.item({ item: item.code })
      const codes = new Map((await desks[branch].inventory.locations({})).items.map(({ id, code }) => [id, code]))
      const rows = read.stock.filter((row) => row.branch === branch)
      for (const row of rows) {
        const location = codes.get(row.locationId) ?? ''
        const line = { item, location, quantity: 0 }
        const held = places.get(`${branch} ${item.code} ${location}`) ?? 0
        const expected = { onHand: held, reserved: list.reserved(branch, line) }
        same(`${item.code} at ${branch} ${location}`, { onHand: row.onHand, reserved: row.reserved }, expected)
        if (location !== lenientLocation) same(`${item.code} below zero`, row.onHand < 0, false)
      }
      const all = rows.reduce((sum, { onHand }) => sum + onHand, 0)
      same(`${item.code} in ${branch}`, all, pools.get(poolOf(branch, item))?.quantity ?? 0)
    }
    const standing = await desks[branch].inventory.stockAt({ branch })
    for (const item of Object.values(items)) {
      const row = standing.items.find((one) => one.code === item.code)
      const pool = pools.get(poolOf(branch, item))
      same(`what ${item.code} in ${branch} is worth`, minorOf(row?.value ?? '0'), pool?.value ?? 0n)
    }
  }
  for (const movement of list.movements) {
    const movementId = list.ids.get(movement)
    if (movementId === undefined) continue
    const { lines, costs, bookedOn } = await desks.main.inventory.movement({ movementId })
    // On the day of the line where its books are open, and else today.
    const day = bookedOn > list.lockedThrough ? bookedOn : dateOf(room.clock.now)
    for (const cost of costs.slice(list.seen.get(movement) ?? 0)) {
      const expected = cost.kind === 'price' ? dateOf(room.clock.now) : day
      same(`the day of a ${cost.kind} of ${described(movement)}`, cost.bookedOn, expected)
    }
    list.seen.set(movement, costs.length)
    for (const [at, line] of movement.lines.entries()) {
      const own = costs.filter((cost) => cost.line === at + 1)
      const sum = (of: typeof own) => of.reduce((total, { amount }) => total + minorOf(amount), 0n)
      const short = sum(own.filter(({ kind }) => kind === 'short'))
      const value = minorOf(lines[at]?.value ?? '0') + sum(own) - short
      const expected = worth.get(line) ?? { value: 0n, variance: 0n }
      same(`line ${at + 1} of ${described(movement)}`, { value, variance: -short }, expected)
    }
  }
}

/** At the end: the journal by account and order, closed days as they were closed, and stock on past days. */
export async function checkBooks(room: Stockroom, steps: StockSteps): Promise<void> {
  const { desks, list } = room
  const shown = (balances: ReadonlyMap<string, bigint>) =>
    [...balances].map(([name, amount]) => `${name} ${textOf(amount)}`)
  same('the balances of the books', shown(await journalBalances(desks.main)), shown(expectedBalances(list)))
  for (const { through, books } of steps.closed) {
    same(`the books through ${through}, which were closed`, await booksThrough(room, through), books)
  }
  for (const on of daysOf(list.movements)) {
    const standing = await desks.main.inventory.stockAt({ branch: 'main', on: on.date })
    const { pools } = countAll(list.movements.filter(({ at }) => at < on.end))
    for (const item of Object.values(items)) {
      const row = standing.items.find((one) => one.code === item.code)
      same(`${item.code} at the end of ${on.date}`, row?.quantity ?? 0, pools.get(poolOf('main', item))?.quantity ?? 0)
    }
  }
}

/** Some days on which something moved. */
function daysOf(movements: readonly NaiveMovement[]): readonly { readonly date: string; readonly end: string }[] {
  return movements
    .filter((_, at) => at % 7 === 0)
    .map(({ at }) => {
      const date = dateOf(at)
      return { date, end: `${date}T20:00:00.000Z` }
    })
}
