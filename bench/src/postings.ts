/**
 * Entries posted a second, durable, with 1, 8 and 32 in flight: an entry of four lines by `ledger.post`, and a payment by
 * `ledger.takePayment`, which also locks and pays one of 64 orders and draws a number; each with audit, outbox and
 * idempotency. Against hand-written code of the store's driver that makes the same reads and writes the same rows, with a
 * statement a row and a commit a posting, in turns in one run. Wrong books and unequal rows end it with an error.
 *
 *     pnpm bench postings [--store sqlite|postgres|mysql] [--url …] [--in-flight 1,8,32] [--postings 2000] [--rounds 10]
 */
import { Money } from '@calotype/core'
import { requireRows } from './by-hand/model-order.ts'
import { postingPlansFrom } from './by-hand/model-posting.ts'
import { type PostingPlan, postEntries, takePayments } from './by-hand/posting-plan.ts'
import { openCounter } from './counter.ts'
import { argument, numbers, report } from './measure.ts'
import { payCent, postEntry } from './posting-commands.ts'
import { sayWhetherDurable, withStore } from './stores/with-store.ts'
import { type Measured, printTurns, takeTurns } from './turns.ts'

const levels = numbers('in-flight', [1, 8, 32])
const poolSize = Math.max(...levels)
const rounds = argument('rounds', 10, 5)
const perRound = Math.ceil(argument('postings', 2000) / rounds)
const orders = 64

await withStore(async (store) => {
  const template = await store.create('by_hand')
  const plans = await postingPlansFrom(template, orders)
  const byHand = template.byHand(poolSize)
  const durable = await sayWhetherDurable(byHand)

  let statements = 0
  const own = await store.create('calotype')
  const { engine, desk, paidOrder } = await openCounter(own.adapter({ poolSize, onStatement: () => statements++ }))
  const orderIds: string[] = []
  for (let at = 0; at < orders; at++) orderIds.push((await desk.orders.place(paidOrder(`order-${at}`))).id)
  const looker = own.byHand(1)
  console.log(`${store.server}: ${rounds * perRound} postings each way, in ${rounds} turns`)

  async function measured(
    name: string,
    plan: PostingPlan,
    sides: { ours: (number: number) => Promise<unknown>; theirs: (number: number) => Promise<unknown> },
  ) {
    const [ownBefore, byHandBefore] = [await looker.countRows(), await byHand.countRows()]
    let posted = 0
    let written = 0
    const ours = () => sides.ours(posted++)
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
    await requireRows(looker, ownBefore, posted, plan)
    await requireRows(byHand, byHandBefore, written, plan)
    const rows = plan.inserts.length
    console.log(`  ${name}: ${rows} rows inserted, ${statementsEach} statements`)
    printTurns(results, byHand.library)
    const [first, ...others] = results
    const inFlight = Object.fromEntries(first?.[0] === 1 ? others : results)
    return { posted, told: { rows, statements: statementsEach, ...first?.[1], inFlight } }
  }

  const entry = await measured('an entry of four lines', plans.entry, {
    ours: (number) => postEntry(desk, `entry-${number}`),
    theirs: postEntries(byHand, plans.entry),
  })
  const payment = await measured('a payment', plans.payment, {
    ours: (number) => payCent(desk, orderIds[number % orders] ?? '', `payment-${number}`),
    theirs: takePayments(byHand, plans.payment, plans.orderIds),
  })

  const [total] = (await desk.ledger.trialBalance({})).totals
  const cents = orders * 100_000 + entry.posted * 10_000 + payment.posted
  const sum = Money.ofMinor(BigInt(cents), 'CNY').toString()
  if (total?.debit !== sum || total.credit !== sum) {
    throw new Error(`the books hold ${total?.debit} and ${total?.credit}, ${sum} was posted`)
  }
  await Promise.all([engine.close(), looker.close(), byHand.close()])
  report({
    bench: 'postings',
    store: store.name,
    server: store.server,
    durable,
    postings: rounds * perRound,
    ...entry.told,
    payment: payment.told,
  })
})
