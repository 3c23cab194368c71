/**
 * Importing a shop's history: every purchase an order with payment and ledger entries, on SQLite, durable by batch.
 *
 *     pnpm bench import [--purchases 20000] [--batch 500]
 */
import { join } from 'node:path'
import { sqlite } from '@calotype/storage-sqlite'
import { openCounter } from './counter.ts'
import { argument, percentile, report, rounded, temporaryFolder } from './measure.ts'

const purchases = argument('purchases', 20_000)
const batch = argument('batch', 500)
const { engine, desk } = await openCounter(sqlite({ file: join(temporaryFolder(), 'studio.db') }))

const samples: number[] = []
const from = performance.now()
for (let done = 0; done < purchases; done += batch) {
  const start = performance.now()
  await desk.orders.importHistory({
    purchases: Array.from({ length: Math.min(batch, purchases - done) }, (_, at) => {
      const number = done + at
      return {
        reference: `bench:${number}`,
        customerReference: `customer-${number % Math.ceil(purchases / 3)}`,
        date: `2025-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`,
        quantity: String(1 + (number % 4)),
        amount: `${10 + (number % 90)}.${String(number % 100).padStart(2, '0')}`,
      }
    }),
    idempotencyKey: `bench:${done}`,
  })
  samples.push(performance.now() - start)
}
const seconds = (performance.now() - from) / 1000
const totals = await desk.statistics.totals({})
await engine.close()
if (totals.orders !== purchases) throw new Error(`${totals.orders} orders stand, ${purchases} were imported`)

console.log(`${purchases} purchases in ${seconds.toFixed(2)} s, ${batch} a batch`)
report({
  bench: 'import',
  purchases,
  batch,
  perSecond: rounded(purchases / seconds, 0),
  p50ms: rounded(percentile(samples, 0.5)),
  p99ms: rounded(percentile(samples, 0.99)),
})
