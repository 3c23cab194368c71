/**
 * Rows a second, durable by batch: order lines, 10,000 a batch, through the storage port, against inserts of many rows by
 * hand with the store's driver into the same table, in turns; and the room's own import, 1,000 purchases a batch, which
 * checks, numbers, books and audits each of them (rows of all tables counted).
 *
 *     pnpm bench bulk-import [--store sqlite|postgres|mysql] [--url …] [--batches 20]
 */
import type { Row } from '@calotype/core'
import { createIdFactory } from '@calotype/core/values'
import type { HandWritten } from './by-hand/database.ts'
import type { Cell } from './by-hand/stored-row.ts'
import { openCounter } from './counter.ts'
import { argument, percentile, report, rounded, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'
import type { Place } from './stores/store.ts'
import { sayWhetherDurable, withStore } from './stores/with-store.ts'

const batches = argument('batches', 20, 4)
const rowsOfABatch = 10_000
const purchasesOfABatch = 1000
const newId = createIdFactory()

/** A studio with one order, whose first line is what the batches are copies of. */
async function openPlace(place: Place) {
  const storage = place.adapter({ poolSize: 2 })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.orders.place(paidOrder('model'))
  return { storage, engine, desk, byHand: place.byHand(2) }
}

/** Inserts batches by hand; the time of making the rows is not counted. */
async function byHandBatch(byHand: HandWritten): Promise<() => Promise<number>> {
  const model = (await byHand.dump()).get('orders_lines')?.[0] ?? {}
  const columns = Object.keys(model)
  return () => {
    const rows = Array.from({ length: rowsOfABatch }, (): Cell[] =>
      columns.map((name) => (name === 'id' || name === 'order_id' ? newId() : (model[name] ?? null))),
    )
    return timed(() => byHand.insertMany('orders_lines', columns, rows))
  }
}

/** The same through the port. */
async function portBatch({ storage }: Awaited<ReturnType<typeof openPlace>>): Promise<() => Promise<number>> {
  const table = (await storedTables())('orders_lines')
  const [model] = await storage.snapshot((reads) => reads.find(table, { orderBy: [], limit: 'all' }))
  return () => {
    const rows = Array.from({ length: rowsOfABatch }, (): Row => ({ ...model, id: newId(), orderId: newId() }))
    return timed(() => storage.transaction((tx) => tx.insert(table, rows)))
  }
}

const purchase = (number: number) => ({
  reference: `bench:${number}`,
  customerReference: `customer-${number % 5000}`,
  date: `2025-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`,
  quantity: String(1 + (number % 4)),
  amount: `${10 + (number % 90)}.${String(number % 100).padStart(2, '0')}`,
})

async function rowsIn(side: HandWritten): Promise<number> {
  return [...(await side.countRows()).values()].reduce((sum, rows) => sum + rows, 0)
}

await withStore(async (store) => {
  const hand = await openPlace(await store.create('by_hand'))
  const port = await openPlace(await store.create('port'))
  const room = await openPlace(await store.create('room'))
  const durable = await sayWhetherDurable(hand.byHand)
  let imported = 0
  const importBatch = () => {
    const purchases = Array.from({ length: purchasesOfABatch }, () => purchase(imported++))
    return timed(() => room.desk.orders.importHistory({ purchases, idempotencyKey: `bench:${imported}` }))
  }
  const turns = [
    { batch: await byHandBatch(hand.byHand), samples: [] as number[] },
    { batch: await portBatch(port), samples: [] as number[] },
    { batch: importBatch, samples: [] as number[] },
  ] as const
  for (const { batch } of turns) await batch()
  const before = await rowsIn(room.byHand)
  for (let round = 0; round < batches; round++) {
    for (const { batch, samples } of round % 2 === 0 ? turns : turns.toReversed()) samples.push(await batch())
  }

  const [handRows, portRows, roomRows] = [
    await rowsIn(hand.byHand),
    await rowsIn(port.byHand),
    await rowsIn(room.byHand),
  ]
  if (handRows !== portRows) throw new Error(`${portRows} rows stand, by hand ${handRows}`)
  const { orders } = await room.desk.statistics.totals({})
  // The model order stands beside them.
  if (orders !== imported + 1) throw new Error(`${orders - 1} orders stand, ${imported} purchases were imported`)
  const [total] = (await room.desk.ledger.trialBalance({})).totals
  if (total === undefined || total.debit !== total.credit) throw new Error('the books do not balance')
  for (const { engine, byHand } of [hand, port, room]) {
    await engine.close()
    await byHand.close()
  }

  const [byHand, throughPort, throughRoom] = turns.map(({ samples }) => ({
    seconds: samples.reduce((sum, ms) => sum + ms, 0) / 1000,
    p50ms: rounded(percentile(samples, 0.5), 1),
    p99ms: rounded(percentile(samples, 0.99), 1),
  }))
  if (byHand === undefined || throughPort === undefined || throughRoom === undefined) return
  const rows = batches * rowsOfABatch
  const perSecond = rounded(rows / throughPort.seconds, 0)
  const rawPerSecond = rounded(rows / byHand.seconds, 0)
  const importRowsPerSecond = rounded((roomRows - before) / throughRoom.seconds, 0)
  const purchasesPerSecond = rounded((batches * purchasesOfABatch) / throughRoom.seconds, 0)
  console.log(`${store.server}: ${batches} batches each way`)
  console.log(`  the storage port        ${perSecond} rows/s`)
  console.log(`  ${hand.byHand.library} by hand   ${rawPerSecond} rows/s`)
  console.log(`  the room's import       ${importRowsPerSecond} rows/s, ${purchasesPerSecond} purchases/s`)
  report({
    bench: 'bulk-import',
    store: store.name,
    server: store.server,
    durable,
    rows,
    perSecond,
    rawPerSecond,
    ratio: rounded(perSecond / rawPerSecond),
    p50ms: throughPort.p50ms,
    p99ms: throughPort.p99ms,
    import: { perSecond: importRowsPerSecond, purchasesPerSecond, p50ms: throughRoom.p50ms, p99ms: throughRoom.p99ms },
  })
})
