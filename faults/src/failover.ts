/**
 * A primary with a synchronous standby is killed under load, the standby is promoted, and the engine's address follows: no
 * acknowledged payment is lost, none is doubled. The promoted server gets a standby of its own, and so on.
 *
 *     pnpm faults failover [--rounds 5] [--seed n] [--short]
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PostgresServer, startStandby } from '@calotype/test-servers'
import { checkEnd } from './check/everything.ts'
import { carryAll, TcpProxy, throughPort } from './network/proxy.ts'
import { number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { randomOf } from './run/random.ts'
import { percentile, report, Violations } from './run/report.ts'
import { adapterOf } from './stores/open.ts'
import { openJournal, readJournals } from './studio/journal.ts'
import { furnish, openStudio } from './studio/open-studio.ts'
import { startRush } from './studio/rush.ts'
import { nextAcknowledgement } from './studio/wait.ts'

const rounds = number('rounds', short ? 1 : 5)
const counters = short ? 3 : 8
const leaseMs = 5_000
const database = 'studio'
const random = randomOf(seed)
const violations = new Violations()
const awayMs: number[] = []

let primary = await PostgresServer.start()
const running: PostgresServer[] = [primary]
try {
  const url = await primary.createDatabase(database)
  const proxy = new TcpProxy({ host: '127.0.0.1', port: primary.port }, carryAll)
  const engine = await openStudio({
    storage: await adapterOf({ kind: 'postgres', url: throughPort(url, await proxy.listen()) }),
    witness: { owner: 'counter' },
    background: { pollMs: 200, leaseMs },
    connectionPatienceMs: 60_000,
  })
  const file = join(temporaryFolder(), 'journal')
  const journal = openJournal(file)
  await furnish(engine)
  const rush = startRush({ engine, journal, name: 'c', counters, seed, patient: true })
  for (let round = 1; round <= rounds; round++) {
    await nextAcknowledgement(rush)
    const standby = await startStandby(primary)
    running.push(standby.server)
    if (!(await standby.isSynchronous()))
      throw new Error('The standby is not synchronous: the fault would prove nothing.')
    await pause(random.whole(200, 1500))
    const before = rush.acknowledged
    const killed = performance.now()
    await primary.kill()
    await standby.promote()
    proxy.lead({ host: '127.0.0.1', port: standby.server.port })
    primary = standby.server
    await nextAcknowledgement(rush)
    awayMs.push(performance.now() - killed)
    await running.shift()?.remove()
    console.log(`  failover ${round} after ${before} acknowledged commands`)
  }
  rush.stop()
  violations.add('the clients', await rush.ended)
  await engine.close()
  journal.close()
  await proxy.close()
  const direct = { kind: 'postgres', url: primary.url(database) } as const
  violations.add('the store', await checkEnd(direct, readJournals([file]), leaseMs))
  const { acknowledged, repeats } = rush
  const away = { p50: percentile(awayMs, 0.5), longest: percentile(awayMs, 1) }
  report('failover', { rounds, acknowledged, repeatedByClients: repeats, awayMs: away }, violations)
} finally {
  for (const server of running) await server.remove()
}
