/** A stockroom in a process of its own, which may be killed at a statement. `stock-process.ts <plan>`; see `stock-plan.ts`. */
import { dyingAt, endWith, journalFile } from '../run/dying.ts'
import { randomOf } from '../run/random.ts'
import { adapterOf } from '../stores/open.ts'
import { stockPlanSchema } from './stock-plan.ts'
import { openStockroom } from './studio.ts'
import { client } from './workload.ts'

const plan = stockPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { place, name, seed, clients, steps, only, dated, now, killAt } = plan
const { onStatement, begin } = dyingAt(killAt)
const room = await openStockroom(await adapterOf(place, { onStatement }), { now })
const journal = journalFile(plan.journal)
// To open a store takes statements too, which are not what is asked about.
begin()
process.send?.('begun')
const runs = await Promise.all(
  Array.from({ length: clients }, (_, number) =>
    client(room, {
      random: randomOf(seed + number),
      name: `${name}-${number}`,
      steps,
      dated,
      journal: journal.write,
      ...(only === null ? {} : { only }),
    }),
  ),
)
await room.engine.close()
journal.close()
endWith(runs.flatMap(({ strange }) => strange))
