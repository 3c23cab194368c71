/** Withdraws a time off: the resource can be booked again. */
import { z } from 'zod'
import { releaseClaims } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { ResourceUnknown, TimeOffOfAnother, TimeOffStateRefused, TimeOffUnknown } from '../errors.ts'
import { timeOffWithdrawn } from '../events.ts'
import { holdTimeOff, toldOf } from '../hold-time-off.ts'
import { presentTimeOff, type TimeOff, timeOffOutput } from '../present-time-off.ts'
import { idText } from '../shapes.ts'
import { resourcesTimeOff } from '../tables.ts'

const schema = z.strictObject({ timeOffId: idText })

export interface WithdrawTimeOff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, WithdrawTimeOff> = schema

const errors = [TimeOffUnknown, TimeOffStateRefused, TimeOffOfAnother, ResourceUnknown] as const

/** One's own until it begins; that of others, with the permission for it, until it is over. */
export const withdrawTimeOff: Operation<'command', WithdrawTimeOff, TimeOff, (typeof errors)[number]> = operation({
  name: 'resources.withdrawTimeOff',
  summary: 'Withdraws a time off that is asked for or approved.',
  kind: 'command',
  input,
  output: timeOffOutput,
  errors,
  async run(context, { timeOffId }) {
    const { now, store } = context
    const permission = 'resources.timeOffOfOthers'
    const { row, resource, state } = await holdTimeOff(context, timeOffId, 'withdraw')
    context.demand('resources.withdrawTimeOff', resource.branch)
    const mayOfOthers = context.may(permission, resource.branch)
    if (resource.personId !== context.actor && !mayOfOthers) throw TimeOffOfAnother.create({ permission })
    const wasApproved = row.state === 'approved'
    if (wasApproved && (row.endsAt <= now || (row.startsAt <= now && !mayOfOthers))) {
      const begun = row.endsAt <= now ? 'over' : 'approved, and has begun'
      throw TimeOffStateRefused.create({ timeOffId, state: begun, action: 'withdraw' })
    }
    if (wasApproved) await releaseClaims(context, [timeOffId])
    const withdrawn = await store.update(resourcesTimeOff, row, { state })
    context.emit(timeOffWithdrawn, { ...toldOf(withdrawn), before: row.state }, { branch: resource.branch })
    return presentTimeOff(withdrawn)
  },
})
