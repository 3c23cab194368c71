/**
 * The last 20 orders with their lines and customers, with 1 k, 100 k and 1 M orders stored, against three statements by
 * hand with the store's driver on the same tables, in turns. More than three statements beside the begin and the end of
 * the snapshot, or another list than by hand, end it with an error.
 *
 *     pnpm bench list-orders [--store sqlite|postgres|mysql] [--url …] [--orders 1000,100000,1000000] [--calls 2000]
 */
import { listByHand } from './by-hand/list-orders.ts'
import { openCounter, session } from './counter.ts'
import { OrderFiller } from './fill-orders.ts'
import { argument, numbers, percentile, report, rounded, short, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'
import { withStore } from './stores/with-store.ts'

const sizes = numbers('orders', short ? [1000, 100_000] : [1000, 100_000, 1_000_000])
const rounds = 10
const perRound = Math.ceil(argument('calls', 2000) / rounds)
const listed = 20
const mostStatements = 3
/** What the list may take at the largest size, as a multiple of the smallest. */
const flat = 1.5
const ofTheSnapshot = /^(begin|start transaction|set transaction|commit|rollback)\b/i

await withStore(async (store) => {
  const place = await store.create('list')
  let sent: string[] | undefined
  const storage = place.adapter({ poolSize: 4, onStatement: (sql) => sent?.push(sql) })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.orders.place(paidOrder('model'))
  const byHand = place.byHand(4)
  const filler = new OrderFiller(storage, await storedTables())
  const ours = () => desk.orders.list({ limit: listed })
  const theirs = () => listByHand(byHand, session.tenant, listed)

  async function checked(): Promise<number> {
    const during: string[] = []
    sent = during
    const { items } = await ours()
    sent = undefined
    const statements = during.filter((sql) => !ofTheSnapshot.test(sql)).length
    if (statements > mostStatements) throw new Error(`${statements} statements for one list:\n${during.join('\n')}`)
    const shown = (lists: readonly { id: string; customerName: string | null; lines: readonly unknown[] }[]) =>
      lists.map(({ id, customerName, lines }) => `${id} ${customerName} ${lines.length}`).join('\n')
    if (items.length !== listed || shown(items) !== shown(await theirs())) {
      throw new Error(`the lists differ:\n${shown(items)}\nby hand:\n${shown(await theirs())}`)
    }
    return statements
  }

  async function measure() {
    const ourMs: number[] = []
    const theirMs: number[] = []
    const turns = [
      { call: ours, samples: ourMs },
      { call: theirs, samples: theirMs },
    ]
    for (const { call } of turns) for (let warm = 0; warm < 300; warm++) await call()
    for (let round = 0; round < rounds; round++) {
      for (const { call, samples } of round % 2 === 0 ? turns : turns.toReversed()) {
        for (let one = 0; one < perRound; one++) samples.push(await timed(call))
      }
    }
    const p50ms = percentile(ourMs, 0.5)
    const rawP50ms = percentile(theirMs, 0.5)
    return {
      p50ms: rounded(p50ms),
      p99ms: rounded(percentile(ourMs, 0.99)),
      rawP50ms: rounded(rawP50ms),
      ratio: rounded(rawP50ms / p50ms),
    }
  }

  const results = new Map<number, Awaited<ReturnType<typeof measure>>>()
  let statements = 0
  console.log(`${store.server}: the last ${listed} orders with lines and customers`)
  for (const orders of sizes) {
    let rows = 0
    const seconds = (await timed(async () => (rows = await filler.upTo(orders)))) / 1000
    await byHand.settle()
    statements = Math.max(statements, await checked())
    const result = await measure()
    results.set(orders, result)
    console.log(
      `  ${orders} orders (${rows} rows more in ${seconds.toFixed(1)} s): p50 ${result.p50ms} ms, p99 ${result.p99ms} ms; by hand p50 ${result.rawP50ms} ms`,
    )
  }
  await Promise.all([engine.close(), byHand.close()])

  const all = [...results.values()]
  const growth = rounded((all.at(-1)?.p50ms ?? 0) / (all[0]?.p50ms ?? 1))
  console.log(`  statements a list: ${statements}; p50 at the largest size: ${growth} times that of the smallest`)
  report({
    bench: 'list-orders',
    store: store.name,
    server: store.server,
    statements,
    flat: growth,
    ...all.at(-1),
    perSecond: rounded(1000 / (all.at(-1)?.p50ms ?? Number.NaN), 0),
    orders: Object.fromEntries(results),
    targets: { [`statements <= ${mostStatements}`]: 'met', [`flat <= ${flat}`]: growth <= flat ? 'met' : 'missed' },
  })
})
