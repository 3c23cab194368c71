/** A counter in a process of its own, which is killed at a statement. `counter-process.ts <plan>`; see `counter-plan.ts`. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { PaymentRunner } from '@calotype/core'
import { dyingAt, endWith } from '../run/dying.ts'
import { randomOf } from '../run/random.ts'
import { adapterOf } from '../stores/open.ts'
import { counterPlanSchema } from './counter-plan.ts'
import { bankOf, FileProvider } from './file-provider.ts'
import { openCounter } from './studio.ts'
import { client } from './workload.ts'

const plan = counterPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { place, journal, books, name, seed, clients, steps, now, meeting } = plan
const { onStatement, begin } = dyingAt(plan.killAt)
begin()
const studio = await openCounter(await adapterOf(place, { onStatement }), {
  plugins: [bankOf(new FileProvider(books))],
  now,
})
const runner = new PaymentRunner(studio.engine, { tenant: studio.tenant, branch: 'main' })
const handle = openSync(journal, 'a')
const acknowledged = (ids: readonly string[]): void => {
  if (ids.length === 0) return
  writeSync(handle, `${ids.join('\n')}\n`)
  fsyncSync(handle)
}
const strange = await Promise.all(
  Array.from({ length: clients }, (_, number) =>
    client({ ...studio, runner }, meeting, {
      random: randomOf(seed + number),
      name: `${name}-${number}`,
      steps,
      acknowledged,
    }),
  ),
)
await studio.engine.close()
closeSync(handle)
endWith(strange.flat())
