/** Why a service can or cannot be booked at a time. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { localTimeMissing } from '../../values/errors-time.ts'
import { bookedTime } from '../booked-time.ts'
import { ServiceUnknown, WantedRefused } from '../errors.ts'
import { lookForSlots } from '../look-for-slots.ts'
import { minuteOf } from '../minutes.ts'
import { bookableWindow } from '../on-time.ts'
import { isOnGrid } from '../search/grid.ts'
import { requireService } from '../services.ts'
import { idText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import { nearestExplanation } from '../shortages.ts'
import { limitRequirement } from '../slot-query.ts'
import { tellWhy } from '../tell-why.ts'

const schema = z
  .strictObject({
    service: idText,
    ...startMembers,
    resources: wantedSchema.optional(),
  })
  .refine(saysStart, startRule)

export interface ExplainSlot extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ExplainSlot> = schema

export interface ExplainedResource {
  code: string
  free: boolean
  /** `notWorking`, `taken`, `capacity`, `travel` or `neededElsewhere`, with words for people. */
  reasons: { kind: string; text: string }[]
}

export interface ExplainedSlot {
  startsAt: string
  /** Whether it can be booked by whoever keeps to the terms of the service. */
  free: boolean
  /** What speaks against the time itself: `offGrid`, `tooSoon`, `tooFar`, `dayFull`. */
  reasons: string[]
  requirements: { name: string; needed: number; free: number; enough: boolean; members: ExplainedResource[] }[]
}

const output: z.ZodType<ExplainedSlot> = z.object({
  startsAt: z.string(),
  free: z.boolean(),
  reasons: z.array(z.string()),
  requirements: z.array(
    z.object({
      name: z.string(),
      needed: z.int(),
      free: z.int(),
      enough: z.boolean(),
      members: z.array(
        z.object({
          code: z.string(),
          free: z.boolean(),
          reasons: z.array(z.object({ kind: z.string(), text: z.string() })),
        }),
      ),
    }),
  ),
})

const errors = [ServiceUnknown, WantedRefused, localTimeMissing] as const

/** Says of every resource that would do why it is not free, without saying for whom it is taken. Statements: as bookings.slots. */
export const explainSlot: Operation<'query', ExplainSlot, ExplainedSlot, (typeof errors)[number]> = operation({
  name: 'bookings.explain',
  summary:
    'Says why a service can or cannot be booked at a time: of every requirement, and every resource that would do.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { service: code, resources = {}, ...given }) {
    const service = await requireService(context, code)
    const { definition } = service
    const { timeZone } = context.studio.days(context.branch)
    const { startsAt } = bookedTime(given, timeZone, definition.duration)
    const start = minuteOf(startsAt)
    const window = { from: start, to: start + 1 }
    const { queries, codeOf } = await lookForSlots(context, { service, window, wanted: resources, preferred: [] })
    const bookable = bookableWindow(context, definition)
    const told = nearestExplanation(queries, start)
    const requirements = told?.requirements ?? []
    const grid = queries[0]
    const reasons = [
      ...(grid !== undefined && !isOnGrid(grid.grid, grid.stretches, start) ? ['offGrid'] : []),
      ...(start < bookable.from ? ['tooSoon'] : []),
      ...(start >= bookable.to ? ['tooFar'] : []),
      ...(requirements.some(({ name, enough }) => name === limitRequirement && !enough) ? ['dayFull'] : []),
    ]
    const shown = requirements
      .filter(({ name }) => name !== limitRequirement)
      .map(({ name, count, free, enough, members }) => ({
        ...{ name, needed: count, free, enough },
        members: members.map((member) => ({
          code: codeOf(member.resource),
          free: member.free,
          reasons: member.reasons.map((why) => ({ kind: why.kind, text: tellWhy(why, timeZone) })),
        })),
      }))
    return { startsAt, free: reasons.length === 0 && shown.every(({ enough }) => enough), reasons, requirements: shown }
  },
})
