/** Lists time off. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentTimeOff, type TimeOff, timeOffOutput } from '../present-time-off.ts'
import { resourceBook } from '../resource-book.ts'
import { idText, instantText, pageMembers } from '../shapes.ts'
import { resourcesTimeOff } from '../tables.ts'
import { parseInstant } from '../../values/instant.ts'
import { timeOffKinds, timeOffStates } from '../time-off-state.ts'

const schema = z.strictObject({
  resourceId: idText.optional(),
  state: z.enum(timeOffStates).optional(),
  kind: z.enum(timeOffKinds).optional(),
  /** What meets any moment of [from, to). */
  from: instantText.optional(),
  to: instantText.optional(),
  ...pageMembers,
})

export interface ListTimeOff extends z.input<typeof schema> {}
/** Time off, the earliest first; follow `next` until it is null. */
export interface TimeOffPage {
  readonly items: TimeOff[]
  readonly next: string | null
}

const input: z.ZodType<z.output<typeof schema>, ListTimeOff> = schema
const output: z.ZodType<TimeOffPage> = z.object({ items: z.array(timeOffOutput), next: z.string().nullable() })

/** Who may not see that of others sees their own. Two statements while the book of resources is known. */
export const timeOff: Operation<'query', ListTimeOff, TimeOffPage, never> = operation({
  name: 'resources.timeOff',
  summary: 'Lists time off by resource, state, kind and time.',
  kind: 'query',
  input,
  output,
  async run(context, { resourceId, state, kind, from, to, limit, cursor }) {
    const book = await resourceBook(context)
    const branches = context.branchesWith('resources.timeOffOfOthers')
    const seen = book.resources.filter(
      ({ branch, personId }) => personId === context.actor || branches === 'all' || branches.includes(branch),
    )
    const page = await context.store.page(resourcesTimeOff, {
      where: {
        ...present({ state, kind }),
        resourceId: { in: seen.map(({ id }) => id).filter((id) => resourceId === undefined || id === resourceId) },
        ...(from === undefined ? {} : { endsAt: { gt: parseInstant(from) } }),
        ...(to === undefined ? {} : { startsAt: { lt: parseInstant(to) } }),
      },
      orderBy: ['startsAt'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentTimeOff), next: page.next }
  },
})
