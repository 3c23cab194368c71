/**
 * A paid order with three lines — payment, double entry, audit, outbox, idempotency — on SQLite, durable, one by one,
 * against hand-written `node:sqlite` code that writes the same rows. Both take turns in one run.
 *
 *     pnpm bench paid-order [--orders 2000] [--rounds 10]
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createIdFactory } from '@calotype/core/values'
import { openCounter } from './counter.ts'
import { argument, percentile, report, rounded, temporaryFolder } from './measure.ts'
import { checkSameRows, countRows, rawOrder } from './paid-order-raw.ts'

const rounds = argument('rounds', 10)
const perRound = Math.ceil(argument('orders', 2000) / rounds)
const folder = temporaryFolder()

const template = join(folder, 'raw.db')
const first = await openCounter(template)
const looker = new DatabaseSync(template)
const before = countRows(looker)
looker.close()
await first.desk.orders.place(first.paidOrder('template'))
await first.engine.close()
const raw = rawOrder(template, before, createIdFactory())

let statements = 0
const { engine, desk, paidOrder } = await openCounter(join(folder, 'calotype.db'), () => {
  statements++
})
const counted = new DatabaseSync(join(folder, 'calotype.db'))
const ownBefore = countRows(counted)
let placed = 0
const place = () => desk.orders.place(paidOrder(`order-${placed++}`))
for (let warm = 0; warm < 200; warm++) {
  await place()
  raw.place(-1 - warm)
}
statements = 0
await place()
const statementsEach = statements

const samples: number[] = []
let ours = 0
let theirs = 0
let written = 0
for (let round = 0; round < rounds; round++) {
  let from = performance.now()
  for (let order = 0; order < perRound; order++) raw.place(written++)
  theirs += performance.now() - from
  from = performance.now()
  for (let order = 0; order < perRound; order++) {
    const start = performance.now()
    await place()
    samples.push(performance.now() - start)
  }
  ours += performance.now() - from
}

const together = 32
let inFlight = 0
for (let round = 0; round < rounds; round++) {
  const from = performance.now()
  for (let order = 0; order < perRound; order += together) {
    await Promise.all(Array.from({ length: Math.min(together, perRound - order) }, place))
  }
  inFlight += performance.now() - from
}
checkSameRows(counted, placed, raw, ownBefore)
counted.close()
await engine.close()
raw.close()

const orders = rounds * perRound
const perSecond = orders / (ours / 1000)
const rawPerSecond = orders / (theirs / 1000)
const inFlightPerSecond = orders / (inFlight / 1000)
const rows = [...raw.rowsByTable.values()].reduce((sum, count) => sum + count, 0)
console.log(`${orders} paid orders each way, ${rows} rows an order, in ${rounds} turns`)
console.log(`  Calotype, one by one      ${perSecond.toFixed(0)} orders/s`)
console.log(`  node:sqlite by hand       ${rawPerSecond.toFixed(0)} orders/s`)
console.log(`  Calotype, ${together} in flight    ${inFlightPerSecond.toFixed(0)} orders/s`)
console.log(`  statements an order       ${statementsEach}`)
report({
  bench: 'paid-order',
  orders,
  rowsPerOrder: rows,
  statements: statementsEach,
  perSecond: rounded(perSecond, 0),
  rawPerSecond: rounded(rawPerSecond, 0),
  ratio: rounded(perSecond / rawPerSecond),
  inFlightPerSecond: rounded(inFlightPerSecond, 0),
  inFlightRatio: rounded(inFlightPerSecond / rawPerSecond),
  p50ms: rounded(percentile(samples, 0.5)),
  p99ms: rounded(percentile(samples, 0.99)),
})
