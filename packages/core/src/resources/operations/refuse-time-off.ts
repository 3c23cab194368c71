/** Refuses a time off. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { requireSecondPerson } from '../claim-time-off.ts'
import { ResourceUnknown, TimeOffOwn, TimeOffStateRefused, TimeOffUnknown } from '../errors.ts'
import { timeOffDecided } from '../events.ts'
import { holdTimeOff, toldOf } from '../hold-time-off.ts'
import { presentTimeOff, type TimeOff, timeOffOutput } from '../present-time-off.ts'
import { idText, noteText } from '../shapes.ts'
import { resourcesTimeOff } from '../tables.ts'

const schema = z.strictObject({ timeOffId: idText, answer: noteText.nullish() })

export interface RefuseTimeOff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RefuseTimeOff> = schema

const errors = [TimeOffUnknown, TimeOffStateRefused, TimeOffOwn, ResourceUnknown] as const

export const refuseTimeOff: Operation<'command', RefuseTimeOff, TimeOff, (typeof errors)[number]> = operation({
  name: 'resources.refuseTimeOff',
  summary: 'Refuses a time off of somebody else.',
  kind: 'command',
  input,
  output: timeOffOutput,
  errors,
  async run(context, { timeOffId, answer = null }) {
    const { row, resource, state } = await holdTimeOff(context, timeOffId, 'refuse')
    context.demand('resources.refuseTimeOff', resource.branch)
    requireSecondPerson(context, { timeOffId, action: 'refuse', requestedBy: row.requestedBy }, resource)
    const set = { state, answer, decidedAt: context.now, decidedBy: context.actor }
    const refused = await context.store.update(resourcesTimeOff, row, set)
    context.emit(timeOffDecided, { ...toldOf(refused), state }, { branch: resource.branch })
    return presentTimeOff(refused)
  },
})
