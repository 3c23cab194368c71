/** A host: an engine with its workload and background work in a process of its own. `host-process.ts <plan>`; see `host-plan.ts`. */
import { join } from 'node:path'
import { adapterOf } from '../stores/open.ts'
import { perform } from '../studio/command.ts'
import { openJournal, readJournals } from '../studio/journal.ts'
import { openStudio } from '../studio/open-studio.ts'
import { startRush } from '../studio/rush.ts'
import { handlingsFile } from './handlings-file.ts'
import { hostPlanSchema, type Notice, type Order, orderSchema } from './host-plan.ts'

const plan = hostPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { name, place, folder, seed, counters, killAt } = plan
const tell = (notice: Notice): void => void process.send?.(notice)

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

let left = killAt?.count ?? 0
function countDown(what: 'statement' | 'acknowledgement'): void {
  if (what === killAt?.what && --left === 0) die()
}

let order: Order | undefined
const told = handlingsFile(join(folder, `${name}.handlings`), name, plan.handlingsSynced)
const engine = await openStudio({
  storage: await adapterOf(place, { onStatement: () => countDown('statement') }),
  witness: {
    owner: name,
    takesMs: plan.handlerMs,
    handling(handler, subject, phase) {
      told(handler, subject, phase)
      const fatal = order === 'die-in-job' ? 'reminded' : order === 'die-in-handler' ? 'everything' : undefined
      if (phase === 'begin' && handler === fatal) die()
    },
  },
  background: plan.background ?? false,
  connectionPatienceMs: 30_000,
})
const journal = openJournal(join(folder, `${name}.journal`))
const acknowledging = (): void => countDown('acknowledgement')

for (const { command, acknowledged } of readJournals(plan.unfinished).values()) {
  if (acknowledged || command.key === undefined) continue
  journal.sent(command)
  await perform(engine, command)
  acknowledging()
  journal.done(command.mark)
}

const rush = startRush({ engine, journal, name: `${name}-`, counters, seed, acknowledging, paceMs: plan.paceMs })
process.on('message', (message) => {
  order = orderSchema.parse(message)
  if (order === 'stop') rush.stop()
})
// Nobody is left to end it.
process.once('disconnect', () => process.exit())
tell({ ready: true })
if (counters === 0)
  await new Promise<void>((resolve) => process.on('message', (message) => message === 'stop' && resolve()))
tell({ failures: [...(await rush.ended)] })
await engine.close()
journal.close()
process.disconnect?.()
