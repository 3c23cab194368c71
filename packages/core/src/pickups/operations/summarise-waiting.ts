/** How much waits at each pickup counter, and how old it is. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { pickupsSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { pickupsWaiting } from '../tables.ts'
import { waitingList } from '../waiting-lists.ts'

const inputSchema = z.strictObject({ branch: idText.optional() })

const outputSchema = z.object({
  branches: z.array(
    z.object({
      branch: z.string(),
      /** Orders that are complete and of which nobody was told. */
      ready: z.int(),
      /** Orders told of that were not picked up, by the days since the first notice: [fromDays, toDays). */
      ages: z.array(z.object({ fromDays: z.int(), toDays: z.int().nullable(), orders: z.int() })),
      /** Orders agreed for today. */
      agreedToday: z.int(),
    }),
  ),
})

export interface SummarisePickups extends z.input<typeof inputSchema> {}
export interface PickupsSummary extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SummarisePickups> = inputSchema
const output: z.ZodType<PickupsSummary> = outputSchema

export const summarisePickups = operation({
  name: 'pickups.summary',
  summary: 'Counts what is ready, agreed for today, and told of but not picked up, by branch and age.',
  kind: 'query',
  input,
  output,
  async run(context, { branch }) {
    const { businessDate: today } = context
    const { unclaimedDays } = await context.settings(pickupsSettings)
    const count = async (where: object): Promise<ReadonlyMap<string, number>> => {
      const rows = await context.store.aggregate(pickupsWaiting, {
        where: { ...present({ branch }), open: true, ...where },
        groupBy: ['branch'],
        measures: { orders: { of: 'count' } },
        limit: 'all',
      })
      return new Map(rows.map((row) => [row.branch, row.orders]))
    }
    const ready = await count(waitingList('ready', { today, days: 0, on: undefined }).where)
    const agreed = await count({ agreedOn: today })
    const bounds = [0, ...unclaimedDays]
    const bands: { fromDays: number; toDays: number | null; of: ReadonlyMap<string, number> }[] = []
    for (const [at, fromDays] of bounds.entries()) {
      const toDays = bounds[at + 1] ?? null
      const notifiedOn = present({
        lte: addDays(today, -fromDays),
        gt: toDays === null ? undefined : addDays(today, -toDays),
      })
      bands.push({ fromDays, toDays, of: await count({ notifiedOn }) })
    }
    const branches = [...new Set([ready, agreed, ...bands.map(({ of }) => of)].flatMap((of) => [...of.keys()]))].sort()
    return {
      branches: branches.map((name) => ({
        branch: name,
        ready: ready.get(name) ?? 0,
        agreedToday: agreed.get(name) ?? 0,
        ages: bands.map(({ fromDays, toDays, of }) => ({ fromDays, toDays, orders: of.get(name) ?? 0 })),
      })),
    }
  },
})
