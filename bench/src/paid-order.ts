/**
 * A paid order with three lines — payment, double entry, audit, outbox, idempotency — durable, with 1, 8 and 32 in flight,
 * against hand-written code of the store's driver that makes the same reads and writes the same rows, with a statement a
 * row and a commit an order. Both take turns in one run, on one server, with pools of one size; rates and ratios are those
 * of the median turn, since a disk that stalls now and then would drown them. Wrong books and unequal rows end it with an
 * error; an aim that is missed is told, since machines differ.
 *
 *     pnpm bench paid-order [--store sqlite|postgres|mysql] [--url …] [--in-flight 1,8,32] [--orders 2000] [--rounds 10]
 */
import { planFrom, requireRows } from './by-hand/model-order.ts'
import { placeOrders } from './by-hand/order-plan.ts'
import { openCounter } from './counter.ts'
import { argument, numbers, report } from './measure.ts'
import type { StoreName } from './stores/store.ts'
import { sayWhetherDurable, withStore } from './stores/with-store.ts'
import { type Measured, printTurns, takeTurns } from './turns.ts'

/** Orders a second, as a share of the hand-written code's, that are aimed at: by number in flight. */
const aims: Readonly<Record<StoreName, Readonly<Record<number, number>>>> = {
  sqlite: { 1: 0.5, 32: 1 },
  postgres: { 1: 2, 8: 1.2, 32: 1.2 },
  mysql: {},
}

const levels = numbers('in-flight', [1, 8, 32])
const poolSize = Math.max(...levels)
const rounds = argument('rounds', 10, 5)
const perRound = Math.ceil(argument('orders', 2000) / rounds)

await withStore(async (store) => {
  const template = await store.create('by_hand')
  const plan = await planFrom(template)
  const byHand = template.byHand(poolSize)
  const durable = await sayWhetherDurable(byHand)
  const placeByHand = placeOrders(byHand, plan)
  const byHandBefore = await byHand.countRows()
  let written = 0
  const theirs = () => placeByHand(written++)

  let statements = 0
  const own = await store.create('calotype')
  const { engine, desk, paidOrder } = await openCounter(own.adapter({ poolSize, onStatement: () => statements++ }))
  // Who buys is locked, so that a merge of customers loses nothing: those in flight are of different people, as at a counter.
  const buyers: string[] = []
  for (let at = 0; at < 64; at++) buyers.push((await desk.customers.register({ name: `客${at}` })).id)
  const looker = own.byHand(1)
  const ownBefore = await looker.countRows()
  let placed = 0
  const ours = () => desk.orders.place(paidOrder(`order-${placed++}`, buyers[placed % buyers.length]))

  for (let warm = 0; warm < 200; warm++) {
    await theirs()
    await ours()
  }
  statements = 0
  await ours()
  const statementsEach = statements
  const results = new Map<number, Measured>()
  for (const together of levels) results.set(together, await takeTurns(together, { ours, theirs, rounds, perRound }))

  await requireRows(looker, ownBefore, placed, plan)
  await requireRows(byHand, byHandBefore, written, plan)
  const { orders } = await desk.statistics.totals({})
  if (orders !== placed) throw new Error(`${orders} orders stand, ${placed} were placed`)
  const [total] = (await desk.ledger.trialBalance({})).totals
  const paid = `${placed * 1000}.00`
  if (total?.debit !== paid || total.credit !== paid) {
    throw new Error(`the books hold ${total?.debit} and ${total?.credit}, ${paid} was paid`)
  }
  await Promise.all([engine.close(), looker.close(), byHand.close()])

  const rows = plan.inserts.length + plan.counters.length
  console.log(`${store.server}: ${rounds * perRound} paid orders each way, ${rows} rows an order, in ${rounds} turns`)
  printTurns(results, byHand.library)
  console.log(`  statements an order: ${statementsEach}`)
  const judged = [...results].flatMap(([together, { ratio }]): [string, string][] => {
    const aim = aims[store.name][together]
    if (aim === undefined || !durable) return []
    return [[`ratio at ${together} in flight >= ${aim}`, ratio >= aim ? 'met' : 'missed']]
  })
  console.log(
    '  ratio: by turn, the time by hand divided by the time of Calotype; the median turn is told, beside least and most',
  )
  for (const [aim, verdict] of judged) console.log(`  aim, ${aim}: ${verdict}`)
  const [first, ...others] = results
  report({
    bench: 'paid-order',
    store: store.name,
    server: store.server,
    durable,
    orders: rounds * perRound,
    rowsPerOrder: rows,
    statements: statementsEach,
    ...first?.[1],
    inFlight: Object.fromEntries(first?.[0] === 1 ? others : results),
    targets: Object.fromEntries(judged),
  })
})
