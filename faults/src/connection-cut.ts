/**
 * Connections between an engine and its database are cut in the middle of transactions, before a commit, and after a commit
 * whose answer never comes: every command, with a key or without, is carried out exactly once, and no client sees an error.
 *
 *     pnpm faults connection-cut [--store postgres|mysql] [--rounds 10] [--customers 20] [--seed n] [--short]
 */
import { join } from 'node:path'
import { checkEnd } from './check/everything.ts'
import { cutKinds, SeededCuts } from './network/cuts.ts'
import { cutting } from './network/cutting.ts'
import { mysqlFraming, postgresFraming } from './network/frames.ts'
import { TcpProxy, targetOf, throughPort } from './network/proxy.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { adapterOf } from './stores/open.ts'
import { type OwnServer, ownServer, whyNoMariadb } from './stores/servers.ts'
import { openJournal, readJournals } from './studio/journal.ts'
import { furnish, openStudio } from './studio/open-studio.ts'
import { startRush } from './studio/rush.ts'

const rounds = number('rounds', short ? 1 : 10)
const customers = number('customers', short ? 6 : 20)
const only = choice('store', ['postgres', 'mysql'])
const counters = 8
const leaseMs = 5_000
const folder = temporaryFolder()
const violations = new Violations()

interface Outcome {
  acknowledged: number
  readonly cuts: Record<string, number>
}

async function round(server: OwnServer, place: number, outcome: Outcome): Promise<void> {
  const direct = await server.create()
  const where = `${direct.kind}, round ${place}`
  const plan = new SeededCuts(randomOf(seed + place), 0.2)
  const framing = direct.kind === 'postgres' ? postgresFraming : mysqlFraming
  const proxy = new TcpProxy(targetOf(direct.url), cutting(framing, plan))
  const url = throughPort(direct.url, await proxy.listen())
  const engine = await openStudio({
    storage: await adapterOf({ ...direct, url }),
    witness: { owner: 'counter' },
    background: { pollMs: 200, leaseMs },
  })
  const file = join(folder, `${direct.kind}-${place}`)
  const journal = openJournal(file)
  await furnish(engine)
  plan.active = true
  const rush = startRush({ engine, journal, name: 'c', counters, customers, seed: seed + place })
  violations.add(where, await rush.ended)
  plan.active = false
  await engine.close()
  journal.close()
  await proxy.close()
  violations.add(where, await checkEnd(direct, readJournals([file]), leaseMs))
  outcome.acknowledged += rush.acknowledged
  for (const [kind, count] of Object.entries(plan.counts)) outcome.cuts[kind] = (outcome.cuts[kind] ?? 0) + count
  console.log(`  ${where}: ${rush.acknowledged} commands acknowledged, ${violations.count} violations so far`)
}

async function run(kind: 'postgres' | 'mysql'): Promise<Outcome> {
  const outcome: Outcome = { acknowledged: 0, cuts: {} }
  const server = await ownServer(kind)
  try {
    for (let place = 1; place <= rounds; place++) await round(server, place, outcome)
  } finally {
    await server.remove()
  }
  for (const cut of cutKinds) {
    if ((outcome.cuts[cut] ?? 0) === 0)
      violations.add(kind, [`no connection was cut ${cut}: nothing is proved of that`])
  }
  return outcome
}

const outcomes: Record<string, Outcome | { readonly absent: string }> = {}
if (only !== 'mysql') outcomes.postgres = await run('postgres')
if (only !== 'postgres') {
  const absent = only === undefined ? whyNoMariadb() : undefined
  outcomes.mysql = absent === undefined ? await run('mysql') : { absent }
  if (absent !== undefined) console.log(`  NOT ON MARIADB: ${absent}`)
}
report('connection-cut', { rounds, ...outcomes }, violations)
