/**
 * A counter is killed with SIGKILL at any statement of payments, refunds, voids, tills, shifts, provider payments and
 * settlement files. After each kill the books are even and add up to the rows of the rooms, what was acknowledged stands, and
 * the chain is whole; in the end the provider's books and ours say the same.
 *
 *     pnpm faults counter-kills [--store sqlite|postgres|mysql] [--rounds 200] [--seed n] [--short]
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PaymentRunner } from '@calotype/core'
import { halfStanding, missingEntries } from './check/counter-books.ts'
import { counterViolations } from './counter/checks.ts'
import type { CounterPlan } from './counter/counter-plan.ts'
import { bankOf, callsOf, FileProvider } from './counter/file-provider.ts'
import { openCounter } from './counter/studio.ts'
import { furnish } from './counter/workload.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { runMortal } from './run/mortal.ts'
import { randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { onEach } from './stores/on-each-store.ts'
import { adapterOf, readerOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'

const kinds = ['sqlite', 'postgres', 'mysql'] as const
const only = choice('store', kinds)
const rounds = number('rounds', short ? 6 : 200)
const program = fileURLToPath(new URL('./counter/counter-process.ts', import.meta.url))
const violations = new Violations()
const random = randomOf(seed)
let kills = 0
let acknowledged = 0
let paid = 0

/** Runs a counter to its end. Answers what its clients should not have seen. */
async function run(plan: CounterPlan): Promise<readonly string[]> {
  const { killed, failures } = await runMortal(program, plan)
  if (killed) kills++
  return failures
}

async function killOn(place: Place): Promise<void> {
  const folder = temporaryFolder()
  const books = join(folder, 'books')
  const journal = join(folder, 'journal')
  const open = async (now?: string) =>
    openCounter(await adapterOf(place), {
      plugins: [bankOf(new FileProvider(books))],
      ...(now === undefined ? {} : { now }),
    })
  const furnishing = await open()
  const meeting = await furnish(furnishing)
  const began = Date.parse(furnishing.clock.now)
  await furnishing.engine.close()
  const entries = (): readonly string[] =>
    existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(0, -1) : []
  for (let round = 1; round <= rounds; round++) {
    // Later each time, so that claims of the dead run out; days are closed and begun on the way.
    const now = new Date(began + round * 5 * 60_000).toISOString()
    const killAt = random.whole(1, 1200)
    const where = `${place.kind}, kill ${round} at statement ${killAt}`
    const counter = { clients: random.pick([1, 4]), steps: 60, seed: random.whole(1, 2 ** 30), name: `r${round}` }
    violations.add(where, await run({ place, journal, books, now, killAt, meeting, ...counter }))
    const reader = await readerOf(place)
    violations.add(where, [...(await halfStanding(reader)), ...(await missingEntries(reader, entries()))])
    await reader.close()
    const { engine, owner } = await open(now)
    violations.add(where, await counterViolations(owner))
    await engine.close()
  }
  await agreeInTheEnd(place, books, await open(new Date(began + (rounds + 30) * 5 * 60_000).toISOString()))
  acknowledged += entries().length
  console.log(`  ${place.kind}: ${kills} kills, ${acknowledged} acknowledged, ${violations.count} violations so far`)
}

/** Lets the payments come to rest, and holds the provider's books against ours. */
async function agreeInTheEnd(
  place: Place,
  books: string,
  studio: Awaited<ReturnType<typeof openCounter>>,
): Promise<void> {
  const { engine, owner, clock, tenant } = studio
  const runner = new PaymentRunner(engine, { tenant, branch: 'main' })
  const where = `${place.kind}, in the end`
  for (let look = 0; look < 20; look++) {
    await runner.work()
    clock.now = new Date(Date.parse(clock.now) + 30 * 60_000).toISOString()
  }
  const calls = callsOf(books)
  paid += calls.length
  const twice = calls.length - new Set(calls.map(({ id }) => id)).size
  if (twice > 0) violations.add(where, [`${twice} payments or refunds were sent twice`])
  for (const { id, call, amount } of calls) {
    const { state, outcome, amount: booked } = await owner.payments.attempt({ attemptId: id })
    const standing = call === 'refund' ? ['refunded', 'returned', 'none'] : ['applied', 'owed', 'returned']
    if (state !== 'settled' || !standing.includes(outcome) || booked !== amount) {
      violations.add(where, [`${call} ${id} of ${amount} is ${state} and ${outcome} with ${booked} in our books`])
    }
  }
  violations.add(where, await counterViolations(owner))
  await engine.close()
}

await onEach(kinds, only, killOn)
report('counter-kills', { rounds, stores: only ?? kinds.join(', '), kills, acknowledged, paid }, violations)
