/** Clients of the ledger in a process of their own: two desks at work at the same time. `client-process.ts <plan>`; see `clients.ts`. */
import { randomOf } from '../run/random.ts'
import { clientPlanSchema, type RoundDone, roundSchema } from './client-plan.ts'
import { branches, deskOf, openBooks } from './open-books.ts'
import { takeStep, type Walker } from './steps.ts'

const { name, place, seed, clients, customers } = clientPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { engine, days } = await openBooks(place)
const walkers = Array.from({ length: clients }, (_, at): Walker => {
  const branch = branches[at % branches.length] ?? 'main'
  const actor = `${name}-${at}`
  return { desk: deskOf(engine, actor, branch), branch, random: randomOf(seed + 7919 * at), customers, name: actor }
})

async function walk(walker: Walker, round: number, steps: number, done: RoundDone): Promise<void> {
  for (let count = 0; count < steps; count++) {
    try {
      const { kind, became } = await takeStep(walker, round, count)
      const key = `${kind} ${became}`
      done.outcomes[key] = (done.outcomes[key] ?? 0) + 1
    } catch (error) {
      done.failures.push(error instanceof Error ? error.message : String(error))
    }
  }
}

process.on('message', (message) => {
  const { round, steps } = roundSchema.parse(message)
  days.begin(round)
  const done: RoundDone = { round, outcomes: {}, failures: [] }
  void Promise.all(walkers.map((walker) => walk(walker, round, steps, done))).then(() => process.send?.(done))
})
// Nobody is left to work for.
process.once('disconnect', () => void engine.close().finally(() => process.exit()))
process.send?.({ ready: true })
