/** A shop in a process of its own, which may be killed at a statement. `orders-process.ts <plan>`; see `orders-plan.ts`. */
import { dyingAt, endWith, journalFile } from '../run/dying.ts'
import { randomOf } from '../run/random.ts'
import { adapterOf } from '../stores/open.ts'
import { ordersPlanSchema } from './orders-plan.ts'
import { openShop } from './studio.ts'
import { client } from './workload.ts'

const plan = ordersPlanSchema.parse(JSON.parse(process.argv[2] ?? ''))
const { place, name, seed, clients, steps, customerIds, now, killAt } = plan
const { onStatement, begin } = dyingAt(killAt)
const shop = await openShop(await adapterOf(place, { onStatement }), { now })
const journal = journalFile(plan.journal)
// To open a store takes statements too, which are not what is asked about.
begin()
process.send?.('begun')
const runs = await Promise.all(
  Array.from({ length: clients }, (_, number) =>
    client(shop, {
      random: randomOf(seed + number),
      name: `${name}-${number}`,
      steps,
      customerIds,
      journal: journal.write,
    }),
  ),
)
await shop.engine.close()
journal.close()
endWith(runs.flatMap(({ strange }) => strange))
