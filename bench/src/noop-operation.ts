/**
 * What the engine itself costs: an operation that does nothing. A query, which touches no store; and a command on the
 * in-memory store, which is audited like any other, less the cost of an empty transaction of that store.
 *
 *     pnpm bench noop-operation [--calls 100000]
 */
import { createEngine, definePlugin, memory, operation } from '@calotype/core'
import { z } from 'zod'
import { session } from './counter.ts'
import { argument, percentile, report, rounded } from './measure.ts'

const calls = argument('calls', 100_000)

const nothing = { summary: 'Does nothing.', input: z.strictObject({}), output: z.null(), run: async () => null }
const noop = definePlugin({
  name: 'noop',
  version: '1.0.0',
  operations: {
    query: operation({ ...nothing, name: 'noop.query', kind: 'query' }),
    command: operation({ ...nothing, name: 'noop.command', kind: 'command' }),
  },
})

const storage = memory()
const engine = await createEngine({
  storage,
  studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  plugins: [noop],
  background: false,
})
const desk = engine.as(session)

async function microseconds(call: () => Promise<unknown>): Promise<readonly number[]> {
  for (let warm = 0; warm < 5000; warm++) await call()
  const samples: number[] = []
  const batch = 100
  for (let done = 0; done < calls; done += batch) {
    const from = performance.now()
    for (let one = 0; one < batch; one++) await call()
    samples.push(((performance.now() - from) * 1000) / batch)
  }
  return samples
}

const query = await microseconds(() => desk.noop.query())
const command = await microseconds(() => desk.noop.command())
const empty = await microseconds(() => storage.transaction(async () => null))
await engine.close()

const overhead = percentile(query, 0.5)
console.log(`a query that does nothing     ${overhead.toFixed(2)} µs`)
console.log(`a command that does nothing   ${percentile(command, 0.5).toFixed(2)} µs, its audit row included`)
console.log(`an empty transaction          ${percentile(empty, 0.5).toFixed(2)} µs`)
report({
  bench: 'noop-operation',
  calls,
  queryMicroseconds: rounded(overhead, 2),
  commandMicroseconds: rounded(percentile(command, 0.5) - percentile(empty, 0.5), 2),
  perSecond: rounded(1e6 / overhead, 0),
  p50ms: rounded(overhead / 1000, 5),
  p99ms: rounded(percentile(query, 0.99) / 1000, 5),
})
