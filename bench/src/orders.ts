/**
 * A studio's daily work with 10 k and with 1 M lines stored, a tenth of them under way, and as many customers: placing a paid order,
 * moving a line to its next stage, the tasks of a department, finding a customer by phone. Each against the same reads and rows by
 * hand with the store's driver on the same tables, in turns. What grows with what is stored beyond the measure is reported as missed;
 * a list that differs from that by hand ends it with an error.
 *
 *     pnpm bench orders [--store sqlite|postgres|mysql] [--url …] [--lines 10000,1000000] [--calls 500]
 */
import { createIdFactory } from '@calotype/core/values'
import { planOrder, placeOrders } from './by-hand/order-plan.ts'
import { customersByHand, moveLines, planMove, tasksByHand } from './by-hand/order-life.ts'
import { openCounter, session } from './counter.ts'
import { phoneAt } from './crowd.ts'
import { OrderFiller } from './fill-orders.ts'
import { argument, numbers, report, rounded, short, timed } from './measure.ts'
import { storedTables } from './stored-tables.ts'
import { withStore } from './stores/with-store.ts'
import { type Measured, takeTurns } from './turns.ts'
import { underWayOrClosed } from './under-way.ts'

const sizes = numbers('lines', short ? [2000, 20_000] : [10_000, 1_000_000])
const calls = argument('calls', 500, 100)
const rounds = 10
const perRound = Math.ceil(calls / rounds)
const listed = 50
const linesOfAnOrder = 3
const customersOfACommand = 1000
/** What anything may take at the largest size, as a multiple of the smallest. */
const flat = 2
const department = 'design'

await withStore(async (store) => {
  const place = await store.create('orders')
  let statements = 0
  const storage = place.adapter({ poolSize: 4, onStatement: () => statements++ })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.catalog.addItem({
    code: 'wedding',
    kind: 'package',
    name: '婚纱套系',
    price: '4999.00',
    entitlements: { shoots: 1 },
  })
  const byHand = place.byHand(4)
  const { tenant, branch } = session

  // What is written by hand is what an order and a move of Calotype's write.
  const began = await byHand.dump()
  const { customerId } = await desk.orders.place(paidOrder('model'))
  const placedOne = await byHand.dump()
  const wedding = async () => {
    const { id: orderId, lines } = await desk.orders.place({ customerId, lines: [{ item: 'wedding' }] })
    return { orderId, lineId: lines[0]?.id ?? '' }
  }
  const model = await wedding()
  const standing = await byHand.dump()
  statements = 0
  await desk.orders.moveStage({ lines: [model], from: 'ordered', shootDate: '2026-12-05' })
  const moved = statements
  const placeByHand = placeOrders(byHand, planOrder(began, placedOne, createIdFactory()))
  const moveByHand = moveLines(byHand, planMove(standing, await byHand.dump(), createIdFactory()))
  const filler = new OrderFiller(storage, await storedTables(), underWayOrClosed)

  let registered = 0
  let placed = 0
  let written = 0
  let asked = 0

  async function fillTo(lines: number): Promise<void> {
    await filler.upTo(Math.ceil(lines / linesOfAnOrder))
    while (registered < lines) {
      const count = Math.min(customersOfACommand, lines - registered)
      await desk.crowd.register({ from: registered, count })
      registered += count
    }
    await byHand.settle()
  }

  const someone = () => phoneAt((asked++ * 7919) % registered)
  const tasks = async () => (await desk.orders.tasks({ department, limit: listed })).items
  const tasksRaw = () => tasksByHand(byHand, { tenant, branch, department, limit: listed })
  const find = async (phone: string) => (await desk.customers.find({ phone })).items
  const findRaw = (phone: string) => {
    const term = `0${phone}`
    const to = term.slice(0, -1) + String.fromCharCode(term.charCodeAt(term.length - 1) + 1)
    return customersByHand(byHand, { tenant, from: term, to, kind: 'phone', limit: 41 })
  }

  async function requireAlike(): Promise<void> {
    const own = (await tasks()).map(({ lineId }) => lineId).join()
    const raw = (await tasksRaw()).map(({ lineId }) => lineId).join()
    if (own !== raw || own === '') throw new Error(`the tasks differ:\n${own}\nby hand:\n${raw}`)
    const phone = someone()
    const [[found], [foundRaw]] = [await find(phone), await findRaw(phone)]
    if (found === undefined || found.customer.id !== foundRaw?.['id']) throw new Error(`${phone} was not found`)
  }

  async function measure(): Promise<Readonly<Record<string, Measured>>> {
    await requireAlike()
    const waiting: Awaited<ReturnType<typeof wedding>>[] = []
    // Both sides move lines that stand in the first stage; a turn begins with 60 calls that warm up.
    for (let one = 0; one < 2 * (rounds * perRound + 60); one++) waiting.push(await wedding())
    const next = () => {
      const line = waiting.pop()
      if (line === undefined) throw new Error('no line is left to move')
      return line
    }
    const together = (sides: { readonly ours: () => Promise<unknown>; readonly theirs: () => Promise<unknown> }) =>
      takeTurns(1, { ...sides, rounds, perRound })
    return {
      place: await together({
        ours: () => desk.orders.place(paidOrder(`order-${placed++}`)),
        theirs: () => placeByHand(written++),
      }),
      move: await together({
        ours: () => desk.orders.moveStage({ lines: [next()], from: 'ordered', shootDate: '2026-12-05' }),
        theirs: () => moveByHand(next()),
      }),
      tasks: await together({ ours: tasks, theirs: tasksRaw }),
      find: await together({ ours: () => find(someone()), theirs: () => findRaw(someone()) }),
    }
  }

  console.log(`${store.server}: lines under way, a tenth of those stored; as many customers as lines`)
  const results = new Map<number, Awaited<ReturnType<typeof measure>>>()
  for (const lines of sizes) {
    const seconds = (await timed(() => fillTo(lines))) / 1000
    const result = await measure()
    results.set(lines, result)
    console.log(`  ${lines} lines (filled in ${seconds.toFixed(0)} s)`)
    for (const [name, { p50ms, p99ms, perSecond, ratio }] of Object.entries(result)) {
      const shown = `p50 ${p50ms} ms, p99 ${p99ms} ms, ${perSecond} a second, ${ratio} of the rate by hand`
      console.log(`    ${name.padEnd(6)} ${shown}`)
    }
  }
  await Promise.all([engine.close(), byHand.close()])

  const [smallest] = results.values()
  const largest = [...results.values()].at(-1)
  const growth = Object.fromEntries(
    Object.entries(largest ?? {}).map(([name, { p50ms }]) => [name, rounded(p50ms / (smallest?.[name]?.p50ms ?? 1))]),
  )
  report({
    bench: 'orders',
    store: store.name,
    server: store.server,
    statements: moved,
    ...largest?.['move'],
    lines: Object.fromEntries(results),
    growth,
    targets: Object.fromEntries(
      Object.entries(growth).map(([name, times]) => [`${name} flat <= ${flat}`, times <= flat ? 'met' : 'missed']),
    ),
  })
})
