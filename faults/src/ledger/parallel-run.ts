/** Rounds of random steps by clients in several processes, with everything checked in between. */
import { randomOf } from '../run/random.ts'
import type { Violations } from '../run/report.ts'
import type { Place } from '../stores/place.ts'
import { checkBooks } from './check-books.ts'
import { Clients } from './clients.ts'
import { branches, deskOf, furnishBooks, openBooks, tillOf } from './open-books.ts'

export interface ParallelRun {
  readonly place: Place
  readonly seed: number
  readonly rounds: number
  /** Of each client in each round. */
  readonly steps: number
  readonly processes: number
  /** In each process. */
  readonly clients: number
  readonly execArgv?: readonly string[]
}

/** Answers how often each kind of step became what: `pay done`, `refund REFUND_EXCEEDS_LEFT`. */
export async function runParallel(run: ParallelRun, violations: Violations): Promise<Readonly<Record<string, number>>> {
  const { place, rounds, steps } = run
  const { engine, days } = await openBooks(place)
  const random = randomOf(run.seed)
  const processes: Clients[] = []
  const outcomes: Record<string, number> = {}
  try {
    days.begin(0)
    const customers = await furnishBooks(engine)
    const starting = Array.from({ length: run.processes }, (_, at) => {
      const seed = random.whole(1, 2 ** 30)
      const plan = { name: `p${at}`, place, seed, clients: run.clients, customers: [...customers] }
      return Clients.start(plan, run.execArgv)
    })
    processes.push(...(await Promise.all(starting)))
    for (let round = 0; round < rounds; round++) {
      days.begin(round)
      for (const branch of branches) {
        // Somebody may have it open from the day before.
        await deskOf(engine, 'opener', branch).tills.openShift.attempt({
          till: tillOf(branch),
          float: { amount: '200.00' },
        })
      }
      for (const done of await Promise.all(processes.map((clients) => clients.work(round, steps)))) {
        violations.add(`${place.kind}, round ${round}`, done.failures)
        for (const [key, count] of Object.entries(done.outcomes)) outcomes[key] = (outcomes[key] ?? 0) + count
      }
      violations.add(`${place.kind}, after round ${round}`, await checkBooks(place, engine))
    }
  } finally {
    for (const clients of processes) await clients.end()
    await engine.close()
  }
  return outcomes
}
