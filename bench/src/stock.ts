/**
 * Stock: issues a second, durable, with 1, 8 and 32 in flight, over 64 items; reservations of one item by everybody at once; each with
 * audit, outbox and idempotency, against hand-written code of the store's driver that makes the same reads and writes the same
 * rows, in turns in one run. And on SQLite, what was in stock at any moment of 1,000,000 movements, against one aggregate by
 * hand. Wrong stock, wrong books and unequal rows end it with an error.
 *
 *     pnpm bench stock [--store sqlite|postgres|mysql] [--url …] [--in-flight 1,8,32] [--issues 2000] [--rounds 10] [--movements 1000000] [--items 500]
 */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { sqlite } from '@calotype/storage-sqlite'
import { requireRows } from './by-hand/model-order.ts'
import { issuePieces, reservePieces, type StockPlan, stockPlansFrom } from './by-hand/stock-plan.ts'
import { session } from './counter.ts'
import { daysFilled, StockFiller } from './fill-stock.ts'
import { argument, numbers, percentile, report, rounded, temporaryFolder, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'
import { issueOne, openStockroom, reserveOne } from './stockroom.ts'
import { sayWhetherDurable, withStore } from './stores/with-store.ts'
import { type Measured, printTurns, takeTurns } from './turns.ts'

const levels = numbers('in-flight', [1, 8, 32])
const poolSize = Math.max(...levels)
const rounds = argument('rounds', 10, 5)
const perRound = Math.ceil(argument('issues', 2000, 200) / rounds)
const movements = argument('movements', 1_000_000, 20_000)
const kindsOfItems = argument('items', 500, 50)
const issuedItems = 64

await withStore(async (store) => {
  const template = await store.create('by_hand')
  const plans = await stockPlansFrom(template, issuedItems)
  const byHand = template.byHand(poolSize)
  const durable = await sayWhetherDurable(byHand)

  let statements = 0
  const own = await store.create('calotype')
  const adapter = own.adapter({ poolSize, onStatement: () => statements++ })
  const { engine, desk } = await openStockroom(adapter, issuedItems)
  const looker = own.byHand(1)
  console.log(`${store.server}: ${rounds * perRound} issues and reservations each way, in ${rounds} turns`)

  async function measured(
    name: string,
    plan: StockPlan,
    sides: { ours: (number: number) => Promise<unknown>; theirs: (number: number) => Promise<unknown> },
  ) {
    const [ownBefore, byHandBefore] = [await looker.countRows(), await byHand.countRows()]
    let issued = 0
    let written = 0
    const ours = () => sides.ours(issued++)
    const theirs = () => sides.theirs(written++)
    for (let warm = 0; warm < 200; warm++) {
      await theirs()
      await ours()
    }
    statements = 0
    await ours()
    const statementsEach = statements
    const results = new Map<number, Measured>()
    for (const together of levels) results.set(together, await takeTurns(together, { ours, theirs, rounds, perRound }))
    await requireRows(looker, ownBefore, issued, plan)
    await requireRows(byHand, byHandBefore, written, plan)
    const rows = plan.inserts.length
    console.log(`  ${name}: ${rows} rows inserted, ${statementsEach} statements`)
    printTurns(results, byHand.library)
    const [first, ...others] = results
    const inFlight = Object.fromEntries(first?.[0] === 1 ? others : results)
    return { done: issued, told: { rows, statements: statementsEach, ...first?.[1], inFlight } }
  }

  const issue = await measured('an issue', plans.issue, {
    ours: (number) => issueOne(desk, number % issuedItems, `issue-${number}`),
    theirs: issuePieces(byHand, plans.issue, plans.itemIds),
  })
  const reservation = await measured('a reservation of one item by all', plans.reservation, {
    ours: (number) => reserveOne(desk, 0, `reservation-${number}`),
    theirs: reservePieces(byHand, plans.reservation),
  })
  const { balance } = await desk.ledger.accountBalance({ account: 'COGS:Products' })
  const wanted = `${(issue.done + issuedItems) * 10}.00`
  if (balance !== wanted) throw new Error(`the books hold a cost of ${balance}; ${wanted} was issued`)
  const [promised] = (await desk.inventory.item({ item: 'item-0' })).stock
  if (promised?.reserved !== reservation.done)
    throw new Error(`${promised?.reserved} reserved, not ${reservation.done}`)
  await Promise.all([engine.close(), looker.close(), byHand.close()])

  const moment = store.name === 'sqlite' ? await stockAtMoments() : undefined
  report({
    bench: 'stock',
    store: store.name,
    server: store.server,
    durable,
    issues: rounds * perRound,
    ...issue.told,
    reservation: reservation.told,
    ...(moment === undefined ? {} : { stockAt: moment }),
  })
})

/** What was in stock at days of three years, of one item and of all, and what that costs. */
async function stockAtMoments() {
  const file = join(temporaryFolder(), 'stock.db')
  let sent = 0
  const storage = sqlite({ file, onStatement: () => sent++ })
  const { engine, desk, itemIds } = await openStockroom(storage, 1)
  for (let at = 1; at < kindsOfItems; at++) {
    itemIds.push((await desk.inventory.addItem({ code: `more-${at}`, kind: 'product', name: '相框' })).id)
  }
  const today = new Date(Date.now()).toISOString().slice(0, 10)
  const filling = await timed(() => fillStock(storage, today, itemIds.slice(1)))
  console.log(`${movements} movements of ${kindsOfItems} items filled in ${(filling / 1000).toFixed(1)} s`)
  const byHand = new DatabaseSync(file)
  byHand.exec('analyze')
  const oneByHand = byHand.prepare(
    'select sum(quantity) as quantity from inventory_lines where tenant = ? and item_id = ? and business_date <= ?',
  )
  const days = Array.from({ length: 40 }, (_, at) => daysBefore(today, Math.floor((at * (daysFilled - 1)) / 40)))
  const [ones, alls, hands]: number[][] = [[], [], []]
  const [, item = ''] = itemIds
  for (const on of days) {
    let quantity: number | undefined
    ones?.push(
      await timed(async () => {
        quantity = (await desk.inventory.stockAt({ on, items: [item] })).items[0]?.quantity
      }),
    )
    let wanted: unknown
    hands?.push(
      await timed(async () => {
        wanted = oneByHand.get(session.tenant, item, on)?.['quantity']
      }),
    )
    if ((quantity ?? 0) !== Number(wanted ?? 0)) throw new Error(`on ${on} ${quantity} in stock, not ${wanted}`)
    alls?.push(await timed(() => desk.inventory.stockAt({ on })))
  }
  sent = 0
  await desk.inventory.stockAt({ on: days[20] ?? today, items: [item] })
  const statements = sent
  byHand.close()
  await engine.close()
  const told = (samples: number[] = []) => ({
    p50ms: rounded(percentile(samples, 0.5)),
    p99ms: rounded(percentile(samples, 0.99)),
  })
  const one = told(ones)
  const rawP50ms = rounded(percentile(hands ?? [], 0.5))
  const all = told(alls)
  console.log(
    `  one item at a day: p50 ${one.p50ms} ms, by hand ${rawP50ms} ms; all ${kindsOfItems}: p50 ${all.p50ms} ms`,
  )
  const targets = { 'p50 of one item < 5 ms': one.p50ms < 5 ? 'met' : `missed: ${one.p50ms}` }
  return {
    movements,
    items: kindsOfItems,
    ...one,
    rawP50ms,
    ratio: rounded(rawP50ms / one.p50ms),
    statements,
    all,
    targets,
  }
}

async function fillStock(storage: ReturnType<typeof sqlite>, today: string, itemIds: readonly string[]): Promise<void> {
  await new StockFiller(storage, await storedTables(), today).fill(movements, itemIds)
}

function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
}
