/**
 * Four host processes on one store: each subscriber and job is at work in one of them at a time, what a killed one held is
 * taken over within seconds, every effect comes once and in order, and on PostgreSQL the commits of one process wake the
 * subscribers of another long before they would look.
 *
 *     pnpm faults many-processes [--store sqlite|postgres] [--rounds 10] [--seed n] [--short]
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { takeoverMs } from './hosts/takeovers.ts'
import { Team } from './hosts/team.ts'
import { wakingLatencies } from './hosts/waking.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { randomOf } from './run/random.ts'
import { percentile, report, Violations } from './run/report.ts'
import type { Place } from './stores/place.ts'
import { ownServer } from './stores/servers.ts'

const only = choice('store', ['sqlite', 'postgres'])
const rounds = number('rounds', short ? 1 : 10)
const processes = 4
const leaseMs = 2_000
const pollMs = 500
/** A lease that was just renewed, a look, and a machine that is busy. */
const longestTakeoverMs = 2 * leaseMs + pollMs + 3_000
const violations = new Violations()
const random = randomOf(seed)

interface Outcome {
  readonly acknowledged: number
  readonly handled: number
  /** How many events each process handled. */
  readonly shares: readonly number[]
  readonly takeoverMs: { readonly p50: number; readonly longest: number }
}

async function killsOn(place: Place): Promise<Outcome> {
  const plan = {
    place,
    folder: temporaryFolder(),
    counters: 1,
    paceMs: 400,
    handlerMs: 3,
    background: { pollMs, leaseMs },
  }
  const team = new Team(plan, seed)
  await team.furnish()
  // At once, on a store that is there: they also meet at its schema.
  for (let count = 0; count < processes; count++) team.start()
  await Promise.all(team.hosts.map(({ ready }) => ready))
  const taken: number[] = []
  for (let round = 1; round <= rounds; round++) {
    await pause(random.whole(200, 1000))
    // Turn about; where there is one round only, one store has the one and the other the other.
    const inJob = (round % 2 === 0) !== (place.kind === 'sqlite')
    const victim = await team.killOneAtWork(inJob ? 'die-in-job' : 'die-in-handler')
    const idle = (): number | undefined => takeoverMs(team.handlings, victim.plan.name)
    const deadline = performance.now() + 2 * longestTakeoverMs
    while (idle() === undefined && performance.now() < deadline) await pause(50)
    const ms = idle() ?? Infinity
    taken.push(ms)
    if (ms > longestTakeoverMs) {
      violations.add(place.kind, [
        `what ${victim.plan.name} held was taken over after ${ms} ms, not within ${longestTakeoverMs}`,
      ])
    }
    await team.start().ready
  }
  violations.add(place.kind, await team.stop())
  await team.check(violations, leaseMs)
  const ends = team.handlings.filter(({ phase }) => phase === 'end')
  const shares = team.hosts.map(({ plan }) => ends.filter(({ owner }) => owner === plan.name).length)
  const acknowledged = [...team.known.values()].filter((one) => one.acknowledged).length
  console.log(`  ${place.kind}: ${rounds} kills, ${acknowledged} commands, ${violations.count} violations so far`)
  return {
    acknowledged,
    handled: ends.length,
    shares,
    takeoverMs: { p50: percentile(taken, 0.5), longest: percentile(taken, 1) },
  }
}

const outcomes: Record<string, unknown> = {}
if (only !== 'sqlite') {
  const server = await ownServer('postgres')
  try {
    outcomes.postgres = await killsOn(await server.create())
    const latencies = await wakingLatencies(await server.create(), violations, { seed, events: short ? 20 : 500 })
    const woken = { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), events: latencies.length }
    if (!(woken.p99 < 5_000)) violations.add('waking', [`an event waited ${woken.p99} ms for a subscriber elsewhere`])
    outcomes.wokenMs = { ...woken, pollMs: 60_000 }
  } finally {
    await server.remove()
  }
}
if (only !== 'postgres') outcomes.sqlite = await killsOn({ kind: 'sqlite', file: join(temporaryFolder(), 'studio.db') })
report('many-processes', { rounds, processes, leaseMs, pollMs, ...outcomes }, violations)
