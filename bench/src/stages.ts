/**
 * What is to be done, with 10 k, 100 k and 1 M lines stored of which a tenth is under way: the lists of a department, of a person, of
 * a branch, of what is late and of what waits in a stage, 50 lines each, and moving a line to its next stage.
 *
 *     pnpm bench stages [--store sqlite|postgres|mysql] [--url …] [--lines 10000,100000,1000000] [--calls 1000]
 */
import { openCounter } from './counter.ts'
import { OrderFiller } from './fill-orders.ts'
import { argument, numbers, percentile, report, rounded, short, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'
import { withStore } from './stores/with-store.ts'
import { underWayOrClosed } from './under-way.ts'

const sizes = numbers('lines', short ? [10_000, 100_000] : [10_000, 100_000, 1_000_000])
const calls = argument('calls', 1000)
const listed = 50
/** What anything may take at the largest size, as a multiple of the smallest: lines that are due on one day lie farther apart there. */
const flat = 2
const linesOfAnOrder = 3

await withStore(async (store) => {
  const place = await store.create('stages')
  const storage = place.adapter({ poolSize: 4 })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.catalog.addItem({
    code: 'wedding',
    kind: 'package',
    name: '婚纱套系',
    price: '4999.00',
    entitlements: { shoots: 1 },
  })
  const { customerId } = await desk.orders.place(paidOrder('model'))
  const filler = new OrderFiller(storage, await storedTables(), underWayOrClosed)

  /** Lines that wait to be moved, made before the clock runs. */
  async function fresh(count: number) {
    const made: { readonly orderId: string; readonly lineId: string }[] = []
    while (made.length < count) {
      const order = await desk.orders.place({ customerId, lines: [{ item: 'wedding' }] })
      made.push({ orderId: order.id, lineId: order.lines[0]?.id ?? '' })
    }
    return made
  }

  async function measure() {
    const moves = await fresh(calls)
    const move = async (): Promise<number> => {
      const line = moves.pop()
      if (line === undefined) throw new Error('no line is left to move')
      return (await desk.orders.moveStage({ lines: [line], from: 'ordered', shootDate: '2026-12-05' })).lines.length
    }
    const list = async (page: Promise<{ readonly items: readonly unknown[] }>): Promise<number> => {
      const { items } = await page
      if (items.length !== listed) throw new Error(`${items.length} lines were listed instead of ${listed}`)
      return items.length
    }
    const acts: Readonly<Record<string, () => Promise<number>>> = {
      department: () => list(desk.orders.tasks({ department: 'design', limit: listed })),
      person: () => list(desk.orders.tasks({ assigneeId: 'person-3', branch: 'main', limit: 20 }).then(twenty)),
      branch: () => list(desk.orders.tasks({ limit: listed })),
      late: () => list(desk.orders.late({ limit: listed })),
      waiting: () => list(desk.orders.waiting({ stage: 'sentOut', limit: listed })),
      move,
    }
    const results: Record<string, { readonly p50ms: number; readonly p99ms: number }> = {}
    for (const [name, act] of Object.entries(acts)) {
      const samples: number[] = []
      for (let one = 0; one < calls; one++) samples.push(await timed(act))
      // The first tenth warms up.
      const counted = samples.slice(Math.ceil(calls / 10))
      results[name] = { p50ms: rounded(percentile(counted, 0.5)), p99ms: rounded(percentile(counted, 0.99)) }
    }
    return results
  }

  /** A person has fewer lines than a page of the others where little is stored. */
  const twenty = ({ items }: { readonly items: readonly unknown[] }) => {
    if (items.length !== 20) throw new Error(`${items.length} lines of a person were listed instead of 20`)
    return { items: Array.from({ length: listed }) }
  }

  console.log(`${store.server}: lines under way, a tenth of those stored`)
  const results = new Map<number, Awaited<ReturnType<typeof measure>>>()
  for (const lines of sizes) {
    await filler.upTo(Math.ceil(lines / linesOfAnOrder))
    const result = await measure()
    results.set(lines, result)
    const shown = Object.entries(result).map(([name, { p50ms, p99ms }]) => `${name} ${p50ms} (p99 ${p99ms})`)
    console.log(`  ${lines} lines, p50 in ms: ${shown.join(', ')}`)
  }
  await engine.close()

  const [smallest] = results.values()
  const largest = [...results.values()].at(-1)
  const growth = Object.fromEntries(
    Object.entries(largest ?? {}).map(([name, { p50ms }]) => [name, rounded(p50ms / (smallest?.[name]?.p50ms ?? 1))]),
  )
  report({
    bench: 'stages',
    store: store.name,
    server: store.server,
    lines: Object.fromEntries(results),
    growth,
    targets: Object.fromEntries(
      Object.entries(growth).map(([name, times]) => [`${name} flat <= ${flat}`, times <= flat ? 'met' : 'missed']),
    ),
  })
})
